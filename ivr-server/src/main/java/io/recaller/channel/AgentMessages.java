package io.recaller.channel;

import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.contact.TopicSource;
import io.recaller.db.Database;
import io.recaller.db.Storable;
import io.recaller.db.Tx;
import io.recaller.message.MessageState;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.routing.Assignment;
import io.recaller.routing.AssignmentId;
import io.recaller.routing.PhoneEvents;
import io.recaller.routing.RingOutcome;
import io.recaller.routing.Talks;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What agents read and write in the threads of those they serve, and how they take and end them.
 * Blocking; any thread.
 */
public final class AgentMessages {
    /** As many characters as an agent may write at once. */
    public static final int LONGEST = 4000;

    private static final int MOST_SHOWN = 200;

    private final Database db;
    private final Gateways gateways;
    private final Talks talks;
    private final PhoneEvents events;
    private final ContactStore contacts;
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();

    /**
     * Over one database.
     *
     * @param events told how offers went, as phones tell it
     */
    public AgentMessages(
            Database db,
            Gateways gateways,
            Talks talks,
            PhoneEvents events,
            ContactStore contacts,
            InstantSource clock) {
        this.db = db;
        this.gateways = gateways;
        this.talks = talks;
        this.events = events;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** What came of an agent's message. */
    public enum Result {
        WRITTEN,
        /** More than {@link #LONGEST} characters, or none. */
        UNFIT,
        /** The agent does not talk with them now. */
        NOT_NOW
    }

    /** The newest 200 of the whole thread, in order; none when it is not this agent's. */
    public List<ThreadMessage> of(AgentId agent, AssignmentId assignment) {
        return db.inTransaction(tx ->
                held(tx, agent, assignment)
                        .flatMap(held -> threadOf(tx, held.contact()))
                        .map(thread -> messages.newest(tx, thread.id(), MOST_SHOWN))
                        .orElseGet(List::of));
    }

    /**
     * Writes to whom the agent talks with; the same again is one message.
     *
     * @param clientId made up by the page, up to 64 characters
     */
    public Result say(AgentId agent, AssignmentId assignment, String clientId, String text) {
        var fit = Storable.mended(text).strip();
        if (fit.isEmpty() || fit.length() > LONGEST) {
            return Result.UNFIT;
        }
        return db.inTransaction(tx ->
                talk(tx, agent, assignment)
                        .map(talk -> write(tx, talk, agent, clientId, fit))
                        .orElse(Result.NOT_NOW));
    }

    private Result write(Tx tx, Assignment talk, AgentId agent, String clientId, String text) {
        var thread = threadOf(tx, talk.contact()).orElseThrow();
        threads.lock(tx, thread.id());
        var seq =
                messages.write(
                        tx,
                        thread.id(),
                        talk.contact(),
                        agent.value(),
                        clientId,
                        text,
                        gateways.pushes(thread.gateway()) ? MessageState.QUEUED : MessageState.SENT,
                        clock.instant());
        seq.ifPresent(_ -> gateways.wrote(thread.gateway()));
        return Result.WRITTEN;
    }

    /** The agent takes what is offered. */
    public boolean accept(AgentId agent, AssignmentId assignment) {
        return tell(agent, assignment, RingOutcome.BRIDGED);
    }

    /** The agent does not; the contact keeps its place. */
    public boolean decline(AgentId agent, AssignmentId assignment) {
        return tell(agent, assignment, RingOutcome.REFUSED);
    }

    private boolean tell(AgentId agent, AssignmentId assignment, RingOutcome outcome) {
        var isOffered =
                db.inTransaction(tx -> held(tx, agent, assignment))
                        .filter(Assignment.Offered.class::isInstance)
                        .isPresent();
        if (isOffered) {
            events.ring(assignment, outcome);
        }
        return isOffered;
    }

    /** The conversation is over; wrap-up begins. */
    public boolean close(AgentId agent, AssignmentId assignment) {
        var contact =
                db.inTransaction(tx -> {
                    var talk = talk(tx, agent, assignment);
                    talk.flatMap(each -> threadOf(tx, each.contact()))
                            .ifPresent(thread -> threads.lock(tx, thread.id()));
                    talk.ifPresent(each -> finish(tx, each.contact()));
                    return talk.map(Assignment::contact);
                });
        contact.ifPresent(_ -> events.ring(assignment, RingOutcome.ENDED));
        return contact.isPresent();
    }

    private void finish(Tx tx, ContactId contact) {
        contacts.finish(
                tx,
                contact,
                new Ended.Served(Parting.OfAgent.HUNG_UP),
                clock.instant(),
                Optional.empty(),
                TopicSource.KEY);
    }

    private Optional<Assignment> talk(Tx tx, AgentId agent, AssignmentId assignment) {
        return held(tx, agent, assignment).filter(Assignment.Connected.class::isInstance);
    }

    /** No telephone's: those have no thread. */
    private Optional<Assignment> held(Tx tx, AgentId agent, AssignmentId assignment) {
        return talks.find(tx, assignment)
                .filter(found -> found.agent().equals(agent))
                .filter(found -> threadOf(tx, found.contact()).isPresent());
    }

    /** By where it is reached: another contact may go on in its thread by now. */
    private Optional<MessageThread> threadOf(Tx tx, ContactId contact) {
        return contacts.address(tx, contact)
                .filter(Address.Thread.class::isInstance)
                .map(Address.Thread.class::cast)
                .flatMap(address -> threads.find(tx, address.gateway(), address.id()))
                .flatMap(id -> threads.find(tx, id))
                .or(() -> threads.of(tx, contact));
    }
}
