package io.recaller.channel.agent;

import io.recaller.agent.AgentId;
import io.recaller.channel.ApprovedText;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.Gateways;
import io.recaller.channel.ReplyWindow;
import io.recaller.channel.TemplateChoice;
import io.recaller.channel.agent.HeldThreads.Place;
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
import io.recaller.message.Stops;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadNotes;
import io.recaller.message.WrittenByAgents;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.PhoneEvents;
import io.recaller.routing.ring.RingOutcome;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
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
    private final PhoneEvents events;
    private final ContactStore contacts;
    private final InstantSource clock;
    private final Messages messages = new Messages();
    private final WrittenByAgents byAgents = new WrittenByAgents();
    private final FlowMessages flowMessages = new FlowMessages();
    private final ThreadNotes notes = new ThreadNotes();
    private final LeavingMessages leaving = new LeavingMessages();
    private final Stops stops = new Stops();
    private final OtherWays ways;
    private final HeldThreads held;

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
        this.events = events;
        this.contacts = contacts;
        this.clock = clock;
        this.ways = new OtherWays(gateways);
        this.held = new HeldThreads(talks, contacts, ways);
    }

    /** What came of an agent's message. */
    public enum Result {
        WRITTEN,
        /** More than {@link #LONGEST} characters, or none. */
        UNFIT,
        /** The agent does not talk with them now. */
        NOT_NOW
    }

    /** The threads that agents have in hand, for what else they do there. */
    HeldThreads held() {
        return held;
    }

    /** What of the whole thread the agent may read now; nothing when it is not this agent's. */
    public WrittenTalk of(AgentId agent, AssignmentId assignment) {
        return db.inTransaction(tx ->
                held.held(tx, agent, assignment)
                        .flatMap(each ->
                                held.threadOf(tx, each.contact())
                                        .map(thread -> talk(tx, each, thread)))
                        .orElseGet(WrittenTalk::none));
    }

    /** Whoever has closed it, or handed it over, reads nothing of what is written from then on. */
    private WrittenTalk talk(Tx tx, Assignment assignment, MessageThread thread) {
        var elsewhere = ways.written(tx, assignment.contact(), thread.id());
        var all =
                new WrittenTalk(
                        inOrder(messages.newest(tx, thread.id(), MOST_SHOWN), elsewhere),
                        notes.newest(tx, thread.id(), MOST_SHOWN),
                        gateways.named(thread.gateway()).map(GatewayPlan::within),
                        answerable(tx, thread),
                        reach(tx, thread),
                        Optional.of(thread.id()),
                        ways.of(tx, assignment.contact(), thread.id()));
        return assignment instanceof Assignment.WrapUp over ? all.until(over.since()) : all;
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
        return say(agent, clientId, text, tx -> held.toWrite(tx, agent, assignment, way));
    }

    /**
     * Writes to whom the agent talks with; the same again is one message.
     *
     * @param clientId made up by the page, up to 64 characters
     */
    public Result say(AgentId agent, AssignmentId assignment, String clientId, String text) {
        return say(agent, clientId, text, tx -> held.toWrite(tx, agent, assignment));
    }

    private Result say(
            AgentId agent, String clientId, String text, Function<Tx, Optional<Place>> where) {
        var fit = Storable.mended(text).strip();
        if (fit.isEmpty() || fit.length() > LONGEST) {
            return Result.UNFIT;
        }
        return db.inTransaction(tx ->
                where.apply(tx)
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
                held.toWrite(tx, agent, assignment)
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

    private Forewarning reach(Tx tx, MessageThread thread) {
        var freeUntil =
                gateways.named(thread.gateway())
                        .flatMap(GatewayPlan::session)
                        .flatMap(session ->
                                leaving.lastHeard(tx, thread.id())
                                        .map(heard -> heard.plus(session)));
        return new Forewarning(freeUntil, stops.isStopped(tx, thread.gateway(), thread.peer()));
    }

    private Optional<ReplyWindow> window(MessageThread thread) {
        return gateways.named(thread.gateway()).flatMap(GatewayPlan::window);
    }

    /** Its place; empty: it is there already. */
    private OptionalLong write(Tx tx, Place place, AgentId agent, String clientId, String text) {
        var gateway = place.thread().gateway();
        var seq =
                byAgents.write(
                        tx,
                        place.thread().id(),
                        place.contact(),
                        agent.value(),
                        clientId,
                        text,
                        said(place.thread()),
                        clock.instant());
        seq.ifPresent(_ -> gateways.wrote(tx, gateway));
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
                held.toWrite(tx, agent, assignment)
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

    /** Nobody writes in the contact's thread until the transaction ends. */
    public void lock(Tx tx, ContactId contact) {
        held.lock(tx, contact);
    }

    /**
     * Somebody else goes on with a contact: its customer is told so, where they are told anything
     * before a person answers, and what the sender says of it is noted. The thread is locked.
     *
     * @param language the contact's, a BCP 47 tag
     */
    public void handedOver(
            Tx tx, ContactId contact, AgentId sender, String language, Optional<String> note) {
        held.place(tx, contact)
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
            gateways.wrote(tx, place.thread().gateway());
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
                db.inTransaction(tx -> held.held(tx, agent, assignment))
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
                db.inTransactionOrAgain(tx -> {
                    var talk = held.lockedTalk(tx, agent, assignment);
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
}
