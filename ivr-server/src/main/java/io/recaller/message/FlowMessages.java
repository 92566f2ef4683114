package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;
import static org.jooq.impl.DSL.inline;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;

/**
 * What a flow says in writing: drafted until it asks something, then said as one message; secrets
 * in it are in clear for a time. Each method works in the caller's transaction. Any thread.
 */
public final class FlowMessages {
    private final AnswerRows answers = new AnswerRows();

    /**
     * The flow says something, together with what it says next.
     *
     * @param version of the dialogue that says it: it says so once
     */
    public void draft(
            Tx tx, ThreadId thread, ContactId contact, long version, String text, Instant now) {
        draft(tx, thread, contact, version, new MessageWords(text, Optional.empty()), now);
    }

    /** As {@link #draft(Tx, ThreadId, ContactId, long, String, Instant)}, with a secret. */
    public void draft(
            Tx tx, ThreadId thread, ContactId contact, long version, Veiled text, Instant now) {
        draft(tx, thread, contact, version, MessageWords.of(text), now);
    }

    private static void draft(
            Tx tx,
            ThreadId thread,
            ContactId contact,
            long version,
            MessageWords words,
            Instant now) {
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
                new Said(thread, contact, MessageWords.of(text), List.of(), state),
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
                        Messages.is(thread),
                        MESSAGE.STATE.eq(inline(MessageState.DRAFT.slug())),
                        MESSAGE.CONTACT_ID.eq(contact.value()),
                        MESSAGE.VERSION.eq(version));
    }

    /** What the flow says. */
    private record Said(
            ThreadId thread,
            ContactId contact,
            MessageWords words,
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
        var words = new MessageWords(text, Optional.empty());
        return say(tx, thread, contact, words, buttons, state, now);
    }

    /**
     * As {@link #say(Tx, ThreadId, ContactId, String, List, MessageState, Instant)}, with a secret.
     */
    public void say(
            Tx tx,
            ThreadId thread,
            ContactId contact,
            Veiled text,
            MessageState state,
            Instant now) {
        var _ = say(tx, thread, contact, MessageWords.of(text), List.of(), state, now);
    }

    private static boolean say(
            Tx tx,
            ThreadId thread,
            ContactId contact,
            MessageWords words,
            List<Button> buttons,
            MessageState state,
            Instant now) {
        var parts = new ArrayList<>(drafts(tx, thread));
        parts.add(words);
        parts.removeIf(part -> part.text().isBlank());
        var isSomething = !parts.isEmpty() || !buttons.isEmpty();
        if (isSomething) {
            insert(
                    tx,
                    new Said(thread, contact, MessageWords.together(parts), buttons, state),
                    Optional.empty(),
                    now);
        }
        return isSomething;
    }

    /**
     * As {@link #say}, in answer to a message that is handled with it, where nothing is drafted.
     *
     * @param version of the dialogue that the message answers
     * @return false: nothing is written, for something is drafted or somebody else has handled it
     */
    public boolean answer(
            Tx tx,
            ThreadId thread,
            long seq,
            ContactId contact,
            long version,
            String text,
            List<Button> buttons,
            MessageState state,
            Instant now) {
        return answers.write(tx, thread, seq, contact, version, text, buttons, state, now);
    }

    private static List<MessageWords> drafts(Tx tx, ThreadId thread) {
        return tx.dsl()
                .deleteFrom(MESSAGE)
                .where(Messages.is(thread), MESSAGE.STATE.eq(inline(MessageState.DRAFT.slug())))
                .returning(MESSAGE.SEQ, MESSAGE.BODY, MESSAGE.CLEAR, MESSAGE.CLEAR_UNTIL)
                .fetch()
                .sortAsc(MESSAGE.SEQ)
                .map(MessageWords::of);
    }

    private static void insert(Tx tx, Said said, Optional<Long> version, Instant now) {
        OutboundRow.insert(tx, said.thread(), Author.FLOW, said.words().text(), said.state(), now)
                .set(MESSAGE.CONTACT_ID, said.contact().value())
                .set(MESSAGE.CLEAR, said.words().clear().map(Veiled::clear).orElse(null))
                .set(MESSAGE.CLEAR_UNTIL, said.words().clear().map(Veiled::until).orElse(null))
                .set(MESSAGE.BUTTONS, ButtonsJson.write(said.buttons()))
                .set(MESSAGE.VERSION, version.orElse(null))
                .execute();
    }
}
