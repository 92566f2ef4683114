package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.Station;
import io.recaller.contact.ContactId;
import io.recaller.desk.card.Card;
import io.recaller.desk.card.CardSource;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One agent's place: the open pages and the cards they show. It keeps nothing that the rows do not
 * say; {@link #look()} reads what the agent holds again and tells the pages what changed, every one
 * of them the same.
 *
 * <p>Looking runs one at a time. {@code shown} is changed by that run only; a page's
 * acknowledgement may come any time.
 */
final class Seat {
    private static final Logger log = LoggerFactory.getLogger(Seat.class);

    private final Agent agent;
    private final AgentDesk agents;
    private final CardSource source;
    private final ToldPhone phones;
    private final OffLoop offLoop;
    private final InstantSource clock;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final OneAtATime looking;
    private final ToldMessages messages;
    private final ToldPages pages;
    private final ConcurrentLinkedQueue<Serving> popped = new ConcurrentLinkedQueue<>();
    private final Set<AssignmentId> acked = ConcurrentHashMap.newKeySet();
    private final Set<AssignmentId> stale = ConcurrentHashMap.newKeySet();
    private final Set<AssignmentId> old = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> phone = new AtomicReference<>("");
    private final Map<AssignmentId, Shown> shown = new ConcurrentHashMap<>();

    Seat(
            Agent agent,
            AgentDesk agents,
            CardSource source,
            WrittenDesk written,
            PageDesk pages,
            ToldPhone phones,
            OffLoop offLoop,
            InstantSource clock) {
        this.agent = agent;
        this.agents = agents;
        this.source = source;
        this.phones = phones;
        this.offLoop = offLoop;
        this.clock = clock;
        this.looking = new OneAtATime(offLoop, this::lookOnce, this::failed);
        this.messages = new ToldMessages(agent.id(), written, this::isTold, offLoop);
        this.pages = new ToldPages(pages, this::tell, offLoop);
    }

    Agent agent() {
        return agent;
    }

    Set<Socket> sockets() {
        return sockets;
    }

    /** A page opened: it gets the cards even if another page had acknowledged them. */
    void join(Socket socket, String topics) {
        sockets.add(socket);
        socket.send(topics);
        acked.clear();
        look();
        messages.again();
        pages.again();
        phone.set("");
        lookAtPhone();
    }

    void leave(Socket socket) {
        sockets.remove(socket);
    }

    void pop(Serving serving) {
        popped.add(serving);
        look();
    }

    /**
     * What the card of a contact says may be untrue by now.
     *
     * @param contact empty: of any
     */
    void renew(Optional<ContactId> contact) {
        var old =
                shown.values().stream()
                        .map(Shown::serving)
                        .filter(serving -> contact.stream().allMatch(serving.contact()::equals))
                        .map(Serving::assignment)
                        .toList();
        if (stale.addAll(old)) {
            look();
        }
    }

    /** What the agent does, or with whom, is known otherwise now. */
    void refresh() {
        shown.values().stream()
                .filter(Shown::mayBeReached)
                .map(Shown::serving)
                .map(Serving::assignment)
                .forEach(old::add);
        look();
    }

    /** Whether that is news. */
    boolean acked(AssignmentId assignment) {
        return shown.containsKey(assignment) && acked.add(assignment);
    }

    /** Sends the cards again to pages that have not said they have them. */
    void remind() {
        shown.values().forEach(this::remind);
        messages.tryAgain();
        pages.tryAgain();
    }

    /** The agent did something with a contact in writing. */
    void wrote(Command.Writing command) {
        switch (command) {
            case Command.Accept _, Command.Decline _, Command.Close _ -> look();
            case Command.Say(var assignment, _, _, _) -> messages.look(assignment);
            case Command.Note(var assignment, _, _) -> messages.look(assignment);
            case Command.SayTemplate(var assignment, _, _) -> messages.look(assignment);
            case Command.Typing _ -> {}
        }
    }

    /** The customer of a conversation is writing. */
    void lookWhoTypes(UUID thread) {
        messages.in(thread).forEach(assignment -> tell(Message.typing(assignment)));
    }

    /**
     * Something was written.
     *
     * @param thread empty: in any conversation
     */
    void lookAtMessages(Optional<UUID> thread) {
        messages.look(thread);
    }

    /**
     * Something happened on the page beside a call.
     *
     * @param contact empty: beside any
     */
    void lookAtPages(Optional<UUID> contact) {
        pages.look(contact);
    }

    private void remind(Shown card) {
        if (!acked.contains(card.serving().assignment())) {
            tell(card.message());
        }
    }

    /** The card may say something else now: it is read again. */
    void freshen(AssignmentId assignment) {
        old.add(assignment);
        look();
    }

    /** Tells the pages when the agent's phone can be reached no more, or is again. */
    void lookAtPhone() {
        toldOfPhone()
                .onFailure(failure ->
                        log.atDebug().setCause(failure).log("the phone's state is not known"));
    }

    /** As {@link #lookAtPhone}. Whether the phone could ring, as far as is known. */
    Future<Boolean> toldOfPhone() {
        return offLoop.call(() -> agents.phone(agent.id()))
                .compose(found ->
                        found.map(this::toldOf).orElseGet(() -> Future.succeededFuture(true)));
    }

    private Future<Boolean> toldOf(Station station) {
        return phones.ask(station)
                .map(state -> {
                    var message = Message.phone(new DeskPhone(station.name(), state));
                    if (!message.equals(phone.getAndSet(message))) {
                        tell(message);
                    }
                    return !state.isInVain();
                });
    }

    void look() {
        looking.wish();
    }

    void tell(String message) {
        sockets.forEach(socket -> socket.send(message));
    }

    /** Tells every page; false when one could not take it. */
    private boolean isTold(String message) {
        var isTold = true;
        for (var socket : sockets) {
            isTold &= socket.send(message);
        }
        return isTold;
    }

    /** A card is read when somebody will see it, and anew when it may say something else. */
    private void lookOnce() {
        if (sockets.isEmpty()) {
            popped.clear();
            return;
        }
        for (var pop = popped.poll(); pop != null; pop = popped.poll()) {
            if (!shown.containsKey(pop.assignment())) {
                show(pop, Message.OFFERED);
            }
        }
        agents.present(agent.id());
        var workload = agents.workload(agent.id());
        var held = new LinkedHashMap<AssignmentId, Assignment>();
        workload.held().forEach(each -> held.put(each.id(), each));
        var handed = agents.handedOver(held.keySet());
        var longest = agents.longestWrapUp();
        tell(Message.state(agent, workload, longest, handed, clock.instant()));
        held.values().forEach(this::keep);
        old.retainAll(held.keySet());
        shown.values().stream()
                .filter(card -> !held.containsKey(card.serving().assignment()))
                .forEach(this::takeAway);
        messages.keep(held.values());
        pages.keep(held.values());
    }

    private void keep(Assignment held) {
        var phase = Message.phase(held);
        var card = shown.get(held.id());
        var isStale = stale.remove(held.id());
        var isOld = old.remove(held.id());
        if (card == null || card.bare()) {
            show(Serving.of(held), phase);
        } else if (isStale) {
            renew(card, phase);
        } else if (isOld || !card.phase().equals(phase)) {
            freshen(card, phase);
        } else {
            remind(card);
        }
    }

    private void renew(Shown before, String phase) {
        var card = read(before.serving(), phase);
        shown.put(before.serving().assignment(), card);
        if (!card.message().equals(before.message())) {
            acked.remove(before.serving().assignment());
            tell(card.message());
            log.atInfo()
                    .addKeyValue("agent", agent.id())
                    .addKeyValue("contactId", before.serving().contact())
                    .log("card shown anew: it is known otherwise who is there");
        }
    }

    private void show(Serving serving, String phase) {
        var card = read(serving, phase);
        shown.put(serving.assignment(), card);
        tell(card.message());
        log.atInfo()
                .addKeyValue("agent", agent.id())
                .addKeyValue("contactId", serving.contact())
                .addKeyValue("pages", sockets.size())
                .log("card shown");
    }

    /** What was shown stays until something better is known. */
    private void freshen(Shown before, String phase) {
        var card = read(before.serving(), phase);
        if (card.bare()) {
            old.add(before.serving().assignment());
            return;
        }
        shown.put(before.serving().assignment(), card);
        if (!card.message().equals(before.message())) {
            tell(card.message());
        }
    }

    private void takeAway(Shown card) {
        var id = card.serving().assignment();
        shown.remove(id);
        stale.remove(id);
        acked.remove(id);
        tell(Message.cardGone(card.serving()));
    }

    /** The card, or a bare one: an agent with a ringing phone must see at least that. */
    private Shown read(Serving serving, String phase) {
        try {
            var card = source.card(agent.id(), serving.assignment(), serving.contact());
            return new Shown(serving, phase, Message.card(card), false, card.mayBeReached());
        } catch (RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("contactId", serving.contact())
                    .addKeyValue("error", failure.toString())
                    .log("card could not be read");
            var bare = Card.bare(serving.assignment(), serving.contact(), clock.instant());
            return new Shown(serving, phase, Message.card(bare), true, false);
        }
    }

    private void failed(Throwable failure) {
        log.atWarn()
                .addKeyValue("agent", agent.id())
                .addKeyValue("error", failure.toString())
                .log("what the agent holds could not be read");
        tell(Message.error("unavailable"));
    }

    /**
     * A card on the pages.
     *
     * @param phase of the contact when it was read
     * @param mayBeReached whether its customer may come on the line yet
     */
    private record Shown(
            Serving serving, String phase, String message, boolean bare, boolean mayBeReached) {}
}
