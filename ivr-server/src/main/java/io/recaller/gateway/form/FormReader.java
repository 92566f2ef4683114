package io.recaller.gateway.form;

import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Storable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what was filled in, and says by field what is wrong. Thread-safe. */
final class FormReader {
    static final int LONGEST_TEXT = 5_000;
    static final int LONGEST_LINE = 200;
    static final int LONGEST_ALSO = 1_000;

    private final FormPlan plan;
    private final Handles handles;

    FormReader(FormPlan plan, Handles handles) {
        this.plan = plan;
        this.handles = handles;
    }

    /** What came of reading one. */
    sealed interface Reading {
        /** As it should be. */
        record Filled(FormEntry entry) implements Reading {}

        /** Its sender can mend it. */
        record Flawed(List<FormFlaw> flaws) implements Reading {}
    }

    /** Fields that nobody named are left out. */
    Reading read(Map<String, String> values) {
        var names = plan.names();
        var flaws = new ArrayList<FormFlaw>();
        var also = new LinkedHashMap<String, String>();
        for (var field : plan.also()) {
            value(values, field, LONGEST_ALSO, flaws).ifPresent(value -> also.put(field, value));
        }
        var text = value(values, names.text(), LONGEST_TEXT, flaws);
        var email = handle(values, names.email(), "mailto:", HandleKind.EMAIL, flaws);
        var phone = handle(values, names.phone(), "tel:", HandleKind.TEL, flaws);
        var entry =
                new FormEntry(
                        value(values, names.name(), LONGEST_LINE, flaws),
                        email,
                        phone,
                        value(values, names.topic(), LONGEST_LINE, flaws).map(FormReader::line),
                        text.orElse(""),
                        value(values, names.id(), LONGEST_LINE, flaws),
                        value(values, names.language(), LONGEST_LINE, flaws),
                        also);
        if (flaws.isEmpty() && text.isEmpty()) {
            flaws.add(new FormFlaw(names.text(), "is missing; write what it is about"));
        }
        if (flaws.isEmpty() && email.isEmpty() && phone.isEmpty()) {
            var how = "one of " + names.email() + " and " + names.phone() + " must be filled in";
            flaws.add(new FormFlaw(names.email(), how));
            flaws.add(new FormFlaw(names.phone(), how));
        }
        return flaws.isEmpty() ? new Reading.Filled(entry) : new Reading.Flawed(flaws);
    }

    private static Optional<String> value(
            Map<String, String> values, String field, int longest, List<FormFlaw> flaws) {
        var value = Storable.mended(values.getOrDefault(field, "")).strip();
        if (value.length() > longest) {
            flaws.add(new FormFlaw(field, "is longer than " + longest + " characters; shorten it"));
            return Optional.empty();
        }
        return Optional.of(value).filter(each -> !each.isEmpty());
    }

    private Optional<Handle> handle(
            Map<String, String> values,
            String field,
            String scheme,
            HandleKind kind,
            List<FormFlaw> flaws) {
        return value(values, field, LONGEST_LINE, flaws)
                .flatMap(value ->
                        switch (handles.parse(scheme + value)) {
                            case Handles.Reading.Read(var handle) when handle.kind() == kind ->
                                    Optional.of(handle);
                            case Handles.Reading.Wrong(var problem) -> {
                                flaws.add(new FormFlaw(field, "is not right: " + problem));
                                yield Optional.empty();
                            }
                            case Handles.Reading.Read _, Handles.Reading.Withheld _ -> {
                                flaws.add(new FormFlaw(field, wanted(kind)));
                                yield Optional.empty();
                            }
                        });
    }

    private static String wanted(HandleKind kind) {
        return kind == HandleKind.EMAIL
                ? "is no e-mail address; write it like name@example.com"
                : "is no whole telephone number; write it with + and the country code";
    }

    private static String line(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
