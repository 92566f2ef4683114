package io.recaller.routing.storm;

import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.agent.Station;
import io.recaller.callback.CallableNumbers;
import io.recaller.callback.CallbackRules;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.TopicStore;
import io.recaller.contact.Unreached;
import io.recaller.conversation.RoutedContacts;
import io.recaller.conversation.StoredCallbacks;
import io.recaller.conversation.Unspoken;
import io.recaller.conversation.ending.ContactEnds;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.ending.Takeovers;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.HandleStore;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.TestDatabase;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.Agents;
import io.recaller.routing.Cards;
import io.recaller.routing.Engagements;
import io.recaller.routing.Router;
import io.recaller.routing.RouterInbox;
import io.recaller.routing.RouterPorts;
import io.recaller.routing.Talks;
import io.recaller.routing.Turns;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.transfer.Bringing;
import io.recaller.transfer.Destinations;
import io.recaller.transfer.OutsideNumbers;
import io.recaller.transfer.Switchboard;
import io.recaller.transfer.Transfer;
import io.recaller.transfer.Transfers;
import io.recaller.voicemail.VoicemailRules;
import io.recaller.voicemail.Voicemails;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A server from its start to its death: the real router, queue, transfers, call-backs and ends of
 * contacts, linked to telephones in memory as the Asterisk door is to Asterisk. What the router was
 * told may be done after a caller's end that was told after it, or never.
 */
final class Server implements AgentPhones, Switchboard, Cards {
    private static final Supplier<UUID> IDS = Generators.timeBasedEpochRandomGenerator()::generate;
    private static final Handles HANDLES = new Handles("KZ");

    static final CallbackRules CALL_BACKS =
            new CallbackRules(
                    Set.of("main"),
                    Set.of(),
                    2,
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(30),
                    Duration.ofHours(8),
                    100);

    /** A leg that this server rang. */
    private static final class Rung {
        final Ring ring;
        boolean isAnswered;
        boolean isCancelled;

        Rung(Ring ring) {
            this.ring = ring;
        }
    }

    final String name;
    final RoutingSettings settings;
    final Database db;
    final Agents agents;
    final Transfers transfers;
    final ContactStore contacts;
    final Callbacks callbacks = new Callbacks(CALL_BACKS);
    final Queue queue = new Queue();
    final RouterInbox inbox = new RouterInbox();
    final Deque<Told> heard = new ArrayDeque<>();
    private final Fate fate;
    private final Telephones telephones;
    private final BiConsumer<AgentId, AssignmentId> pages;
    private final InstantSource clock;
    private final ContactEnds ends;
    private final Engagements engagements;
    private final Router router;
    private final Bringing bringing;
    private final Map<AssignmentId, Rung> rung = new HashMap<>();

    /** What Asterisk has was read since the start, or since the last gap. */
    private boolean isRead;

    /**
     * @param pages told of a card that is to be shown
     */
    Server(
            Fate fate,
            DatabaseSettings at,
            RoutingSettings settings,
            Telephones telephones,
            BiConsumer<AgentId, AssignmentId> pages,
            InstantSource clock) {
        this.fate = fate;
        this.name = fate.name().replaceFirst("[.].*", "");
        this.settings = settings;
        this.telephones = telephones;
        this.pages = pages;
        this.clock = clock;
        this.db = TestDatabase.into(mortal(at, fate));
        this.engagements = new Engagements(db, clock);
        this.contacts = new ContactStore(IDS, new HandleStore(IDS), new TopicStore());
        var outcomes = new RoutedContacts(contacts, clock);
        var talks = new Talks(settings, name);
        var destinations =
                new Destinations(
                        db,
                        settings.rules().names(),
                        new OutsideNumbers(List.of("77"), "PJSIP/{number}@trunk", "+77270000000"),
                        HANDLES);
        this.agents = new Agents(db, name, settings, outcomes, clock);
        this.transfers =
                new Transfers(
                        db,
                        talks,
                        destinations,
                        contacts,
                        outcomes,
                        (_, _) -> true,
                        new SimpleMeterRegistry(),
                        clock);
        this.ends =
                new ContactEnds(
                        db,
                        contacts,
                        new Takeovers(
                                contacts,
                                new CustomerStore(IDS, new HandleStore(IDS)),
                                _ -> Optional.empty()),
                        Runnable::run,
                        clock,
                        _ -> Optional.empty());
        var ports =
                new RouterPorts(
                        this,
                        this,
                        _ -> "Caller",
                        outcomes,
                        OpeningHours::none,
                        callbacks,
                        new StoredCallbacks(
                                db,
                                callbacks,
                                new Voicemails(VoicemailRules.usual()),
                                contacts,
                                new CallableNumbers(_ -> Optional.empty(), Set.of()),
                                new Unspoken()),
                        transfers.handovers());
        this.router =
                new Router(db, name, settings, inbox, ports, new SimpleMeterRegistry(), clock);
        this.bringing =
                new Bringing(
                        db,
                        transfers,
                        talks,
                        destinations,
                        contacts,
                        this,
                        _ -> "Caller",
                        name,
                        clock);
    }

    private static DatabaseSettings mortal(DatabaseSettings at, Fate fate) {
        var url =
                at.url()
                        + (at.url().contains("?") ? "&" : "?")
                        + "socketFactory="
                        + MortalSockets.class.getName()
                        + "&socketFactoryArg="
                        + fate.name();
        return new DatabaseSettings(
                url, at.user(), at.password(), 3, Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    boolean isAlive() {
        return !fate.isDead();
    }

    void dieAt(int word, boolean isHeard) {
        fate.dieAt(word, isHeard);
    }

    /** Does it, or dies at it. */
    void live(Runnable work) {
        try {
            work.run();
        } catch (Killed _) {
            // As it was.
        } catch (DatabaseUnavailableException gone) {
            if (isAlive()) {
                throw gone;
            }
        }
        if (!isAlive()) {
            db.close();
        }
    }

    void turn(int events) {
        for (var i = 0; i < events && isAlive() && !heard.isEmpty(); i++) {
            var next = heard.removeFirst();
            live(() -> hear(next));
        }
        if (isAlive()) {
            live(() -> {
                if (!isRead) {
                    compare();
                    isRead = true;
                }
                Turns.turn(router);
                bringing.look();
            });
        }
    }

    /** The link to Asterisk is lost for a while: what was told meanwhile is not heard. */
    void gap() {
        heard.clear();
        isRead = false;
    }

    private void hear(Told told) {
        switch (told) {
            case Told.OfLeg(var leg, var contact, var word) -> ofLeg(leg, contact, word);
            case Told.NotReached(var leg, var why) -> notReached(leg, why);
            case Told.NotAnswered(var leg, var rangOut) ->
                    over(leg, rangOut ? RingOutcome.NO_ANSWER : RingOutcome.REFUSED);
            case Told.LedToRingGroup(var contact) -> ends.ledToRingGroup(contact, Optional.empty());
            case Told.CallerEnded(var contact) -> ends.gone(contact, HangUp.UNTOLD);
        }
    }

    private void ofLeg(AssignmentId leg, ContactId contact, String word) {
        var ours = Optional.ofNullable(rung.get(leg));
        switch (word) {
            case "answered" -> {
                if (ours.isEmpty() || !ours.get().isCancelled) {
                    ours.ifPresent(each -> each.isAnswered = true);
                    inbox.ring(leg, RingOutcome.BRIDGED);
                }
            }
            case "calling" -> inbox.calling(leg);
            case "taken" -> inbox.ring(leg, RingOutcome.TAKEN);
            case "talked" -> end(leg, RingOutcome.ENDED);
            case "left" -> end(leg, RingOutcome.REFUSED);
            case "gone" ->
                    end(leg, canBeOffered(contact) ? RingOutcome.FAILED : RingOutcome.CALLER_GONE);
            default -> throw new IllegalArgumentException(word);
        }
    }

    private boolean canBeOffered(ContactId contact) {
        return telephones
                .live(contact)
                .filter(call -> call.where != Telephones.Where.RING_GROUP)
                .isPresent();
    }

    private void end(AssignmentId leg, RingOutcome outcome) {
        rung.remove(leg);
        inbox.ring(leg, outcome);
    }

    private void notReached(AssignmentId leg, Unreached why) {
        var ours = rung.remove(leg);
        if (ours == null || !ours.isCancelled) {
            inbox.notReached(leg, why);
        }
    }

    private void over(AssignmentId leg, RingOutcome outcome) {
        var ours = rung.remove(leg);
        if (ours != null && !ours.isCancelled) {
            inbox.ring(leg, outcome);
        }
    }

    /** As AmiPhones and ContactEnds do when Asterisk's state is read. */
    void compare() {
        var engaged = engagements.get();
        var talks =
                engaged.stream()
                        .filter(Engagement::talking)
                        .map(Engagement::assignment)
                        .collect(Collectors.toSet());
        engaged.stream()
                .map(Engagement::assignment)
                .filter(leg -> !rung.containsKey(leg) && telephones.leg(leg).isEmpty())
                .filter(leg -> talks.contains(leg) || telephones.talked.contains(leg))
                .forEach(leg -> inbox.ring(leg, RingOutcome.ENDED));
        telephones.live().stream()
                .filter(Telephones.Leg::isBridged)
                .map(leg -> leg.id)
                .filter(leg -> !rung.containsKey(leg) && !talks.contains(leg))
                .forEach(leg -> inbox.ring(leg, RingOutcome.BRIDGED));
        Map.copyOf(rung).forEach(this::compare);
        Turns.turn(router);
        telephones
                .calls(Telephones.Where.RING_GROUP)
                .forEach(call -> ends.ledToRingGroup(call.id, Optional.empty()));
        ends.alive(
                "",
                telephones.calls.values().stream()
                        .filter(call -> call.where != Telephones.Where.GONE)
                        .collect(
                                Collectors.toMap(
                                        call -> call.id, call -> Server.address(call.id))));
    }

    private void compare(AssignmentId id, Rung ours) {
        var leg = telephones.leg(id);
        if (leg.isPresent()) {
            if (leg.get().isBridged() && !ours.isAnswered) {
                ours.isAnswered = true;
                inbox.ring(id, RingOutcome.BRIDGED);
            }
        } else if (ours.isAnswered || telephones.talked.contains(id)) {
            end(id, RingOutcome.ENDED);
        } else if (ours.ring.caller() instanceof Address.Callback) {
            over(id, RingOutcome.FAILED);
        } else {
            over(
                    id,
                    canBeOffered(ours.ring.contact())
                            ? RingOutcome.NO_ANSWER
                            : RingOutcome.CALLER_GONE);
        }
    }

    static Address.Call address(ContactId contact) {
        return new Address.Call("", "", "PJSIP/trunk-" + contact);
    }

    @Override
    public Optional<Reach> reach() {
        return isRead && isAlive() ? Optional.of(Reach.NAMELESS) : Optional.empty();
    }

    @Override
    public void ring(Ring ring) {
        rung.put(ring.assignment(), new Rung(ring));
        if (ring.caller() instanceof Address.Callback && ring.back().isEmpty()) {
            notReached(ring.assignment(), Unreached.OUT_OF_REACH);
        } else if (!telephones.ring(ring, name, clock.instant())) {
            over(ring.assignment(), RingOutcome.FAILED);
        }
    }

    /** It does not ring at all: Asterisk says so when it is to ring. */
    void isUnreachable(AssignmentId leg) {
        telephones.cancel(leg);
        over(leg, RingOutcome.UNREACHABLE);
    }

    @Override
    public PhoneReachability state(Station station) {
        return PhoneReachability.UNKNOWN;
    }

    @Override
    public void cancel(AssignmentId offer) {
        var ours = rung.get(offer);
        if (ours != null && !ours.isAnswered) {
            ours.isCancelled = true;
            telephones.cancel(offer);
        }
    }

    @Override
    public Arranged arrange(Transfer where, Optional<Ring> ring) {
        return telephones.arrange(where, ring, this::ring);
    }

    @Override
    public void pop(AgentId agent, AssignmentId assignment, ContactId contact) {
        pages.accept(agent, assignment);
    }

    @Override
    public void refresh(AgentId agent) {
        // Pages read the rows.
    }
}
