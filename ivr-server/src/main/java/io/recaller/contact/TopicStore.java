package io.recaller.contact;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.TOPIC;

import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The registry of topics. Thread-safe. */
public final class TopicStore {
    private static final Topic OTHER = new Topic("other");
    private static final Field<String> NOW = DSL.coalesce(TOPIC.REPLACED_BY, TOPIC.ID).as("now");
    private static final Rendered STANDING_FOR =
            Rendered.of(
                    DSL.select(TOPIC.ID, NOW)
                            .from(TOPIC)
                            .where(
                                    TOPIC.ID.eq(
                                            DSL.any(
                                                    DSL.param(
                                                            "given",
                                                            SQLDataType.VARCHAR.array())))));

    /**
     * Enters a topic or renews its labels. If it was reported before anybody knew it, {@code
     * other.…} is replaced by it.
     *
     * @param labels what people read, by language (BCP 47)
     */
    public void define(Tx tx, Topic topic, Map<String, String> labels) {
        var json = TextsJson.json(labels);
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
                        topics.put(new Topic(row.value1()), TextsJson.read(row.value2().data())));
        return topics;
    }

    /** Every topic, by id, with the number of contacts that began since an instant. */
    public List<Entry> all(Tx tx, Instant since) {
        var counts =
                DSL.select(CONTACT.TOPIC, DSL.count().as("contacts"))
                        .from(CONTACT)
                        .where(CONTACT.STARTED_AT.ge(since), CONTACT.TOPIC.isNotNull())
                        .groupBy(CONTACT.TOPIC)
                        .asTable("counts");
        var contacts = DSL.coalesce(counts.field("contacts", Integer.class), 0);
        return tx.dsl()
                .select(TOPIC.ID, TOPIC.LABELS, TOPIC.REPLACED_BY, contacts)
                .from(TOPIC)
                .leftJoin(counts)
                .on(TOPIC.ID.eq(counts.field(CONTACT.TOPIC)))
                .orderBy(TOPIC.ID)
                .fetch(row ->
                        new Entry(
                                new Topic(row.value1()),
                                TextsJson.read(row.value2().data()),
                                Optional.ofNullable(row.value3()).map(Topic::new),
                                row.value4()));
    }

    /**
     * Enters a topic or brings it up to date, as {@link #define} and {@link #replace} do together.
     *
     * @param replacedBy empty: it stands for itself again
     */
    public Named put(Tx tx, Topic topic, Map<String, String> labels, Optional<Topic> replacedBy) {
        var by = replacedBy.flatMap(given -> find(tx, given));
        if (replacedBy.isPresent() && by.isEmpty()) {
            return Named.REPLACEMENT_UNKNOWN;
        }
        if (by.equals(Optional.of(topic))) {
            return Named.REPLACED_BY_ITSELF;
        }
        var isNew = find(tx, topic).isEmpty();
        define(tx, topic, labels);
        standsForItself(tx, topic);
        by.ifPresent(other -> replace(tx, topic, other));
        return isNew ? Named.CREATED : Named.UPDATED;
    }

    private static void standsForItself(Tx tx, Topic topic) {
        tx.dsl().update(TOPIC).setNull(TOPIC.REPLACED_BY).where(TOPIC.ID.eq(topic.id())).execute();
    }

    /** The topic a word stands for; what nobody knows is entered under {@code other.*}. */
    public Accepted accept(Tx tx, Topic given) {
        return find(tx, given)
                .map(topic -> new Accepted(topic, true))
                .orElseGet(() -> new Accepted(enterOther(tx, given), false));
    }

    /** As {@link #accept(Tx, Topic)}, of many at once. */
    public Map<Topic, Accepted> accept(Tx tx, Set<Topic> given) {
        var known = given.isEmpty() ? Map.<Topic, Topic>of() : find(tx, given);
        var accepted = new HashMap<Topic, Accepted>();
        given.stream()
                .sorted()
                .forEach(word -> {
                    var topic = known.get(word);
                    accepted.put(
                            word,
                            topic == null
                                    ? new Accepted(enterOther(tx, word), false)
                                    : new Accepted(topic, true));
                });
        return accepted;
    }

    private static Map<Topic, Topic> find(Tx tx, Set<Topic> given) {
        var ids = given.stream().map(Topic::id).toArray(String[]::new);
        var found = new HashMap<Topic, Topic>();
        for (var row : STANDING_FOR.fetch(tx, List.of(TOPIC.ID, NOW), Map.of("given", ids))) {
            found.put(new Topic(row.get(TOPIC.ID)), new Topic(row.get(NOW)));
        }
        return found;
    }

    private static Topic enterOther(Tx tx, Topic given) {
        var other = other(given);
        tx.dsl().insertInto(TOPIC, TOPIC.ID).values(other.id()).onConflictDoNothing().execute();
        return find(tx, other).orElse(other);
    }

    /** Where a topic nobody has named is entered. */
    static Topic other(Topic given) {
        return given.isUnder(OTHER) ? given : under(given);
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

    /** What came of naming a topic. */
    public enum Named {
        CREATED,
        UPDATED,
        /** Nothing was changed: the topic to replace it by is not in the registry. */
        REPLACEMENT_UNKNOWN,
        /** Nothing was changed: the topic to replace it by is, or stands for, this one. */
        REPLACED_BY_ITSELF
    }

    /**
     * A topic as the registry has it.
     *
     * @param labels what people read, by language
     * @param contacts that were reported under this id lately
     */
    public record Entry(
            Topic topic, Map<String, String> labels, Optional<Topic> replacedBy, int contacts) {
        public Entry {
            labels = Map.copyOf(labels);
        }

        /** False for what was reported and nobody has named yet. */
        public boolean known() {
            return !topic.isUnder(OTHER) || !labels.isEmpty() || replacedBy.isPresent();
        }
    }

    /** A topic of the registry, and whether it was there already. */
    public record Accepted(Topic topic, boolean known) {}
}
