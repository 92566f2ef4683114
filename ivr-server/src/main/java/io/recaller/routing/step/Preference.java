package io.recaller.routing.step;

import java.util.Arrays;

/** Why a contact is better off with one particular agent. */
public enum Preference {
    /** Served this customer's matter last, on any channel. */
    LAST("last"),
    /** Is the customer's responsible agent. */
    RESPONSIBLE("responsible"),
    /**
     * Was named by the agent who sends the contact on, or has the contact that this one goes on
     * from on another channel.
     */
    CHOSEN("chosen");

    private final String slug;

    Preference(String slug) {
        this.slug = slug;
    }

    /** Throws IllegalArgumentException when there is none of that name. */
    public static Preference ofSlug(String slug) {
        return Arrays.stream(values())
                .filter(each -> each.slug.equals(slug))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no preference: " + slug));
    }

    /**
     * One that settings may name.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Preference ofSetting(String slug) {
        var named = ofSlug(slug);
        if (named == CHOSEN) {
            throw new IllegalArgumentException("is for who sends a contact on: " + slug);
        }
        return named;
    }

    /** As settings and rows write it. */
    public String slug() {
        return slug;
    }
}
