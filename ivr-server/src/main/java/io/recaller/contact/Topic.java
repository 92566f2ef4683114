package io.recaller.contact;

import java.util.regex.Pattern;

/**
 * Why a customer makes contact: a stable dotted id such as {@code billing.tv}.
 *
 * @param id lower case words joined by dots
 */
public record Topic(String id) implements Comparable<Topic> {
    /** Made once: a call reads hundreds of topics. */
    private static final Pattern FORM =
            Pattern.compile("[a-z0-9][a-z0-9_-]*(\\.[a-z0-9][a-z0-9_-]*)*");

    public Topic {
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("topic must be like billing.tv: " + id);
        }
    }

    /**
     * Whether this topic is {@code prefix} or below it: {@code billing.tv} is under {@code
     * billing}.
     */
    public boolean isUnder(Topic prefix) {
        var length = prefix.id.length();
        return id.startsWith(prefix.id) && (id.length() == length || id.charAt(length) == '.');
    }

    @Override
    public int compareTo(Topic other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
