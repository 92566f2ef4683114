package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.table;

import io.recaller.contact.ContactId;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The usual answer of a flow, in one statement: a message is handled, and one that asks what comes
 * next stands below it. Its thread is locked first, as its place is given before it is committed.
 * Any thread.
 */
final class AnswerRows {
    private static final Field<Instant> AT = param("at", SQLDataType.INSTANT);
    private static final String LOCKED = "locked";
    private static final String HANDLED = "handled";

    private static final Rendered STATEMENT = statement();

    /**
     * Handles it and says this, unless something drafted is to be said with it.
     *
     * @return false: nothing was done, for somebody else was first, or there is a draft
     */
    boolean write(
            Tx tx,
            ThreadId thread,
            long seq,
            ContactId contact,
            long version,
            String text,
            List<Button> buttons,
            MessageState state,
            Instant now) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("thread", thread.value());
        values.put("seq", seq);
        values.put("contact", contact.value());
        values.put("version", version);
        values.put("body", text);
        values.put("buttons", ButtonsJson.write(buttons));
        values.put("state", state.slug());
        values.put("try_at", state == MessageState.QUEUED ? now : null);
        values.put("at", now);
        return STATEMENT.fetchCount(tx, values) == 1;
    }

    private static Rendered statement() {
        var thread = param("thread", SQLDataType.UUID);
        var contact = param("contact", SQLDataType.UUID);
        var locked =
                name(LOCKED)
                        .as(select(THREAD.ID).from(THREAD).where(THREAD.ID.eq(thread)).forUpdate());
        var draft = MESSAGE.as("draft");
        var handled =
                name(HANDLED)
                        .as(
                                DSL.update(MESSAGE)
                                        .set(MESSAGE.STATE, inline(MessageState.HANDLED.slug()))
                                        .set(MESSAGE.CONTACT_ID, contact)
                                        .set(MESSAGE.VERSION, param("version", SQLDataType.BIGINT))
                                        .set(MESSAGE.STATE_AT, AT)
                                        .where(
                                                MESSAGE.SEQ.eq(param("seq", SQLDataType.BIGINT)),
                                                MESSAGE.STATE.eq(
                                                        inline(MessageState.RECEIVED.slug())),
                                                exists(selectOne().from(table(name(LOCKED)))),
                                                notExists(
                                                        selectOne()
                                                                .from(draft)
                                                                .where(
                                                                        draft.THREAD_ID.eq(thread),
                                                                        draft.STATE.eq(
                                                                                inline(
                                                                                        MessageState
                                                                                                .DRAFT
                                                                                                .slug())))))
                                        .returning(MESSAGE.SEQ));
        return Rendered.of(
                DSL.with(locked)
                        .with(handled)
                        .with(said(thread, contact))
                        .select(DSL.count())
                        .from(table(name(HANDLED))));
    }

    private static CommonTableExpression<?> said(Field<UUID> thread, Field<UUID> contact) {
        return name("said")
                .as(
                        DSL.insertInto(
                                        MESSAGE,
                                        MESSAGE.THREAD_ID,
                                        MESSAGE.CONTACT_ID,
                                        MESSAGE.DIRECTION,
                                        MESSAGE.AUTHOR,
                                        MESSAGE.BODY,
                                        MESSAGE.BUTTONS,
                                        MESSAGE.STATE,
                                        MESSAGE.TRY_AT,
                                        MESSAGE.AT,
                                        MESSAGE.STATE_AT)
                                .select(
                                        select(
                                                        cast(thread),
                                                        cast(contact),
                                                        inline(Messages.OUTBOUND),
                                                        inline(Author.FLOW.slug()),
                                                        cast(param("body", SQLDataType.CLOB)),
                                                        cast(param("buttons", SQLDataType.JSONB)),
                                                        cast(param("state", SQLDataType.CLOB)),
                                                        cast(param("try_at", SQLDataType.INSTANT)),
                                                        cast(AT),
                                                        cast(AT))
                                                .from(table(name(HANDLED))))
                                .returning(MESSAGE.SEQ));
    }

    /** So that PostgreSQL knows what it is where nothing else tells. */
    private static <T> Field<T> cast(Field<T> parameter) {
        return parameter.cast(parameter.getDataType());
    }
}
