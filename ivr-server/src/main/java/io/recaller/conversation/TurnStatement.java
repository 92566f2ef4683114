package io.recaller.conversation;

import static io.recaller.db.generated.Tables.DIALOGUE;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;

import io.recaller.contact.ContactNews;
import io.recaller.conversation.DialogueStore.TurnTaken;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * A turn as one statement: the dialogue moves from its version to the next, and only if it does,
 * the menus heard are kept and the contact and its conversation are told what is new. Thread-safe.
 *
 * <p>There are two of it, because to touch the contact costs more than all the rest, and most turns
 * tell nothing new of it.
 */
final class TurnStatement {
    private static final Field<Integer> MOVED = DSL.count();

    private final ImpressionRows impressions;
    private final Rendered step;
    private final Rendered news;

    TurnStatement(ImpressionRows impressions) {
        this.impressions = impressions;
        var moved = moved();
        var heard = ImpressionRows.kept(moved);
        step = Rendered.of(DSL.with(moved).with(heard).select(MOVED).from(moved));
        news =
                Rendered.of(
                        DSL.with(moved)
                                .with(heard)
                                .with(ContactNews.onlyWith(moved))
                                .select(MOVED)
                                .from(moved));
    }

    /** One turn in the words of the statement. Made before a connection is taken. */
    record Written(Rendered statement, Map<String, @Nullable Object> values) {
        /**
         * Writes it.
         *
         * @throws SupersededException when the dialogue was not at its version; nothing was written
         */
        void to(Tx tx) {
            if (statement.fetchSingle(tx, List.of(MOVED), values).get(MOVED) == 0) {
                throw new SupersededException();
            }
        }
    }

    Written of(TurnTaken turn, long version, Instant startedAt) {
        var values =
                ContactNews.values(
                        turn.contact(), startedAt, turn.customer(), turn.trust(), turn.topic());
        var dialogue = turn.dialogue();
        values.put("version", version);
        values.put("node", dialogue.node());
        values.put("step", dialogue.step());
        values.put("language", dialogue.language().tag());
        values.put("data", DialogueRows.json(dialogue.data()));
        values.put("path", DialogueRows.json(dialogue.path()));
        values.put("at", turn.at());
        values.put("heard", impressions.rows(turn.contact(), dialogue.flowSha(), turn.heard()));
        return new Written(turn.isNews() ? news : step, values);
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
                                .set(DIALOGUE.VERSION, DIALOGUE.VERSION.plus(1))
                                .set(DIALOGUE.UPDATED_AT, param("at", SQLDataType.INSTANT))
                                .where(
                                        DIALOGUE.CONTACT_ID.eq(param("contact", SQLDataType.UUID)),
                                        DIALOGUE.VERSION.eq(param("version", SQLDataType.BIGINT)))
                                .returning(DIALOGUE.CONTACT_ID));
    }
}
