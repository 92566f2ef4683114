package io.recaller.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an API key may do. None includes another. */
public enum Scope {
    /** Tell of contacts, facts and requests. */
    REPORT,

    /** Ask about customers, contacts, menus and reports; of fields, those nobody has proved. */
    READ,

    /** With {@link #READ}: fields that a verified customer gave, too. */
    VERIFIED_FIELDS,

    /** Read what was written in contacts, and the files with it. */
    MESSAGES,

    /** Write to people in conversations that people have in hand. */
    ANSWER,

    /** Change whose turn it is among those who wait. */
    QUEUE,

    /** Tell customers something unasked, and follow what became of it. */
    NOTIFY,

    /** Change what holds for everybody, such as topics, and what the business says of customers. */
    ADMIN;

    /** As settings and the OpenAPI file write it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The scope written so; empty when there is none. */
    public static Optional<Scope> of(String slug) {
        return Arrays.stream(values()).filter(scope -> scope.slug().equals(slug)).findFirst();
    }

    /** All of them, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(Scope::slug).collect(Collectors.joining(", "));
    }
}
