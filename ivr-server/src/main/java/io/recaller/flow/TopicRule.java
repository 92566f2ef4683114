package io.recaller.flow;

import io.recaller.contact.Topic;
import java.util.List;

/** Words that mean a topic. */
public record TopicRule(Topic topic, List<TopicPhrase> phrases) {
    public TopicRule {
        phrases = List.copyOf(phrases);
    }
}
