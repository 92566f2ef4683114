package io.recaller.routing.step;

import java.util.regex.Pattern;

/**
 * The name of a queue, as settings and flows write it.
 *
 * @param slug lower case letters, digits, {@code -} and {@code _}, beginning with a letter; at most
 *     40
 */
public record QueueName(String slug) implements Comparable<QueueName> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    /** Where contacts wait whose flow names no queue. */
    public static final QueueName MAIN = new QueueName("main");

    public QueueName {
        if (!isOne(slug)) {
            throw new IllegalArgumentException("a queue must match " + FORM + ": " + slug);
        }
    }

    public static boolean isOne(String name) {
        return FORM.matcher(name).matches();
    }

    @Override
    public int compareTo(QueueName other) {
        return slug.compareTo(other.slug);
    }

    @Override
    public String toString() {
        return slug;
    }
}
