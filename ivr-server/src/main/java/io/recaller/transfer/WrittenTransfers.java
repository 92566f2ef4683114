package io.recaller.transfer;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.transfer.Transfer.Event;
import io.recaller.transfer.Transfer.Parties;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Contacts in writing that agents hand over. Nobody is on a line, so nothing has to be brought
 * about anywhere: one transaction writes that the sender's wrap-up begins, that the contact waits
 * for whom it was sent to, and what its customer is told. Any thread; blocking.
 */
public final class WrittenTransfers {
    private final Database db;
    private final Talks talks;
    private final Destinations destinations;
    private final ContactStore contacts;
    private final Correspondent correspondent;
    private final TransferMetrics metrics;
    private final InstantSource clock;
    private final TransferRows rows = new TransferRows();

    public WrittenTransfers(
            Database db,
            Talks talks,
            Destinations destinations,
            ContactStore contacts,
            Correspondent correspondent,
            MeterRegistry registry,
            InstantSource clock) {
        this.db = db;
        this.talks = talks;
        this.destinations = destinations;
        this.contacts = contacts;
        this.correspondent = correspondent;
        this.metrics = new TransferMetrics(registry);
        this.clock = clock;
    }

    /** Where the customer reads what they are told, and agents what is noted. */
    public interface Correspondent {
        /**
         * Nobody writes in the contact's thread until the transaction ends. Before anything else is
         * locked: whoever writes locks the thread first, too.
         */
        void lock(Tx tx, ContactId contact);

        /**
         * Somebody else goes on; part of the transaction.
         *
         * @param language the contact's, a BCP 47 tag
         * @param note what the sender says to whoever does
         */
        void handedOver(
                Tx tx, ContactId contact, AgentId sender, String language, Optional<String> note);
    }

    /** What came of a wish; empty: nobody writes in that contact, so it is no wish for here. */
    public Optional<Wished> send(
            AgentId agent, AssignmentId talk, Destinations.Wanted wanted, Optional<String> note) {
        return db.inTransaction(tx -> isWritten(tx, talk))
                ? Optional.of(sendWritten(agent, talk, wanted, note))
                : Optional.empty();
    }

    private boolean isWritten(Tx tx, AssignmentId talk) {
        return talks.find(tx, talk)
                .flatMap(found -> talks.waited(tx, found.contact()))
                .filter(waited -> waited.address() instanceof Address.Thread)
                .isPresent();
    }

    private Wished sendWritten(
            AgentId agent, AssignmentId talk, Destinations.Wanted wanted, Optional<String> note) {
        return switch (destinations.find(wanted, agent)) {
            case Destinations.Found.There(Target.ToNumber _), Destinations.Found.NotAllowed() ->
                    Wished.NUMBER_NOT_ALLOWED;
            case Destinations.Found.NoSuch() -> Wished.NO_SUCH_TARGET;
            case Destinations.Found.There(var target) ->
                    db.inTransactionOrAgain(tx ->
                            talked(tx, agent, talk)
                                    .map(held -> give(tx, held, target, note))
                                    .orElse(Wished.NOT_NOW));
        };
    }

    private Optional<Assignment.Connected> talked(Tx tx, AgentId agent, AssignmentId talk) {
        talks.find(tx, talk).ifPresent(found -> correspondent.lock(tx, found.contact()));
        return talks.lock(tx, talk)
                .filter(Assignment.Connected.class::isInstance)
                .map(Assignment.Connected.class::cast)
                .filter(held -> held.agent().equals(agent))
                .filter(held -> contacts.endReason(tx, held.contact()).isEmpty());
    }

    private Wished give(Tx tx, Assignment.Connected held, Target target, Optional<String> note) {
        var now = clock.instant();
        var parties = new Parties(TransferId.next(), held.contact(), held.id(), held.agent(), "");
        var begun = new Transfer.Queueing(parties, now, Optional.of(target), Optional.empty());
        rows.insert(tx, begun, note, now);
        var over = begun.after(Event.ARRANGED, now).orElseThrow();
        rows.write(tx, over, Optional.empty(), now);
        talks.wrapUp(tx, held, now);
        var waited = talks.waited(tx, held.contact()).orElseThrow();
        talks.join(
                        tx,
                        held.contact(),
                        destinations.wish(waited.wish(), target),
                        waited.priority(),
                        waited.address(),
                        now)
                .ifPresent(entry -> rows.entered(tx, over, entry));
        correspondent.handedOver(tx, held.contact(), held.agent(), waited.wish().language(), note);
        count(tx, over);
        return Wished.DONE;
    }

    private void count(Tx tx, Transfer over) {
        var counted = rows.counted(tx, over);
        tx.afterCommit(() -> metrics.over(counted.kind(), Transfer.Outcome.QUEUED));
    }
}
