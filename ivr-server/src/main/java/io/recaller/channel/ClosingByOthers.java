package io.recaller.channel;

import io.recaller.channel.AnswersOfOthers.Why;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.contact.Topic;
import io.recaller.contact.TopicSource;
import io.recaller.contact.history.Timeline;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.AuditTrail.Actor;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.MessageThread;
import io.recaller.message.Threads;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Other systems end conversations in writing that wait for people and are in no agent's hands; each
 * end is on the audit trail. Thread-safe; blocks.
 */
public final class ClosingByOthers {
    private final Database db;
    private final ContactStore contacts;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final Timeline timeline = new Timeline();
    private final Threads threads = new Threads();
    private final Queue queue = new Queue();

    public ClosingByOthers(
            Database db, ContactStore contacts, AuditTrail audit, InstantSource clock) {
        this.db = db;
        this.contacts = contacts;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * It is over.
         *
         * @param isNew false: it was before, however that came; nothing was written
         */
        record Closed(boolean isNew) implements Outcome {}

        /** There is no such contact. */
        record NoContact() implements Outcome {}

        /** It is no conversation in writing that the flow has given to people. */
        record NotNow(Why why) implements Outcome {}

        /** An agent of ours has it. */
        record InHand() implements Outcome {}
    }

    /**
     * Ends it as served, with that word on what it was about and what came of it. Whoever it is
     * offered to in this moment is offered it no more.
     */
    public Outcome close(Actor by, ContactId contact, Topic topic, String disposition) {
        return db.inTransactionOrAgain(tx ->
                timeline.find(tx, contact)
                        .map(entry -> close(tx, by, entry, topic, disposition))
                        .orElseGet(Outcome.NoContact::new));
    }

    private Outcome close(Tx tx, Actor by, Timeline.Entry entry, Topic topic, String disposition) {
        var contact = entry.contact();
        var thread = thread(tx, contact);
        if (thread.isEmpty()) {
            return new Outcome.NotNow(Why.NOT_WRITTEN);
        }
        if (contacts.endReason(tx, contact).isPresent()) {
            return new Outcome.Closed(false);
        }
        if (!thread.get().withPerson() || !thread.get().contact().equals(Optional.of(contact))) {
            return new Outcome.NotNow(Why.WITH_THE_FLOW);
        }
        var now = clock.instant();
        if (!queue.leave(tx, contact, WaitOutcome.ANSWERED, now)) {
            return new Outcome.InHand();
        }
        contacts.finish(
                tx,
                contact,
                new Ended.Served(Parting.OfAgent.HUNG_UP),
                now,
                Optional.empty(),
                TopicSource.KEY);
        contacts.dispose(tx, contact, disposition, topic, now);
        note(tx, by, entry, Map.of("topic", topic.id(), "disposition", disposition), now);
        return new Outcome.Closed(true);
    }

    /** Nobody writes there, and nobody hands it over, until the end. */
    private Optional<MessageThread> thread(Tx tx, ContactId contact) {
        return contacts.address(tx, contact)
                .filter(Address.Thread.class::isInstance)
                .map(Address.Thread.class::cast)
                .flatMap(address -> threads.find(tx, address.gateway(), address.id()))
                .or(() -> threads.of(tx, contact).map(MessageThread::id))
                .flatMap(id -> threads.locked(tx, id));
    }

    private void note(
            Tx tx, Actor by, Timeline.Entry entry, Map<String, String> detail, Instant now) {
        audit.write(
                tx,
                new AuditTrail.Entry(
                        by.kind(),
                        by.name(),
                        "contact.close",
                        entry.customer(),
                        Optional.of(entry.contact().value()),
                        detail),
                now);
    }
}
