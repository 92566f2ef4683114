package io.recaller.menu;

import io.recaller.contact.Topic;

/**
 * Something true now that may explain the call: an open request, a failed payment, an outage.
 *
 * @param kind what is learned about together, such as {@code request.repair} or {@code fact.outage}
 * @param words how an explanation names it: "an open request about outage (repair), made 2 days
 *     ago"
 */
public record Circumstance(String kind, Topic topic, String words) {
    /** That a request of a kind is open. */
    public static Circumstance request(String kind, Topic topic, String words) {
        return new Circumstance("request." + kind, topic, words);
    }

    /** That a fact of a kind is true. */
    public static Circumstance fact(String kind, Topic topic, String words) {
        return new Circumstance("fact." + kind, topic, words);
    }

    /** Whether it speaks for a topic: the same, one below it or the one above it. */
    boolean speaksFor(Topic other) {
        return other.isUnder(topic) || topic.isUnder(other);
    }
}
