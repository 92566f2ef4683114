package io.recaller;

import io.recaller.contact.Topic;
import io.recaller.desk.TopicLabels;
import io.recaller.desk.card.Words;
import io.recaller.speech.Language;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The topic registry as the desk shows it. */
record TopicWords(Stores stores) implements TopicLabels {
    @Override
    public SortedMap<Topic, Words> current() {
        var words = new TreeMap<Topic, Words>();
        stores.database()
                .inTransaction(tx -> stores.topics().current(tx))
                .forEach((topic, labels) -> words.put(topic, words(topic, labels)));
        return words;
    }

    private static Words words(Topic topic, Map<String, String> labels) {
        var known = new HashMap<Language, String>();
        labels.forEach((tag, label) -> known.put(new Language(tag), label));
        return known.isEmpty() ? Words.plain(topic.id()) : new Words(known);
    }
}
