package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.DIALOGUE;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;

import io.recaller.contact.ContactNews;
import io.recaller.contact.Topic;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.CommonTableExpression;
import org.jooq.JSONB;
import org.jooq.WithStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A turn as one statement: the dialogue moves from its version to the next, and only if it does,
 * the menus heard are kept and the contact and its conversation are told what is new. Thread-safe.
 *
 * <p>There are two of it, because to touch the contact costs more than all the rest: it is told who
 * it is when that is new, and what it is about at the hand-off and the end. Until then the dialogue
 * knows.
 */
final class TurnStatement {
    private final ImpressionRows impressions;
    private final Lasting step;

    /** By the partition of the contact: that of this month, for an hour also that of the last. */
    private final Map<Optional<String>, Lasting> news = new ConcurrentHashMap<>();

    TurnStatement(ImpressionRows impressions) {
        this.impressions = impressions;
        var moved = moved();
        step = Lasting.of(moved, DSL.with(moved).with(ImpressionRows.kept(moved)));
    }

    private static Lasting news(Optional<String> month) {
        var moved = moved();
        return Lasting.of(
                moved,
                DSL.with(moved)
                        .with(ImpressionRows.kept(moved))
                        .with(ContactNews.onlyWith(moved, month)));
    }

    /**
     * One statement in both of its ways to be committed.
     *
     * @param soon returns before PostgreSQL has it on the disk
     */
    private record Lasting(Rendered now, Rendered soon) {
        static Lasting of(CommonTableExpression<?> moved, WithStep writing) {
            return new Lasting(
                    Rendered.of(writing.select(DSL.count()).from(moved)),
                    Rendered.of(writing.select(DSL.count(), Tx.UNWAITED).from(moved)));
        }
    }

    /**
     * Where the contact's row is.
     *
     * @param month the partition of that month; empty when it is not known or not needed
     */
    record Whence(Instant startedAt, Optional<String> month) {}

    /** One turn in the words of the statement. Made before a connection is taken. */
    record Written(Rendered statement, Map<String, @Nullable Object> values) {
        /**
         * Writes it.
         *
         * @throws SupersededException when the dialogue was not at its version; nothing was written
         */
        void to(Tx tx) {
            if (statement.fetchCount(tx, values) == 0) {
                throw new SupersededException();
            }
        }
    }

    /**
     * A turn that moves the dialogue from one version to another.
     *
     * @param lasting whether to wait until it is on the disk
     */
    Written of(TurnTaken turn, long version, long next, Whence whence, boolean lasting) {
        var values =
                ContactNews.values(
                        turn.contact(),
                        whence.startedAt(),
                        turn.customer(),
                        turn.trust(),
                        turn.topic());
        var dialogue = turn.dialogue();
        values.put("version", version);
        values.put("next", next);
        values.put("node", dialogue.node());
        values.put("step", DialogueJson.step(dialogue.position()));
        values.put("language", dialogue.language().tag());
        values.put("data", DialogueRows.json(dialogue.data()));
        values.put("path", JSONB.valueOf(DialogueJson.path(dialogue.path())));
        values.put("keyed", turn.topic().map(Topic::id).orElse(null));
        values.put("at", turn.at());
        values.put("heard", impressions.rows(turn));
        var statement =
                turn.isNews() ? news.computeIfAbsent(whence.month(), TurnStatement::news) : step;
        return new Written(lasting ? statement.now() : statement.soon(), values);
    }

    private static CommonTableExpression<?> moved() {
        return name("moved")
                .as(
                        DSL.update(DIALOGUE)
                                .set(DIALOGUE.NODE, param("node", SQLDataType.CLOB))
                                .set(DIALOGUE.STEP, param("step", SQLDataType.CLOB))
                                .set(DIALOGUE.LANGUAGE, param("language", SQLDataType.CLOB))
                                .set(DIALOGUE.DATA, param("data", SQLDataType.JSONB))
                                .set(DIALOGUE.PATH, param("path", SQLDataType.JSONB))
                                .set(DIALOGUE.TOPIC, param("keyed", SQLDataType.CLOB))
                                .set(DIALOGUE.VERSION, param("next", SQLDataType.BIGINT))
                                .set(DIALOGUE.UPDATED_AT, param("at", SQLDataType.INSTANT))
                                .where(
                                        DIALOGUE.CONTACT_ID.eq(param("contact", SQLDataType.UUID)),
                                        DIALOGUE.VERSION.eq(param("version", SQLDataType.BIGINT)))
                                .returning(DIALOGUE.CONTACT_ID));
    }
}
