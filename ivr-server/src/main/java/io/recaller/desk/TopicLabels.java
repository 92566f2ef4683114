package io.recaller.desk;

import io.recaller.contact.Topic;
import io.recaller.desk.card.Words;
import java.util.SortedMap;

/** The topic registry as the desk shows it. Called on a virtual thread; may block. */
@FunctionalInterface
public interface TopicLabels {
    /** The current topics with their labels. */
    SortedMap<Topic, Words> current();
}
