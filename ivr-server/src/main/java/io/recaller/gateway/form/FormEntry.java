package io.recaller.gateway.form;

import io.recaller.customer.Handle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A form that somebody filled in as it should be.
 *
 * @param id what its sender calls it: the same again is the same form
 * @param language a BCP 47 tag
 * @param also other fields that are shown, in their order
 */
record FormEntry(
        Optional<String> name,
        Optional<Handle> email,
        Optional<Handle> phone,
        Optional<String> topic,
        String text,
        Optional<String> id,
        Optional<String> language,
        Map<String, String> also) {
    FormEntry {
        also = new LinkedHashMap<>(also);
    }

    /**
     * What an agent reads: all that was filled in.
     *
     * @param form its name
     */
    String words(String form) {
        var lines = new ArrayList<String>();
        lines.add("📝 " + form + topic.map(each -> ": " + each).orElse(""));
        lines.add(text);
        name.ifPresent(each -> lines.add("👤 " + each));
        phone.ifPresent(each -> lines.add("☎ " + each.value()));
        email.ifPresent(each -> lines.add("✉ " + each.value()));
        also.forEach((field, value) -> lines.add(field + ": " + value));
        return String.join("\n", lines);
    }

    /** Without what was filled in. */
    @Override
    public String toString() {
        return "FormEntry[" + text.length() + "]";
    }
}
