package io.recaller.gateway.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A mail's headers, whatever the case of their names. Immutable.
 *
 * @param byName as they were written
 */
record MailHeaders(Map<String, List<String>> byName) {
    static MailHeaders of(MimeMessage message) throws MessagingException {
        var all = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : Collections.list(message.getAllHeaders())) {
            all.computeIfAbsent(header.getName(), _ -> new ArrayList<>()).add(header.getValue());
        }
        return new MailHeaders(all);
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    Optional<String> first(String name) {
        return byName.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first of that name; empty when there is none. */
    String text(String name) {
        return first(name).orElse("").strip();
    }

    /** As {@link #text}, without parameters and comments, in small letters. */
    String word(String name) {
        return text(name).split("[;(,]", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
