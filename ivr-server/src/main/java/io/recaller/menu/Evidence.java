package io.recaller.menu;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.PastContact;
import io.recaller.contact.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one caller's own past says about the options of a menu: every contact weighs less with age,
 * contacts of one kind about one topic are told together. Not thread-safe.
 */
final class Evidence {
    private static final double OTHER_CHANNEL = 0.8;
    private static final double ACTIVITY = 0.3;
    private static final double MILLIS_A_DAY = 86_400_000;

    private final Instant now;
    private final List<Map<Kind, Group>> byPlace = new ArrayList<>();
    private double total;

    Evidence(int places, Instant now) {
        this.now = now;
        for (var place = 0; place < places; place++) {
            byPlace.add(new LinkedHashMap<>());
        }
    }

    /** Counts a contact for the option in this place. */
    void add(int place, PastContact contact) {
        var weight = weight(contact);
        var kind = new Kind(contact.channel(), contact.nature(), contact.topic());
        byPlace.get(place).computeIfAbsent(kind, Group::new).add(contact.at(), weight);
        total += weight;
    }

    /** The sum of all weights, not negative. */
    double total() {
        return total;
    }

    /** The reasons for an option, each weight multiplied by the scale. */
    Stream<Reason> reasons(int place, double scale) {
        return byPlace.get(place).values().stream()
                .map(group -> new Reason(group.words(now), group.weight * scale));
    }

    /** Mostly what was lately; a tenth is kept for habits that come once a month. */
    private double weight(PastContact contact) {
        var days = (now.toEpochMilli() - contact.at().toEpochMilli()) / MILLIS_A_DAY;
        var left = 0.45 * halved(days / 2) + 0.45 * halved(days / 14) + 0.1 * halved(days / 90);
        return told(contact) * left;
    }

    private static double halved(double times) {
        return StrictMath.pow(2, -times);
    }

    private static double told(PastContact contact) {
        return switch (contact.nature()) {
            case ACTIVITY -> ACTIVITY;
            case INTERACTION -> contact.channel() == Channel.PHONE ? 1 : OTHER_CHANNEL;
        };
    }

    private record Kind(Channel channel, Nature nature, Topic topic) {}

    private static final class Group {
        private final Kind kind;
        private int count;
        private double weight;
        private Instant oldest = Instant.MAX;

        Group(Kind kind) {
            this.kind = kind;
        }

        void add(Instant at, double more) {
            count++;
            weight += more;
            oldest = at.isBefore(oldest) ? at : oldest;
        }

        String words(Instant now) {
            return count == 1
                    ? "%s about %s %s".formatted(noun(), kind.topic(), Age.ago(oldest, now))
                    : "%d %s about %s %s"
                            .formatted(count, nouns(), kind.topic(), Age.within(oldest, now));
        }

        private String nouns() {
            var noun = noun();
            return noun.equals("SMS") ? noun : noun + "s";
        }

        private String noun() {
            return switch (kind.nature()) {
                case INTERACTION -> interaction();
                case ACTIVITY -> activity();
            };
        }

        private String interaction() {
            return switch (kind.channel()) {
                case PHONE -> "call";
                case CHAT -> "chat";
                case EMAIL -> "e-mail";
                case SMS -> "SMS";
                case MESSENGER -> "message";
                case WEB -> "web contact";
                case SHOP -> "shop visit";
            };
        }

        private String activity() {
            return switch (kind.channel()) {
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
}
