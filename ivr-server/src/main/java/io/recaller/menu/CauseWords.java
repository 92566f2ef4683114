package io.recaller.menu;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.text.SpanWords;
import java.time.Duration;
import java.time.Instant;

/**
 * What may lie behind a contact, in the words of every explanation: earlier contacts, open
 * requests, facts. Without names or numbers of the customer. Pure.
 */
public final class CauseWords {
    private CauseWords() {}

    /** {@code an open request about outage (repair), made 3 h ago}. */
    public static String request(String kind, Topic topic, Instant opened, Instant now) {
        return "an open request about "
                + topic
                + kind(kind, "request")
                + ", made "
                + Age.ago(opened, now);
    }

    /** {@code a fact about billing (failed-payment), true for 2 days}. */
    public static String fact(String kind, Topic topic, Instant from, Instant now) {
        return "a fact about "
                + topic
                + kind(kind, "fact")
                + ", true for "
                + SpanWords.roughly(Duration.between(from, now));
    }

    /** A kind that says no more than the word before it is left out. */
    private static String kind(String kind, String said) {
        return kind.isEmpty() || kind.equals(said) ? "" : " (" + kind + ")";
    }

    /** {@code a chat about billing 2 h ago}. */
    public static String contact(
            Channel channel, Nature nature, Topic topic, Instant at, Instant now) {
        var noun = noun(channel, nature);
        var article = noun.startsWith("e-") || noun.startsWith("SMS") ? "an " : "a ";
        return article + noun + " about " + topic + " " + Age.ago(at, now);
    }

    /** {@code 3 calls about billing in 60 days}. */
    static String contacts(
            int count, Channel channel, Nature nature, Topic topic, Instant oldest, Instant now) {
        var noun = noun(channel, nature);
        return count
                + " "
                + noun
                + (noun.equals("SMS") ? "" : "s")
                + " about "
                + topic
                + " "
                + Age.within(oldest, now);
    }

    private static String noun(Channel channel, Nature nature) {
        return switch (nature) {
            case INTERACTION -> interaction(channel);
            case ACTIVITY -> activity(channel);
        };
    }

    private static String interaction(Channel channel) {
        return switch (channel) {
            case PHONE -> "call";
            case CHAT -> "chat";
            case EMAIL -> "e-mail";
            case SMS -> "SMS";
            case MESSENGER -> "message";
            case WEB -> "web contact";
            case SHOP -> "shop visit";
        };
    }

    private static String activity(Channel channel) {
        return switch (channel) {
            case PHONE -> "phone event";
            case CHAT -> "chat event";
            case EMAIL -> "e-mail event";
            case SMS -> "SMS event";
            case MESSENGER -> "messenger event";
            case WEB -> "web event";
            case SHOP -> "shop event";
        };
    }
}
