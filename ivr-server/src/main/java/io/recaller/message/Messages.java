package io.recaller.message;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;

import io.recaller.contact.ContactId;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jooq.SelectSelectStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** The rows of messages. Each method works in the caller's transaction. Any thread. */
public final class Messages {
    /** In the place of a button: whoever wrote it came by a link of ours. */
    public static final String BY_LINK = "link";

    /** In the place of a button: nobody wrote it, a page has let the flow go on. */
    public static final String BY_PAGE = "page";

    static final String INBOUND = "inbound";
    static final String OUTBOUND = "outbound";
    private static final Field<JSONB> ATTACHMENTS = AttachmentsJson.ofMessage().as("files");

    static final List<Field<?>> FIELDS =
            List.of(
                    MESSAGE.SEQ,
                    MESSAGE.THREAD_ID,
                    MESSAGE.CONTACT_ID,
                    MESSAGE.AUTHOR,
                    AGENT.NAME,
                    MESSAGE.SIGNED,
                    MESSAGE.BODY,
                    MESSAGE.CLEAR,
                    MESSAGE.CLEAR_UNTIL,
                    MESSAGE.PRESSED,
                    MESSAGE.BUTTONS,
                    MESSAGE.CLIENT_ID,
                    MESSAGE.VERSION,
                    MESSAGE.TRY_AT,
                    MESSAGE.STATE,
                    MESSAGE.REASON,
                    MESSAGE.AT,
                    ATTACHMENTS);

    private static final Condition THEIRS = MESSAGE.THREAD_ID.eq(param("thread", SQLDataType.UUID));

    private static final Rendered AFTER =
            Rendered.of(
                    from(DSL.select(FIELDS))
                            .where(
                                    THEIRS,
                                    MESSAGE.SEQ.gt(param("after", SQLDataType.BIGINT)),
                                    isShown())
                            .orderBy(MESSAGE.SEQ)
                            .limit(param("most", SQLDataType.INTEGER)));

    private final Attachments attachments = new Attachments();

    /** Whether the flow has said just that there since then. */
    public boolean isSaid(Tx tx, ThreadId thread, String text, Instant since) {
        return tx.dsl()
                .fetchExists(
                        MESSAGE,
                        is(thread),
                        MESSAGE.AUTHOR.eq(inline(Author.FLOW.slug())),
                        MESSAGE.AT.ge(since),
                        MESSAGE.BODY.eq(text));
    }

    /**
     * All of a thread, with its files, stands in another from now on, before whatever is written
     * there later. Both are locked; each message stays of its contact.
     */
    public void move(Tx tx, ThreadId from, ThreadId to) {
        attachments.move(tx, from, to);
        tx.dsl().update(MESSAGE).set(MESSAGE.THREAD_ID, to.value()).where(is(from)).execute();
    }

    /**
     * Something said beside the conversation, which is of no contact: it is sent.
     *
     * @return its place
     */
    public long aside(Tx tx, ThreadId thread, String text, Instant now) {
        return OutboundRow.insert(tx, thread, Author.FLOW, text, MessageState.QUEUED, now)
                .returning(MESSAGE.SEQ)
                .fetchSingle()
                .getSeq();
    }

    /**
     * Those after that place, in order, for who they are written to: in clear. Without what is not
     * said yet.
     */
    public List<ThreadMessage> theirsAfter(
            Tx tx, ThreadId thread, long seq, int most, Instant now) {
        return AFTER.fetch(tx, FIELDS, Map.of("thread", thread.value(), "after", seq, "most", most))
                .map(row -> message(row, theirs(row, now)));
    }

    /** Those that were written or changed since, in order; without what is not said yet. */
    public List<ThreadMessage> changed(Tx tx, ThreadId thread, Instant since, int most) {
        return read(tx).where(is(thread), MESSAGE.STATE_AT.ge(since), isShown())
                .orderBy(MESSAGE.SEQ)
                .limit(most)
                .fetch(Messages::message);
    }

    /** The newest, in order. */
    public List<ThreadMessage> newest(Tx tx, ThreadId thread, int most) {
        var messages =
                read(tx).where(is(thread), isShown())
                        .orderBy(MESSAGE.SEQ.desc())
                        .limit(most)
                        .fetch(Messages::message);
        Collections.reverse(messages);
        return messages;
    }

    /** As {@link #newest}, for who they are written to: in clear. */
    public List<ThreadMessage> theirsNewest(Tx tx, ThreadId thread, int most, Instant now) {
        var messages =
                read(tx).where(is(thread), isShown())
                        .orderBy(MESSAGE.SEQ.desc())
                        .limit(most)
                        .fetch(row -> message(row, theirs(row, now)));
        Collections.reverse(messages);
        return messages;
    }

    private static String theirs(Record row, Instant now) {
        var words = MessageWords.of(row);
        return words.clear()
                .filter(clear -> now.isBefore(clear.until()))
                .map(Veiled::clear)
                .orElse(words.text());
    }

    static Condition is(ThreadId thread) {
        return MESSAGE.THREAD_ID.eq(thread.value());
    }

    static Condition isSaid() {
        return MESSAGE.STATE.ne(inline(MessageState.DRAFT.slug()));
    }

    /** Words, a press, a file: what somebody has said to somebody. */
    static Condition isShown() {
        return isSaid().and(isWritten());
    }

    /** Not by a page, for whoever has it open. */
    static Condition isWritten() {
        return MESSAGE.PRESSED.isDistinctFrom(inline(BY_PAGE));
    }

    /** Whole messages. */
    static SelectJoinStep<? extends Record> read(Tx tx) {
        return from(tx.dsl().select(FIELDS));
    }

    static SelectJoinStep<? extends Record> from(SelectSelectStep<?> select) {
        return select.from(MESSAGE).leftJoin(AGENT).on(AGENT.ID.eq(MESSAGE.AGENT_ID));
    }

    static ThreadMessage message(Record row) {
        return message(row, row.get(MESSAGE.BODY));
    }

    static ThreadMessage message(Record row, String text) {
        return new ThreadMessage(
                row.get(MESSAGE.SEQ),
                new ThreadId(row.get(MESSAGE.THREAD_ID)),
                Optional.ofNullable(row.get(MESSAGE.CONTACT_ID)).map(ContactId::new),
                Author.of(row.get(MESSAGE.AUTHOR)),
                Optional.ofNullable(row.get(AGENT.NAME))
                        .or(() -> Optional.ofNullable(row.get(MESSAGE.SIGNED))),
                text,
                Optional.ofNullable(row.get(MESSAGE.PRESSED)),
                ButtonsJson.read(row.get(MESSAGE.BUTTONS)),
                Optional.ofNullable(row.get(MESSAGE.CLIENT_ID)),
                Optional.ofNullable(row.get(MESSAGE.VERSION)),
                MessageState.of(row.get(MESSAGE.STATE)),
                row.get(MESSAGE.REASON),
                row.get(MESSAGE.AT),
                AttachmentsJson.read(row.get(ATTACHMENTS)));
    }
}
