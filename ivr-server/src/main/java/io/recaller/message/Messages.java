package io.recaller.message;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectJoinStep;

/** The rows of messages. Each method works in the caller's transaction. Any thread. */
public final class Messages {
    /** In the place of a button: whoever wrote it came by a link of ours. */
    public static final String BY_LINK = "link";

    private static final String INBOUND = "inbound";
    static final String OUTBOUND = "outbound";
    private static final int LONGEST_REASON = 500;
    private static final Field<JSONB> ATTACHMENTS = AttachmentsJson.ofMessage().as("files");

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
        return tx.dsl()
                .insertInto(MESSAGE)
                .set(MESSAGE.THREAD_ID, thread.value())
                .set(MESSAGE.DIRECTION, INBOUND)
                .set(MESSAGE.AUTHOR, Author.CUSTOMER.slug())
                .set(MESSAGE.BODY, received.text())
                .set(MESSAGE.PRESSED, received.pressed().orElse(null))
                .set(MESSAGE.EXTERNAL_ID, received.externalId().orElse(null))
                .set(MESSAGE.CLIENT_ID, received.clientId().orElse(null))
                .set(MESSAGE.STATE, MessageState.RECEIVED.slug())
                .set(MESSAGE.TRY_AT, now)
                .set(MESSAGE.AT, received.at())
                .set(MESSAGE.STATE_AT, now)
                .onConflictDoNothing()
                .returning(MESSAGE.SEQ)
                .fetchOptional()
                .map(row -> OptionalLong.of(row.getSeq()))
                .orElseGet(OptionalLong::empty);
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
        return read(tx).where(is(thread), MESSAGE.STATE.eq(inline(MessageState.RECEIVED.slug())))
                .orderBy(MESSAGE.SEQ)
                .limit(1)
                .fetchOptional()
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

    /** What was written is not for anybody's eyes from now on. */
    public void hide(Tx tx, long seq) {
        tx.dsl().update(MESSAGE).set(MESSAGE.BODY, "•••").where(MESSAGE.SEQ.eq(seq)).execute();
    }

    /**
     * The flow says something, together with what it says next.
     *
     * @param version of the dialogue that says it: it says so once
     */
    public void draft(
            Tx tx, ThreadId thread, ContactId contact, long version, String text, Instant now) {
        draft(tx, thread, contact, version, new Words(text, Optional.empty()), now);
    }

    /** As {@link #draft(Tx, ThreadId, ContactId, long, String, Instant)}, with a secret. */
    public void draft(
            Tx tx, ThreadId thread, ContactId contact, long version, Veiled text, Instant now) {
        draft(tx, thread, contact, version, Words.of(text), now);
    }

    private static void draft(
            Tx tx, ThreadId thread, ContactId contact, long version, Words words, Instant now) {
        if (!isDraftedBy(tx, thread, contact, version)) {
            insert(
                    tx,
                    new Said(thread, contact, words, List.of(), MessageState.DRAFT),
                    Optional.of(version),
                    now);
        }
    }

    /** The flow says this by itself and at once: what was drafted is said with what comes next. */
    public void tell(
            Tx tx,
            ThreadId thread,
            ContactId contact,
            Veiled text,
            MessageState state,
            Instant now) {
        insert(
                tx,
                new Said(thread, contact, Words.of(text), List.of(), state),
                Optional.empty(),
                now);
    }

    /** The secrets in what was said to this contact are worth nothing any more. */
    public void veil(Tx tx, ContactId contact) {
        veil(tx, MESSAGE.CONTACT_ID.eq(contact.value()));
    }

    /** So are those that are too old. */
    public void veilOld(Tx tx, Instant now) {
        veil(tx, MESSAGE.CLEAR_UNTIL.le(now));
    }

    private static void veil(Tx tx, Condition which) {
        tx.dsl()
                .update(MESSAGE)
                .setNull(MESSAGE.CLEAR)
                .setNull(MESSAGE.CLEAR_UNTIL)
                .where(MESSAGE.CLEAR.isNotNull(), which)
                .execute();
    }

    /** Whether that version has drafted something that is not said yet. */
    public boolean isDrafted(Tx tx, ThreadId thread, ContactId contact, long version) {
        return isDraftedBy(tx, thread, contact, version);
    }

    private static boolean isDraftedBy(Tx tx, ThreadId thread, ContactId contact, long version) {
        return tx.dsl()
                .fetchExists(
                        MESSAGE,
                        is(thread),
                        MESSAGE.STATE.eq(inline(MessageState.DRAFT.slug())),
                        MESSAGE.CONTACT_ID.eq(contact.value()),
                        MESSAGE.VERSION.eq(version));
    }

    /**
     * What a message says.
     *
     * @param clear the same with the secret in it
     */
    private record Words(String text, Optional<Veiled> clear) {
        static Words of(Veiled veiled) {
            return new Words(veiled.shown(), Optional.of(veiled));
        }

        static Words of(Record row) {
            var text = row.get(MESSAGE.BODY);
            return new Words(
                    text,
                    Optional.ofNullable(row.get(MESSAGE.CLEAR))
                            .map(clear -> new Veiled(text, clear, row.get(MESSAGE.CLEAR_UNTIL))));
        }

        /** In one message; a secret of any is one of all. */
        static Words together(List<Words> parts) {
            var text = String.join("\n", parts.stream().map(Words::text).toList());
            var clear = String.join("\n", parts.stream().map(Words::inClear).toList());
            return new Words(
                    text,
                    parts.stream()
                            .flatMap(part -> part.clear().stream())
                            .map(Veiled::until)
                            .max(Comparator.naturalOrder())
                            .map(until -> new Veiled(text, clear, until)));
        }

        String inClear() {
            return clear.map(Veiled::clear).orElse(text);
        }
    }

    /** What the flow says. */
    private record Said(
            ThreadId thread,
            ContactId contact,
            Words words,
            List<Button> buttons,
            MessageState state) {}

    /**
     * The flow says all that was drafted, and this. Nothing is written where there is nothing to
     * say.
     *
     * @param state {@link MessageState#QUEUED}, or {@link MessageState#SENT} where the other side
     *     reads our rows
     * @return whether there was something to say
     */
    public boolean say(
            Tx tx,
            ThreadId thread,
            ContactId contact,
            String text,
            List<Button> buttons,
            MessageState state,
            Instant now) {
        var parts = new ArrayList<>(drafts(tx, thread));
        parts.add(new Words(text, Optional.empty()));
        parts.removeIf(part -> part.text().isBlank());
        var isSomething = !parts.isEmpty() || !buttons.isEmpty();
        if (isSomething) {
            insert(
                    tx,
                    new Said(thread, contact, Words.together(parts), buttons, state),
                    Optional.empty(),
                    now);
        }
        return isSomething;
    }

    private static List<Words> drafts(Tx tx, ThreadId thread) {
        return tx.dsl()
                .deleteFrom(MESSAGE)
                .where(is(thread), MESSAGE.STATE.eq(inline(MessageState.DRAFT.slug())))
                .returning(MESSAGE.SEQ, MESSAGE.BODY, MESSAGE.CLEAR, MESSAGE.CLEAR_UNTIL)
                .fetch()
                .sortAsc(MESSAGE.SEQ)
                .map(Words::of);
    }

    private static void insert(Tx tx, Said said, Optional<Long> version, Instant now) {
        tx.dsl()
                .insertInto(MESSAGE)
                .set(MESSAGE.THREAD_ID, said.thread().value())
                .set(MESSAGE.CONTACT_ID, said.contact().value())
                .set(MESSAGE.DIRECTION, OUTBOUND)
                .set(MESSAGE.AUTHOR, Author.FLOW.slug())
                .set(MESSAGE.BODY, said.words().text())
                .set(MESSAGE.CLEAR, said.words().clear().map(Veiled::clear).orElse(null))
                .set(MESSAGE.CLEAR_UNTIL, said.words().clear().map(Veiled::until).orElse(null))
                .set(MESSAGE.BUTTONS, ButtonsJson.write(said.buttons()))
                .set(MESSAGE.VERSION, version.orElse(null))
                .set(MESSAGE.STATE, said.state().slug())
                .set(MESSAGE.TRY_AT, said.state() == MessageState.QUEUED ? now : null)
                .set(MESSAGE.AT, now)
                .set(MESSAGE.STATE_AT, now)
                .execute();
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
     * Threads of these gateways with something to send that does not have to wait, longest first.
     */
    public List<ThreadId> unsent(Tx tx, Set<String> gateways, Instant now, int most) {
        return tx.dsl()
                .select(MESSAGE.THREAD_ID)
                .from(MESSAGE)
                .join(THREAD)
                .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                .where(
                        MESSAGE.STATE.eq(inline(MessageState.QUEUED.slug())),
                        MESSAGE.TRY_AT.le(now),
                        THREAD.GATEWAY.in(gateways))
                .groupBy(MESSAGE.THREAD_ID)
                .orderBy(min(MESSAGE.TRY_AT))
                .limit(most)
                .fetch(row -> new ThreadId(row.value1()));
    }

    /**
     * The first that is not sent yet, in clear; empty too while that has to wait. A notice that
     * waits for the morning keeps nobody from being answered.
     */
    public Optional<ThreadMessage> toSend(Tx tx, ThreadId thread, Instant now) {
        return read(tx).where(
                        is(thread),
                        MESSAGE.STATE.eq(inline(MessageState.QUEUED.slug())),
                        MESSAGE.IS_NOTICE.isFalse().or(MESSAGE.TRY_AT.le(now)))
                .orderBy(MESSAGE.SEQ)
                .limit(1)
                .fetchOptional()
                .filter(row -> !row.get(MESSAGE.TRY_AT).isAfter(now))
                .map(row -> message(row, Words.of(row).inClear()));
    }

    /** It was, under this id of the gateway's. */
    public void sent(Tx tx, long seq, String externalId, Instant now) {
        tx.dsl()
                .update(MESSAGE)
                .set(MESSAGE.STATE, MessageState.SENT.slug())
                .set(MESSAGE.EXTERNAL_ID, externalId)
                .setNull(MESSAGE.CLEAR)
                .setNull(MESSAGE.CLEAR_UNTIL)
                .setNull(MESSAGE.TRY_AT)
                .set(MESSAGE.STATE_AT, now)
                .where(MESSAGE.SEQ.eq(seq), MESSAGE.STATE.eq(inline(MessageState.QUEUED.slug())))
                .execute();
    }

    /**
     * It never will be, or never will arrive.
     *
     * @return false: it had failed or arrived before
     */
    public boolean failed(Tx tx, long seq, String why, Instant now) {
        return tx.dsl()
                        .update(MESSAGE)
                        .set(MESSAGE.STATE, MessageState.FAILED.slug())
                        .set(
                                MESSAGE.REASON,
                                why.substring(0, Math.min(why.length(), LONGEST_REASON)))
                        .setNull(MESSAGE.CLEAR)
                        .setNull(MESSAGE.CLEAR_UNTIL)
                        .setNull(MESSAGE.TRY_AT)
                        .set(MESSAGE.STATE_AT, now)
                        .where(
                                MESSAGE.SEQ.eq(seq),
                                MESSAGE.STATE.in(
                                        MessageState.QUEUED.slug(), MessageState.SENT.slug()))
                        .execute()
                == 1;
    }

    /** It is sent again then. */
    public void sendLater(Tx tx, long seq, Instant then) {
        tx.dsl()
                .update(MESSAGE)
                .set(MESSAGE.TRY_AT, then)
                .set(MESSAGE.TRIES, MESSAGE.TRIES.plus(1))
                .where(MESSAGE.SEQ.eq(seq))
                .execute();
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

    /** What was sent by that gateway under its own id; empty: nothing, or not written yet. */
    public OptionalLong sentAs(Tx tx, String gateway, String externalId) {
        return tx.dsl()
                .select(MESSAGE.SEQ)
                .from(MESSAGE)
                .join(THREAD)
                .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                .where(
                        MESSAGE.EXTERNAL_ID.eq(externalId),
                        MESSAGE.DIRECTION.eq(inline(OUTBOUND)),
                        THREAD.GATEWAY.eq(gateway))
                .orderBy(MESSAGE.SEQ.desc())
                .limit(1)
                .fetchOptional()
                .map(row -> OptionalLong.of(row.value1()))
                .orElseGet(OptionalLong::empty);
    }

    /** Whether it goes out by that gateway. */
    public boolean isOf(Tx tx, long seq, String gateway) {
        return tx.dsl()
                .fetchExists(
                        tx.dsl()
                                .selectOne()
                                .from(MESSAGE)
                                .join(THREAD)
                                .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                                .where(
                                        MESSAGE.SEQ.eq(seq),
                                        MESSAGE.DIRECTION.eq(inline(OUTBOUND)),
                                        THREAD.GATEWAY.eq(gateway)));
    }

    /** That one of ours got so far; one that is further is left so. */
    public void reached(Tx tx, long seq, MessageState state, Instant now) {
        tx.dsl()
                .update(MESSAGE)
                .set(MESSAGE.STATE, state.slug())
                .setNull(MESSAGE.TRY_AT)
                .set(MESSAGE.STATE_AT, now)
                .where(
                        MESSAGE.SEQ.eq(seq),
                        MESSAGE.DIRECTION.eq(inline(OUTBOUND)),
                        MESSAGE.STATE.in(before(state)))
                .execute();
    }

    static List<String> before(MessageState state) {
        return List.of(MessageState.values()).stream()
                .filter(state::mayFollow)
                .map(MessageState::slug)
                .toList();
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
        return read(tx).where(is(thread), MESSAGE.SEQ.gt(seq), isSaid())
                .orderBy(MESSAGE.SEQ)
                .limit(most)
                .fetch(row -> message(row, theirs(row, now)));
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
        var words = Words.of(row);
        return words.clear()
                .filter(clear -> now.isBefore(clear.until()))
                .map(Veiled::clear)
                .orElse(words.text());
    }

    private static Condition is(ThreadId thread) {
        return MESSAGE.THREAD_ID.eq(thread.value());
    }

    static Condition isSaid() {
        return MESSAGE.STATE.ne(inline(MessageState.DRAFT.slug()));
    }

    /** Whole messages. */
    static SelectJoinStep<? extends Record> read(Tx tx) {
        return tx.dsl()
                .select(
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
                        ATTACHMENTS)
                .from(MESSAGE)
                .leftJoin(AGENT)
                .on(AGENT.ID.eq(MESSAGE.AGENT_ID));
    }

    static ThreadMessage message(Record row) {
        return message(row, row.get(MESSAGE.BODY));
    }

    private static ThreadMessage message(Record row, String text) {
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
