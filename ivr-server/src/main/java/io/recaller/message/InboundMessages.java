package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.param;

import io.recaller.contact.ContactId;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of what people wrote to us, from their coming in until they are handled. Each method
 * works in the caller's transaction. Any thread.
 */
public final class InboundMessages {
    private static final JSONB NO_BUTTONS = JSONB.valueOf("[]");

    private static final Condition THEIRS = MESSAGE.THREAD_ID.eq(param("thread", SQLDataType.UUID));

    private static final Rendered RECEIVE = receive();

    private static final Rendered BUTTONS =
            Rendered.of(
                    DSL.select(MESSAGE.BUTTONS)
                            .from(MESSAGE)
                            .where(
                                    THEIRS,
                                    Messages.isSaid(),
                                    MESSAGE.BUTTONS.ne(inline(NO_BUTTONS)))
                            .orderBy(MESSAGE.SEQ.desc())
                            .limit(param("most", SQLDataType.INTEGER)));

    /** The first that nobody has handled yet. */
    private static final Rendered NEXT =
            Rendered.of(
                    Messages.from(DSL.select(Messages.FIELDS))
                            .where(THEIRS, MESSAGE.STATE.eq(inline(MessageState.RECEIVED.slug())))
                            .orderBy(MESSAGE.SEQ)
                            .limit(inline(1)));

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
                        .set(MESSAGE.DIRECTION, inline(Messages.INBOUND))
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

    /** Whether its customer had said or pressed anything before it in that contact. */
    public boolean saidBefore(Tx tx, ThreadMessage message, ContactId contact) {
        return tx.dsl()
                .fetchExists(
                        MESSAGE,
                        Messages.is(message.thread()),
                        MESSAGE.SEQ.lt(message.seq()),
                        MESSAGE.CONTACT_ID.eq(contact.value()),
                        MESSAGE.DIRECTION.eq(inline(Messages.INBOUND)),
                        MESSAGE.BODY.ne(inline("")).or(MESSAGE.PRESSED.isNotNull()),
                        MESSAGE.PRESSED.isDistinctFrom(inline(Messages.BY_LINK)),
                        Messages.isWritten());
    }

    /** Whether it came in under that id. */
    public boolean isThere(Tx tx, ThreadId thread, String externalId) {
        return tx.dsl()
                .fetchExists(
                        MESSAGE,
                        Messages.is(thread),
                        MESSAGE.DIRECTION.eq(inline(Messages.INBOUND)),
                        MESSAGE.EXTERNAL_ID.eq(externalId));
    }

    /** The first that nobody has handled yet; empty too while that has to wait. */
    public Optional<ThreadMessage> next(Tx tx, ThreadId thread, Instant now) {
        return NEXT.fetch(tx, Messages.FIELDS, Map.of("thread", thread.value())).stream()
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

    /** What was written is not for anybody's eyes from now on. */
    public void hide(Tx tx, long seq) {
        tx.dsl().update(MESSAGE).set(MESSAGE.BODY, "•••").where(MESSAGE.SEQ.eq(seq)).execute();
    }
}
