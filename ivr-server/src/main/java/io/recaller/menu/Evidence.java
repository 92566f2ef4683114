package io.recaller.menu;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
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

    /** In the order of the first contact of each kind. */
    List<Account.Own> kinds() {
        return groups.values().stream().map(Group::own).toList();
    }

    /** One kind: "a chat about billing 2 h ago", "3 calls about billing in 60 days". */
    static String words(Account.Own own, Instant now) {
        return own.count() == 1
                ? CauseWords.contact(own.channel(), own.nature(), own.topic(), own.oldest(), now)
                : CauseWords.contacts(
                        own.count(), own.channel(), own.nature(), own.topic(), own.oldest(), now);
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

        Account.Own own() {
            return new Account.Own(
                    kind.channel(), kind.nature(), kind.topic(), count, weight, oldest);
        }
    }
}
