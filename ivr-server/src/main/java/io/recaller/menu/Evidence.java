package io.recaller.menu;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.PastContact;
import io.recaller.contact.Topic;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contacts of one customer that speak for one option, in words: those of one kind about one
 * topic are told together, and what is long ago has less part. Not thread-safe.
 */
final class Evidence {
    private static final double MILLIS_A_DAY = 86_400_000;
    private static final double HALF_LIFE_DAYS = 60;
    private static final double ACTIVITY = 0.3;

    private final Instant now;
    private final Map<Kind, Group> groups = new LinkedHashMap<>();

    Evidence(Instant now) {
        this.now = now;
    }

    void add(PastContact contact) {
        groups.computeIfAbsent(Kind.of(contact), Group::new).add(contact.at(), weight(contact));
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** One reason a kind, each with its part of the share. */
    List<Reason> reasons(double share) {
        var total = groups.values().stream().mapToDouble(group -> group.weight).sum();
        return groups.values().stream()
                .map(group -> new Reason(group.words(now), share * group.weight / total))
                .toList();
    }

    /** One contact: "call about billing 2 h ago". */
    static String words(PastContact contact, Instant now) {
        var group = new Group(Kind.of(contact));
        group.add(contact.at(), 1);
        return group.words(now);
    }

    /** What was long ago has little part, but some. */
    private double weight(PastContact contact) {
        var days = (now.toEpochMilli() - contact.at().toEpochMilli()) / MILLIS_A_DAY;
        var left = 0.01 + StrictMath.pow(2, -Math.max(days, 0) / HALF_LIFE_DAYS);
        return contact.nature() == Nature.ACTIVITY ? ACTIVITY * left : left;
    }

    private record Kind(Channel channel, Nature nature, Topic topic) {
        static Kind of(PastContact contact) {
            return new Kind(contact.channel(), contact.nature(), contact.topic());
        }
    }

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
