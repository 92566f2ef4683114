package io.recaller.flow.engine;

import io.recaller.contact.Topic;
import io.recaller.flow.Flow;
import io.recaller.flow.Universal;
import io.recaller.flow.UniversalWords;
import java.util.List;
import java.util.Optional;

/**
 * What words were taken to mean before the engine got them.
 *
 * @param topics what they are about
 */
public record Meaning(Optional<Universal> universal, List<Topic> topics) {
    /** Nothing but what they say. */
    public static final Meaning NONE = new Meaning(Optional.empty(), List.of());

    public Meaning {
        topics = List.copyOf(topics);
    }

    /** By the rules of a flow, and the words that mean the same in all of them. */
    public static Meaning of(Flow flow, String text) {
        var topics = flow.topicRules().topics(text);
        var universal = topics.isEmpty() ? UniversalWords.asked(text) : UniversalWords.of(text);
        return new Meaning(universal, topics);
    }
}
