package io.recaller.register;

import io.recaller.contact.Topic;
import io.recaller.contact.TopicStore;
import io.recaller.db.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry of topics for who tends it. Thread-safe; blocks. */
public final class TopicRegistry {
    /** Contacts older than this do not tell what people write about now. */
    private static final Duration LATELY = Duration.ofDays(60);

    private final Database database;
    private final InstantSource clock;
    private final TopicStore topics;

    public TopicRegistry(Database database, InstantSource clock, TopicStore topics) {
        this.database = database;
        this.clock = clock;
        this.topics = topics;
    }

    /** Every topic, by id, with the number of contacts of the last 60 days. */
    public List<TopicStore.Entry> all() {
        var since = clock.instant().minus(LATELY);
        return database.inTransaction(tx -> topics.all(tx, since));
    }

    /**
     * Names a topic, new or not.
     *
     * @param labels what people read, by language
     * @param replacedBy the topic that stands for it from now on; empty: it stands for itself
     */
    public TopicStore.Named put(
            Topic topic, Map<String, String> labels, Optional<Topic> replacedBy) {
        return database.inTransaction(tx -> topics.put(tx, topic, labels, replacedBy));
    }
}
