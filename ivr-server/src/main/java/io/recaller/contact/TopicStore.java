package io.recaller.contact;

import static io.recaller.db.generated.Tables.TOPIC;

import io.recaller.db.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.Record1;
import org.jooq.impl.DSL;

/** The registry of topics. Thread-safe. */
public final class TopicStore {
    private static final Topic OTHER = new Topic("other");

    /**
     * Enters a topic or renews its labels. If it was reported before anybody knew it, {@code
     * other.…} is replaced by it.
     *
     * @param labels what people read, by language (BCP 47)
     */
    public void define(Tx tx, Topic topic, Map<String, String> labels) {
        var json = Texts.json(labels);
        tx.dsl()
                .insertInto(TOPIC, TOPIC.ID, TOPIC.LABELS)
                .values(topic.id(), json)
                .onConflict(TOPIC.ID)
                .doUpdate()
                .set(TOPIC.LABELS, json)
                .execute();
        if (!topic.isUnder(OTHER)) {
            replace(tx, under(topic), topic);
        }
    }

    /**
     * From now on the one topic stands for the other, in what was and what comes. Does nothing when
     * the old topic is not in the registry.
     */
    public void replace(Tx tx, Topic old, Topic by) {
        tx.dsl()
                .update(TOPIC)
                .set(TOPIC.REPLACED_BY, by.id())
                .where(TOPIC.ID.eq(old.id()).or(TOPIC.REPLACED_BY.eq(old.id())))
                .and(TOPIC.ID.ne(by.id()))
                .execute();
    }

    /** The topics that are not replaced, with their labels by language. */
    public SortedMap<Topic, Map<String, String>> current(Tx tx) {
        var topics = new TreeMap<Topic, Map<String, String>>();
        tx.dsl()
                .select(TOPIC.ID, TOPIC.LABELS)
                .from(TOPIC)
                .where(TOPIC.REPLACED_BY.isNull())
                .forEach(row ->
                        topics.put(new Topic(row.value1()), Texts.read(row.value2().data())));
        return topics;
    }

    /** The topic a word stands for; what nobody knows is entered under {@code other.*}. */
    Accepted accept(Tx tx, Topic given) {
        return find(tx, given)
                .map(topic -> new Accepted(topic, true))
                .orElseGet(() -> new Accepted(enterOther(tx, given), false));
    }

    private static Topic enterOther(Tx tx, Topic given) {
        var other = given.isUnder(OTHER) ? given : under(given);
        tx.dsl().insertInto(TOPIC, TOPIC.ID).values(other.id()).onConflictDoNothing().execute();
        return find(tx, other).orElse(other);
    }

    /** Replacements point at the last one: {@link #replace} moves those before it along. */
    private static Optional<Topic> find(Tx tx, Topic topic) {
        return tx.dsl()
                .select(DSL.coalesce(TOPIC.REPLACED_BY, TOPIC.ID))
                .from(TOPIC)
                .where(TOPIC.ID.eq(topic.id()))
                .fetchOptional(Record1::value1)
                .map(Topic::new);
    }

    private static Topic under(Topic topic) {
        return new Topic(OTHER.id() + "." + topic.id());
    }

    /** A topic of the registry, and whether it was there already. */
    record Accepted(Topic topic, boolean known) {}
}
