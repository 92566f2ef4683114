package io.recaller.learning;

import static io.recaller.db.generated.Tables.LEARNED_TOPIC;
import static io.recaller.db.generated.Tables.LEARNED_VECTOR;

import io.recaller.contact.Topic;
import io.recaller.db.Tx;
import io.recaller.menu.Model;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.impl.DSL;

/** What was learned from everybody, as rows. Stateless. */
final class ModelRows {
    /** A model as it was kept last; one that has learned nothing when nothing was. */
    static Model model(Model.Kept kept) {
        return kept.vectors().isEmpty() ? Model.of(List.of()) : Model.of(kept);
    }

    Model.Kept read(Tx tx) {
        return new Model.Kept(topics(tx), vectorsSince(tx, -1));
    }

    List<Topic> topics(Tx tx) {
        return tx.dsl()
                .select(LEARNED_TOPIC.TOPIC)
                .from(LEARNED_TOPIC)
                .orderBy(LEARNED_TOPIC.PLACE)
                .fetch(row -> new Topic(row.value1()));
    }

    /** Those that changed after a place in the sequence. */
    SortedMap<String, double[]> vectorsSince(Tx tx, long seq) {
        var vectors = new TreeMap<String, double[]>();
        tx.dsl()
                .select(LEARNED_VECTOR.NAME, LEARNED_VECTOR.NUMBERS)
                .from(LEARNED_VECTOR)
                .where(LEARNED_VECTOR.LEARNED_SEQ.gt(seq))
                .forEach(row -> vectors.put(row.value1(), plain(row.value2())));
        return vectors;
    }

    /** Writes what is new or not the same to the bit. */
    void write(Tx tx, Model.Kept before, Model.Kept now, long seq) {
        writeTopics(tx, now.topics(), before.topics().size());
        var changed = new TreeMap<>(now.vectors());
        changed.entrySet()
                .removeIf(row -> Arrays.equals(row.getValue(), before.vectors().get(row.getKey())));
        writeVectors(tx, changed, seq);
    }

    /** Puts this in the place of all that was there. */
    void replace(Tx tx, Model.Kept kept, long seq) {
        tx.dsl().deleteFrom(LEARNED_VECTOR).execute();
        tx.dsl().deleteFrom(LEARNED_TOPIC).execute();
        writeTopics(tx, kept.topics(), 0);
        writeVectors(tx, kept.vectors(), seq);
    }

    private static void writeTopics(Tx tx, List<Topic> topics, int from) {
        if (from == topics.size()) {
            return;
        }
        var insert = tx.dsl().insertInto(LEARNED_TOPIC, LEARNED_TOPIC.PLACE, LEARNED_TOPIC.TOPIC);
        for (var place = from; place < topics.size(); place++) {
            insert = insert.values(place, topics.get(place).id());
        }
        insert.execute();
    }

    private static void writeVectors(Tx tx, SortedMap<String, double[]> vectors, long seq) {
        if (vectors.isEmpty()) {
            return;
        }
        var insert =
                tx.dsl()
                        .batch(
                                tx.dsl()
                                        .insertInto(
                                                LEARNED_VECTOR,
                                                LEARNED_VECTOR.NAME,
                                                LEARNED_VECTOR.LEARNED_SEQ,
                                                LEARNED_VECTOR.NUMBERS)
                                        .values("", 0L, new Double[0])
                                        .onConflict(LEARNED_VECTOR.NAME)
                                        .doUpdate()
                                        .set(
                                                LEARNED_VECTOR.LEARNED_SEQ,
                                                DSL.excluded(LEARNED_VECTOR.LEARNED_SEQ))
                                        .set(
                                                LEARNED_VECTOR.NUMBERS,
                                                DSL.excluded(LEARNED_VECTOR.NUMBERS)));
        for (var vector : vectors.entrySet()) {
            insert = insert.bind(vector.getKey(), seq, boxed(vector.getValue()));
        }
        insert.execute();
    }

    private static Double[] boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toArray(Double[]::new);
    }

    private static double[] plain(Double[] numbers) {
        return Arrays.stream(numbers).mapToDouble(Double::doubleValue).toArray();
    }
}
