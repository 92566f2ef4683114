package io.recaller.message;

import static io.recaller.db.generated.Tables.MESSAGE;

import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The rows of what agents write, and other systems as an agent would. Each method works in the
 * caller's transaction. Any thread.
 */
public final class WrittenByAgents {
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
        return OutboundRow.insert(tx, thread, Author.AGENT, text, state, now)
                .set(MESSAGE.CONTACT_ID, contact.value())
                .set(MESSAGE.AGENT_ID, agent)
                .set(MESSAGE.CLIENT_ID, clientId)
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
        return OutboundRow.insert(tx, thread, Author.AGENT, text, state, now)
                .set(MESSAGE.CONTACT_ID, contact.value())
                .set(MESSAGE.SIGNED, signed.orElse(null))
                .set(MESSAGE.CLIENT_ID, clientId)
                .returning(MESSAGE.SEQ)
                .fetchSingle()
                .getSeq();
    }

    /** What was written in a contact under that id of its writer's. */
    public Optional<ThreadMessage> writtenAs(Tx tx, ContactId contact, String clientId) {
        return Messages.read(tx)
                .where(MESSAGE.CONTACT_ID.eq(contact.value()), MESSAGE.CLIENT_ID.eq(clientId))
                .fetchOptional(Messages::message);
    }
}
