package io.recaller.channel.agent;

import io.recaller.agent.AgentId;
import io.recaller.channel.ApprovedText;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.Gateways;
import io.recaller.channel.ReplyWindow;
import io.recaller.channel.TemplateChoice;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.contact.TopicSource;
import io.recaller.db.Database;
import io.recaller.db.Storable;
import io.recaller.db.Tx;
import io.recaller.message.Author;
import io.recaller.message.FlowMessages;
import io.recaller.message.LeavingMessages;
import io.recaller.message.MessageState;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadNotes;
import io.recaller.message.Threads;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.PhoneEvents;
import io.recaller.routing.ring.RingOutcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What agents read and write in the threads of those they serve, and how they take and end them.
 * Blocking; any thread.
 */
public final class AgentMessages {
    /** As many characters as an agent may write at once. */
    public static final int LONGEST = 4000;

    /** As many as an agent may note at once. */
    public static final int LONGEST_NOTE = 2000;

    private static final int MOST_SHOWN = 200;

    private final Database db;
    private final Gateways gateways;
    private final Talks talks;
    private final PhoneEvents events;
    private final ContactStore contacts;
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final FlowMessages flowMessages = new FlowMessages();
    private final ThreadNotes notes = new ThreadNotes();
    private final LeavingMessages leaving = new LeavingMessages();
    private final OtherWays ways;

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
        this.ways = new OtherWays(gateways);
    }

    /** What came of an agent's message. */
    public enum Result {
        WRITTEN,
        /** More than {@link #LONGEST} characters, or none. */
        UNFIT,
        /** The agent does not talk with them now. */
        NOT_NOW
    }

    /** What of the whole thread the agent may read now; nothing when it is not this agent's. */
    public WrittenTalk of(AgentId agent, AssignmentId assignment) {
        return db.inTransaction(tx ->
                held(tx, agent, assignment)
                        .flatMap(held ->
                                threadOf(tx, held.contact()).map(thread -> talk(tx, held, thread)))
                        .orElseGet(WrittenTalk::none));
    }

    /** Whoever has closed it, or handed it over, reads nothing of what is written from then on. */
    private WrittenTalk talk(Tx tx, Assignment held, MessageThread thread) {
        var elsewhere = ways.written(tx, held.contact(), thread.id());
        var all =
                new WrittenTalk(
                        inOrder(messages.newest(tx, thread.id(), MOST_SHOWN), elsewhere),
                        notes.newest(tx, thread.id(), MOST_SHOWN),
                        gateways.named(thread.gateway()).map(GatewayPlan::within),
                        answerable(tx, thread),
                        Optional.of(thread.id()),
                        ways.of(tx, held.contact(), thread.id()));
        return held instanceof Assignment.WrapUp over ? all.until(over.since()) : all;
    }

    private static List<ThreadMessage> inOrder(
            List<ThreadMessage> here, List<ThreadMessage> elsewhere) {
        return elsewhere.isEmpty()
                ? here
                : Stream.concat(here.stream(), elsewhere.stream())
                        .sorted(Comparator.comparingLong(ThreadMessage::seq))
                        .toList();
    }

    /**
     * Writes to whom the agent talks with by another way of theirs; the same again is one message.
     * It belongs to this contact, and stands in the thread of that way.
     *
     * @param clientId as of {@link #say(AgentId, AssignmentId, String, String)}
     * @param way one of {@link WrittenTalk#ways}; one that is none any more is {@link
     *     Result#NOT_NOW}
     */
    public Result say(
            AgentId agent, AssignmentId assignment, String clientId, String text, ThreadId way) {
        var fit = Storable.mended(text).strip();
        if (fit.isEmpty() || fit.length() > LONGEST) {
            return Result.UNFIT;
        }
        return db.inTransaction(tx ->
                place(tx, agent, assignment)
                        .flatMap(place -> lockedWay(tx, place, way))
                        .filter(_ -> talk(tx, agent, assignment).isPresent())
                        .map(place -> {
                            var _ = write(tx, place, agent, clientId, fit);
                            return Result.WRITTEN;
                        })
                        .orElse(Result.NOT_NOW));
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
                locked(tx, agent, assignment)
                        .filter(_ -> talk(tx, agent, assignment).isPresent())
                        .map(place -> {
                            var _ = write(tx, place, agent, clientId, fit);
                            return Result.WRITTEN;
                        })
                        .orElse(Result.NOT_NOW));
    }

    /**
     * Sends whom the agent talks with what may be sent at any time; the same again is one message.
     * Filled in with what cannot go out it is {@link Result#UNFIT}.
     *
     * @param clientId as of {@link #say}
     */
    public Result sayTemplate(
            AgentId agent, AssignmentId assignment, String clientId, TemplateChoice choice) {
        return db.inTransaction(tx ->
                locked(tx, agent, assignment)
                        .filter(_ -> talk(tx, agent, assignment).isPresent())
                        .flatMap(place ->
                                window(place.thread())
                                        .flatMap(choice::of)
                                        .map(text ->
                                                template(tx, place, agent, clientId, text, choice)))
                        .orElse(Result.NOT_NOW));
    }

    private Result template(
            Tx tx,
            Place place,
            AgentId agent,
            String clientId,
            ApprovedText text,
            TemplateChoice choice) {
        var filling = text.filling(choice.values());
        if (filling.isEmpty()) {
            return Result.UNFIT;
        }
        write(tx, place, agent, clientId, text.filled(filling.get()))
                .ifPresent(seq -> leaving.asTemplate(tx, seq, text.id(), filling.get()));
        return Result.WRITTEN;
    }

    private Optional<Answerable> answerable(Tx tx, MessageThread thread) {
        return window(thread)
                .flatMap(window ->
                        leaving.lastHeard(tx, thread.id())
                                .map(heard ->
                                        new Answerable(
                                                window.until(Author.AGENT, heard),
                                                window.templates())));
    }

    private Optional<ReplyWindow> window(MessageThread thread) {
        return gateways.named(thread.gateway()).flatMap(GatewayPlan::window);
    }

    /** Its place; empty: it is there already. */
    private OptionalLong write(Tx tx, Place place, AgentId agent, String clientId, String text) {
        var gateway = place.thread().gateway();
        var seq =
                messages.write(
                        tx,
                        place.thread().id(),
                        place.contact(),
                        agent.value(),
                        clientId,
                        text,
                        said(place.thread()),
                        clock.instant());
        seq.ifPresent(_ -> gateways.wrote(gateway));
        return seq;
    }

    /** How what is said begins: to be sent, or there for whoever reads our rows. */
    private MessageState said(MessageThread thread) {
        return gateways.pushes(thread.gateway()) ? MessageState.QUEUED : MessageState.SENT;
    }

    /**
     * Notes something for agents, while the agent talks with them; the same again is one note.
     *
     * @param id made up by the page
     * @param text up to 2,000 characters
     */
    public Result note(AgentId agent, AssignmentId assignment, UUID id, String text) {
        var fit = Storable.mended(text).strip();
        if (fit.isEmpty() || fit.length() > LONGEST_NOTE) {
            return Result.UNFIT;
        }
        return db.inTransaction(tx ->
                locked(tx, agent, assignment)
                        .filter(_ -> talk(tx, agent, assignment).isPresent())
                        .map(place -> {
                            note(tx, place, agent, id, fit);
                            return Result.WRITTEN;
                        })
                        .orElse(Result.NOT_NOW));
    }

    private void note(Tx tx, Place place, AgentId agent, UUID id, String text) {
        notes.write(
                tx, place.thread().id(), place.contact(), agent.value(), id, text, clock.instant());
    }

    /**
     * What the agent may read of a contact in writing: all of it in the talk, what there was up to
     * its end in the work after it, and nothing once that is over.
     *
     * @param until empty: all of it
     */
    record ReadablePlace(Place place, Optional<Instant> until) {}

    Optional<ReadablePlace> readable(Tx tx, AgentId agent, AssignmentId assignment) {
        return held(tx, agent, assignment)
                .flatMap(held ->
                        switch (held) {
                            case Assignment.Connected _ -> readable(tx, held, Optional.empty());
                            case Assignment.WrapUp over ->
                                    readable(tx, held, Optional.of(over.since()));
                            case Assignment.Offered _, Assignment.Closed _ -> Optional.empty();
                        });
    }

    private Optional<ReadablePlace> readable(Tx tx, Assignment held, Optional<Instant> until) {
        return threadOf(tx, held.contact())
                .map(thread -> new ReadablePlace(new Place(held.contact(), thread), until));
    }

    /** Where a contact is written in. */
    record Place(ContactId contact, MessageThread thread) {}

    /**
     * Nobody else writes there until the end, and nobody hands it over: what the agent may do is
     * asked after that.
     */
    Optional<Place> locked(Tx tx, AgentId agent, AssignmentId assignment) {
        var place = place(tx, agent, assignment);
        place.ifPresent(found -> threads.lock(tx, found.thread().id()));
        return place;
    }

    private Optional<Place> place(Tx tx, AgentId agent, AssignmentId assignment) {
        return held(tx, agent, assignment)
                .flatMap(held ->
                        threadOf(tx, held.contact())
                                .map(thread -> new Place(held.contact(), thread)));
    }

    /** Both at once: another agent may write in this thread from the talk in that one. */
    private Optional<Place> lockedWay(Tx tx, Place place, ThreadId way) {
        var own = place.thread().id();
        return ways.find(tx, place.contact(), own, way)
                .map(thread -> {
                    threads.lock(tx, List.of(own, way));
                    return new Place(place.contact(), thread);
                });
    }

    /** Nobody writes in the contact's thread until the transaction ends. */
    public void lock(Tx tx, ContactId contact) {
        threadOf(tx, contact).ifPresent(thread -> threads.lock(tx, thread.id()));
    }

    /**
     * Somebody else goes on with a contact: its customer is told so, where they are told anything
     * before a person answers, and what the sender says of it is noted. The thread is locked.
     *
     * @param language the contact's, a BCP 47 tag
     */
    public void handedOver(
            Tx tx, ContactId contact, AgentId sender, String language, Optional<String> note) {
        threadOf(tx, contact)
                .map(thread -> new Place(contact, thread))
                .ifPresent(place -> {
                    note.ifPresent(text -> note(tx, place, sender, UUID.randomUUID(), text));
                    if (answers(place.thread()) == GatewayPlan.Answers.MENU) {
                        tell(tx, place, language);
                    }
                });
    }

    private void tell(Tx tx, Place place, String language) {
        var isSaid =
                flowMessages.say(
                        tx,
                        place.thread().id(),
                        place.contact(),
                        AnotherGoesOn.in(language),
                        List.of(),
                        said(place.thread()),
                        clock.instant());
        if (isSaid) {
            gateways.wrote(place.thread().gateway());
        }
    }

    private GatewayPlan.Answers answers(MessageThread thread) {
        return gateways.named(thread.gateway())
                .map(GatewayPlan::answers)
                .orElse(GatewayPlan.Answers.MENU);
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
                    var _ = locked(tx, agent, assignment);
                    var talk = talk(tx, agent, assignment);
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

    Optional<Assignment> talk(Tx tx, AgentId agent, AssignmentId assignment) {
        return held(tx, agent, assignment).filter(Assignment.Connected.class::isInstance);
    }

    /** No telephone's: those have no thread. */
    Optional<Assignment> held(Tx tx, AgentId agent, AssignmentId assignment) {
        return inHand(tx, agent, assignment)
                .filter(found -> threadOf(tx, found.contact()).isPresent());
    }

    /** As above, of whichever channel. */
    Optional<Assignment> inHand(Tx tx, AgentId agent, AssignmentId assignment) {
        return talks.find(tx, assignment).filter(found -> found.agent().equals(agent));
    }

    /** By where it is reached: another contact may go on in its thread by now. */
    Optional<MessageThread> threadOf(Tx tx, ContactId contact) {
        return contacts.address(tx, contact)
                .filter(Address.Thread.class::isInstance)
                .map(Address.Thread.class::cast)
                .flatMap(address -> threads.find(tx, address.gateway(), address.id()))
                .flatMap(id -> threads.find(tx, id))
                .or(() -> threads.of(tx, contact));
    }
}
