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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectJoinStep;
import org.jooq.SelectSelectStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The rows of messages. Each method works in the caller's transaction. Any thread. */
public final class Messages {
    /** In the place of a button: whoever wrote it came by a link of ours. */
    public static final String BY_LINK = "link";

    private static final String INBOUND = "inbound";
    static final String OUTBOUND = "outbound";
    private static final Field<JSONB> ATTACHMENTS = AttachmentsJson.ofMessage().as("files");

    private static final List<Field<?>> FIELDS =
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

    private static final JSONB NO_BUTTONS = JSONB.valueOf("[]");

    private static final Condition THEIRS = MESSAGE.THREAD_ID.eq(param("thread", SQLDataType.UUID));

    private static final Rendered RECEIVE = receive();

    private static final Rendered BUTTONS =
            Rendered.of(
                    DSL.select(MESSAGE.BUTTONS)
                            .from(MESSAGE)
                            .where(THEIRS, isSaid(), MESSAGE.BUTTONS.ne(inline(NO_BUTTONS)))
                            .orderBy(MESSAGE.SEQ.desc())
                            .limit(param("most", SQLDataType.INTEGER)));

    /** The first that nobody has handled yet. */
    private static final Rendered NEXT =
            Rendered.of(
                    from(DSL.select(FIELDS))
                            .where(THEIRS, MESSAGE.STATE.eq(inline(MessageState.RECEIVED.slug())))
                            .orderBy(MESSAGE.SEQ)
                            .limit(inline(1)));

    private static final Rendered AFTER =
            Rendered.of(
                    from(DSL.select(FIELDS))
                            .where(
                                    THEIRS,
                                    MESSAGE.SEQ.gt(param("after", SQLDataType.BIGINT)),
                                    isSaid())
                            .orderBy(MESSAGE.SEQ)
                            .limit(param("most", SQLDataType.INTEGER)));

    private final Attachments attachments = new Attachments();

    /**
     * What came in.
     *
     * @param text what was written, up to 20,000 characters; of a button its label
     * @param pressed the key of that button
     */
    public record Received(
            String text,
            Optional<String> pressed,
            Optional<String> externalId,
            Optional<String> clientId,
            Instant at) {
        /** The same with those words. */
        public Received saying(String words) {
            return new Received(words, pressed, externalId, clientId, at);
        }
    }

    /**
     * Keeps a message that came in.
     *
     * @return its place; empty: it is there already
     */
    public OptionalLong receive(Tx tx, ThreadId thread, Received received, Instant now) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("thread", thread.value());
        values.put("body", received.text());
        values.put("pressed", received.pressed().orElse(null));
        values.put("external_id", received.externalId().orElse(null));
        values.put("client_id", received.clientId().orElse(null));
        values.put("at", received.at());
        values.put("now", now);
        return RECEIVE.fetch(tx, List.of(MESSAGE.SEQ), values).stream()
                .mapToLong(row -> row.get(MESSAGE.SEQ))
                .findFirst();
    }

    /**
     * What stood on a button that it was asked with; empty when on none of the newest ones.
     *
     * @param most messages with buttons that it is looked for in
     */
    public Optional<String> label(Tx tx, ThreadId thread, String key, int most) {
        return BUTTONS
                .fetch(tx, List.of(MESSAGE.BUTTONS), Map.of("thread", thread.value(), "most", most))
                .stream()
                .flatMap(row -> ButtonsJson.read(row.get(MESSAGE.BUTTONS)).stream())
                .filter(button -> button.key().equals(key))
                .map(Button::label)
                .findFirst();
    }

    private static Rendered receive() {
        var now = param("now", SQLDataType.INSTANT);
        return Rendered.of(
                DSL.insertInto(MESSAGE)
                        .set(MESSAGE.THREAD_ID, param("thread", SQLDataType.UUID))
                        .set(MESSAGE.DIRECTION, inline(INBOUND))
                        .set(MESSAGE.AUTHOR, inline(Author.CUSTOMER.slug()))
                        .set(MESSAGE.BODY, param("body", SQLDataType.CLOB))
                        .set(MESSAGE.PRESSED, param("pressed", SQLDataType.CLOB))
                        .set(MESSAGE.EXTERNAL_ID, param("external_id", SQLDataType.CLOB))
                        .set(MESSAGE.CLIENT_ID, param("client_id", SQLDataType.CLOB))
                        .set(MESSAGE.STATE, inline(MessageState.RECEIVED.slug()))
                        .set(MESSAGE.TRY_AT, now)
                        .set(MESSAGE.AT, param("at", SQLDataType.INSTANT))
                        .set(MESSAGE.STATE_AT, now)
                        .onConflictDoNothing()
                        .returning(MESSAGE.SEQ));
    }

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

    /** Whether its customer had said or pressed anything before it in that contact. */
    public boolean saidBefore(Tx tx, ThreadMessage message, ContactId contact) {
        return tx.dsl()
                .fetchExists(
                        MESSAGE,
                        is(message.thread()),
                        MESSAGE.SEQ.lt(message.seq()),
                        MESSAGE.CONTACT_ID.eq(contact.value()),
                        MESSAGE.DIRECTION.eq(inline(INBOUND)),
                        MESSAGE.BODY.ne(inline("")).or(MESSAGE.PRESSED.isNotNull()),
                        MESSAGE.PRESSED.isDistinctFrom(inline(BY_LINK)));
    }

    /** Whether it came in under that id. */
    public boolean isThere(Tx tx, ThreadId thread, String externalId) {
        return tx.dsl()
                .fetchExists(
                        MESSAGE,
                        is(thread),
                        MESSAGE.DIRECTION.eq(inline(INBOUND)),
                        MESSAGE.EXTERNAL_ID.eq(externalId));
    }

    /** The first that nobody has handled yet; empty too while that has to wait. */
    public Optional<ThreadMessage> next(Tx tx, ThreadId thread, Instant now) {
        return NEXT.fetch(tx, FIELDS, Map.of("thread", thread.value())).stream()
                .findFirst()
                .filter(row -> !row.get(MESSAGE.TRY_AT).isAfter(now))
                .map(Messages::message);
    }

    /** It cannot be answered now: again in a second, then less and less often. */
    public void later(Tx tx, long seq, Instant now) {
        var tries =
                tx.dsl()
                        .update(MESSAGE)
                        .set(MESSAGE.TRIES, MESSAGE.TRIES.plus(1))
                        .where(MESSAGE.SEQ.eq(seq))
                        .returning(MESSAGE.TRIES)
                        .fetchOptional()
                        .map(row -> row.getTries())
                        .orElse(0);
        tx.dsl()
                .update(MESSAGE)
                .set(MESSAGE.TRY_AT, now.plusSeconds(1L << Math.min(tries, 8)))
                .where(MESSAGE.SEQ.eq(seq))
                .execute();
    }

    /** Threads with something that came in, is not handled, and does not have to wait. */
    public List<ThreadId> unhandled(Tx tx, Instant now, int most) {
        return tx.dsl()
                .selectDistinct(MESSAGE.THREAD_ID)
                .from(MESSAGE)
                .where(
                        MESSAGE.STATE.eq(inline(MessageState.RECEIVED.slug())),
                        MESSAGE.TRY_AT.le(now))
                .limit(most)
                .fetch(row -> new ThreadId(row.value1()));
    }

    /** It answers that version of the contact's dialogue; before it does. */
    public void answers(Tx tx, long seq, ContactId contact, long version) {
        tx.dsl()
                .update(MESSAGE)
                .set(MESSAGE.CONTACT_ID, contact.value())
                .set(MESSAGE.VERSION, version)
                .where(MESSAGE.SEQ.eq(seq))
                .execute();
    }

    /**
     * Nobody needs to look at it any more.
     *
     * @return false: somebody else was first
     */
    public boolean handled(Tx tx, long seq, Optional<ContactId> contact, Instant now) {
        return tx.dsl()
                        .update(MESSAGE)
                        .set(MESSAGE.STATE, MessageState.HANDLED.slug())
                        .set(MESSAGE.CONTACT_ID, contact.map(ContactId::value).orElse(null))
                        .set(MESSAGE.STATE_AT, now)
                        .where(
                                MESSAGE.SEQ.eq(seq),
                                MESSAGE.STATE.eq(inline(MessageState.RECEIVED.slug())))
                        .execute()
                == 1;
    }

    /**
     * All of a thread, with its files, stands in another from now on, before whatever is written
     * there later. Both are locked; each message stays of its contact.
     */
    public void move(Tx tx, ThreadId from, ThreadId to) {
        attachments.move(tx, from, to);
        tx.dsl().update(MESSAGE).set(MESSAGE.THREAD_ID, to.value()).where(is(from)).execute();
    }

    /** What was written is not for anybody's eyes from now on. */
    public void hide(Tx tx, long seq) {
        tx.dsl().update(MESSAGE).set(MESSAGE.BODY, "•••").where(MESSAGE.SEQ.eq(seq)).execute();
    }

    /**
     * An agent writes; what a page sends again is one message.
     *
     * @return its place; empty: it is there already
     */
    public OptionalLong write(
            Tx tx,
            ThreadId thread,
            ContactId contact,
            UUID agent,
            String clientId,
            String text,
            MessageState state,
            Instant now) {
        return tx.dsl()
                .insertInto(MESSAGE)
                .set(MESSAGE.THREAD_ID, thread.value())
                .set(MESSAGE.CONTACT_ID, contact.value())
                .set(MESSAGE.DIRECTION, OUTBOUND)
                .set(MESSAGE.AUTHOR, Author.AGENT.slug())
                .set(MESSAGE.AGENT_ID, agent)
                .set(MESSAGE.BODY, text)
                .set(MESSAGE.CLIENT_ID, clientId)
                .set(MESSAGE.STATE, state.slug())
                .set(MESSAGE.TRY_AT, state == MessageState.QUEUED ? now : null)
                .set(MESSAGE.AT, now)
                .set(MESSAGE.STATE_AT, now)
                .onConflictDoNothing()
                .returning(MESSAGE.SEQ)
                .fetchOptional()
                .map(row -> OptionalLong.of(row.getSeq()))
                .orElseGet(OptionalLong::empty);
    }

    /**
     * Another system writes, as an agent would.
     *
     * @param signed whose name stands with it
     * @param clientId new in the thread
     * @return its place
     */
    public long writeFor(
            Tx tx,
            ThreadId thread,
            ContactId contact,
            Optional<String> signed,
            String clientId,
            String text,
            MessageState state,
            Instant now) {
        return tx.dsl()
                .insertInto(MESSAGE)
                .set(MESSAGE.THREAD_ID, thread.value())
                .set(MESSAGE.CONTACT_ID, contact.value())
                .set(MESSAGE.DIRECTION, OUTBOUND)
                .set(MESSAGE.AUTHOR, Author.AGENT.slug())
                .set(MESSAGE.SIGNED, signed.orElse(null))
                .set(MESSAGE.BODY, text)
                .set(MESSAGE.CLIENT_ID, clientId)
                .set(MESSAGE.STATE, state.slug())
                .set(MESSAGE.TRY_AT, state == MessageState.QUEUED ? now : null)
                .set(MESSAGE.AT, now)
                .set(MESSAGE.STATE_AT, now)
                .returning(MESSAGE.SEQ)
                .fetchSingle()
                .getSeq();
    }

    /** What was written in a contact under that id of its writer's. */
    public Optional<ThreadMessage> writtenAs(Tx tx, ContactId contact, String clientId) {
        return read(tx).where(
                        MESSAGE.CONTACT_ID.eq(contact.value()), MESSAGE.CLIENT_ID.eq(clientId))
                .fetchOptional(Messages::message);
    }

    /**
     * Something said beside the conversation, which is of no contact: it is sent.
     *
     * @return its place
     */
    public long aside(Tx tx, ThreadId thread, String text, Instant now) {
        return tx.dsl()
                .insertInto(MESSAGE)
                .set(MESSAGE.THREAD_ID, thread.value())
                .set(MESSAGE.DIRECTION, OUTBOUND)
                .set(MESSAGE.AUTHOR, Author.FLOW.slug())
                .set(MESSAGE.BODY, text)
                .set(MESSAGE.STATE, MessageState.QUEUED.slug())
                .set(MESSAGE.TRY_AT, now)
                .set(MESSAGE.AT, now)
                .set(MESSAGE.STATE_AT, now)
                .returning(MESSAGE.SEQ)
                .fetchSingle()
                .getSeq();
    }

    /** Those after that place, in order; without what is not said yet. */
    public List<ThreadMessage> after(Tx tx, ThreadId thread, long seq, int most) {
        return read(tx).where(is(thread), MESSAGE.SEQ.gt(seq), isSaid())
                .orderBy(MESSAGE.SEQ)
                .limit(most)
                .fetch(Messages::message);
    }

    /** As {@link #after}, for who they are written to: in clear. */
    public List<ThreadMessage> theirsAfter(
            Tx tx, ThreadId thread, long seq, int most, Instant now) {
        return AFTER.fetch(tx, FIELDS, Map.of("thread", thread.value(), "after", seq, "most", most))
                .map(row -> message(row, theirs(row, now)));
    }

    /** Those that were written or changed since, in order; without what is not said yet. */
    public List<ThreadMessage> changed(Tx tx, ThreadId thread, Instant since, int most) {
        return read(tx).where(is(thread), MESSAGE.STATE_AT.ge(since), isSaid())
                .orderBy(MESSAGE.SEQ)
                .limit(most)
                .fetch(Messages::message);
    }

    /** The newest, in order. */
    public List<ThreadMessage> newest(Tx tx, ThreadId thread, int most) {
        var messages =
                read(tx).where(is(thread), isSaid())
                        .orderBy(MESSAGE.SEQ.desc())
                        .limit(most)
                        .fetch(Messages::message);
        Collections.reverse(messages);
        return messages;
    }

    /** As {@link #newest}, for who they are written to: in clear. */
    public List<ThreadMessage> theirsNewest(Tx tx, ThreadId thread, int most, Instant now) {
        var messages =
                read(tx).where(is(thread), isSaid())
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

    /** Whole messages. */
    static SelectJoinStep<? extends Record> read(Tx tx) {
        return from(tx.dsl().select(FIELDS));
    }

    private static SelectJoinStep<? extends Record> from(SelectSelectStep<?> select) {
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
