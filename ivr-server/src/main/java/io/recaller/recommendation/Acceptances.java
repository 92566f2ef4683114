package io.recaller.recommendation;

import io.recaller.contact.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often what was accepted, by whom: what is learned from answers. Immutable. */
final class Acceptances {
    static final Acceptances NONE = of(List.of());

    private final Share all;
    private final Map<RecommendationId, Share> each;
    private final Map<Key, Share> bySegment;
    private final Map<Key, Share> byTopic;

    private Acceptances(
            Share all,
            Map<RecommendationId, Share> each,
            Map<Key, Share> bySegment,
            Map<Key, Share> byTopic) {
        this.all = all;
        this.each = Map.copyOf(each);
        this.bySegment = Map.copyOf(bySegment);
        this.byTopic = Map.copyOf(byTopic);
    }

    /**
     * Of so many answers how many said yes.
     *
     * @param answered accepted, declined and wrong ones
     */
    record Share(long accepted, long answered) {
        static final Share NONE = new Share(0, 0);

        Share plus(Share more) {
            return new Share(accepted + more.accepted, answered + more.answered);
        }
    }

    private record Key(RecommendationId recommendation, String of) {}

    /**
     * Answers of one group: of one recommendation, one segment and the same topics.
     *
     * @param segment empty: none
     */
    record Counted(
            RecommendationId recommendation,
            String segment,
            Collection<String> topics,
            Share share) {}

    static Acceptances of(Collection<Counted> groups) {
        var all = Share.NONE;
        var each = new HashMap<RecommendationId, Share>();
        var bySegment = new HashMap<Key, Share>();
        var byTopic = new HashMap<Key, Share>();
        for (var group : groups) {
            var one = group.recommendation();
            all = all.plus(group.share());
            each.merge(one, group.share(), Share::plus);
            bySegment.merge(new Key(one, group.segment()), group.share(), Share::plus);
            for (var topic : group.topics()) {
                byTopic.merge(new Key(one, topic), group.share(), Share::plus);
            }
        }
        return new Acceptances(all, each, bySegment, byTopic);
    }

    /** Of everything. */
    Share all() {
        return all;
    }

    Share of(RecommendationId one) {
        return each.getOrDefault(one, Share.NONE);
    }

    Share inSegment(RecommendationId one, String segment) {
        return bySegment.getOrDefault(new Key(one, segment), Share.NONE);
    }

    Share about(RecommendationId one, Topic topic) {
        return byTopic.getOrDefault(new Key(one, topic.id()), Share.NONE);
    }
}
