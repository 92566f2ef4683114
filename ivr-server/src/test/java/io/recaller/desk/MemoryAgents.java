package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.Presence;
import io.recaller.agent.Station;
import io.recaller.agent.StationId;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.desk.card.Disposition;
import io.recaller.recommendation.OutcomeState;
import io.recaller.recommendation.RecommendationId;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.Workload;
import io.recaller.routing.board.Board;
import io.recaller.routing.queue.QueueLength;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.transfer.HandedOver;
import io.recaller.transfer.Wished;
import io.recaller.voicemail.Utterance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One agent, Dana, whose password is "correct horse". */
final class MemoryAgents implements AgentDesk {
    static final Agent DANA =
            new Agent(
                    new AgentId(UUID.fromString("01978a00-0000-7000-8000-00000000da4a")),
                    "dana",
                    "Dana Seitkali",
                    new TreeMap<>());
    static final String PASSWORD = "correct horse";
    private static final Station PHONE =
            new Station(
                    new StationId(UUID.fromString("01978a00-0000-7000-8000-000000001102")),
                    "1102",
                    "PJSIP/1102",
                    Optional.empty());

    private final InstantSource clock;
    private final AtomicReference<Presence> presence;
    private final Map<AssignmentId, Assignment> held =
            Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<Command.Dispose> disposed = new CopyOnWriteArrayList<>();
    private final List<AssignmentId> cardsShown = new CopyOnWriteArrayList<>();
    private final AtomicInteger presents = new AtomicInteger();
    private final AtomicInteger timesAsked = new AtomicInteger();
    private final Map<AssignmentId, String> verified = new ConcurrentHashMap<>();
    private final Map<AssignmentId, OutcomeState> answers = new ConcurrentHashMap<>();
    private volatile PhoneReachability phone = PhoneReachability.REACHABLE;
    private final List<Command.Handing> handed = new CopyOnWriteArrayList<>();
    private final List<HandedOver> stages = new CopyOnWriteArrayList<>();
    private volatile Wished wished = Wished.DONE;
    private volatile @Nullable AssignmentId messageOf;
    private volatile Utterance message = Utterance.of(new byte[0]);
    private volatile Board board = new Board(Instant.EPOCH, Set.of(), List.of(), List.of());
    private volatile int waiting;
    private volatile boolean phoneTaken;
    private volatile boolean signedIn;
    private volatile Instant lockedUntil = Instant.MIN;
    private volatile Runnable beforePresence = () -> {};
    private volatile Runnable beforeAsterisk = () -> {};

    MemoryAgents(InstantSource clock) {
        this.clock = clock;
        this.presence = new AtomicReference<>(in(new Availability.LoggedOut()));
    }

    /** Runs whenever the presence is asked for: a database that is slow, or away. */
    void beforePresence(Runnable trouble) {
        beforePresence = trouble;
    }

    /** What the pages wished of talks. */
    List<Command.Handing> handed() {
        return handed;
    }

    void handingComesTo(Wished what) {
        wished = what;
    }

    void isAt(HandedOver stage) {
        stages.clear();
        stages.add(stage);
    }

    void thereAre(Board now) {
        board = now;
    }

    int timesPresent() {
        return presents.get();
    }

    void lock(Instant until) {
        lockedUntil = until;
    }

    void ring(AssignmentId id, ContactId contact, Channel channel) {
        var now = clock.instant();
        var parties = new Assignment.Parties(id, contact, DANA.id(), channel);
        hold(new Assignment.Offered(parties, now, now.plusSeconds(30)));
    }

    void answer(AssignmentId id) {
        if (held.get(id) instanceof Assignment.Offered offered) {
            hold(offered.connect(clock.instant()));
        }
    }

    void decline(AssignmentId id) {
        held.remove(id);
    }

    void hangUp(AssignmentId id) {
        if (held.get(id) instanceof Assignment.Connected connected) {
            var now = clock.instant();
            hold(connected.wrapUp(now, now.plus(Duration.ofMinutes(2))));
        }
    }

    /** On which channel the contact of an assignment is; of none that is held: the phone. */
    Channel channel(AssignmentId id) {
        var one = held.get(id);
        return one == null ? Channel.PHONE : one.channel();
    }

    void callerGone() {
        held.clear();
    }

    private void hold(Assignment assignment) {
        presence.set(in(new Availability.Ready()));
        held.put(assignment.id(), assignment);
    }

    List<Command.Dispose> disposed() {
        return disposed;
    }

    Availability state() {
        return presence.get().availability();
    }

    @Override
    public Entry signIn(String login, String password, String station) {
        if (clock.instant().isBefore(lockedUntil)) {
            return new Entry.Locked(lockedUntil);
        }
        if (!login.equals(DANA.login()) || !password.equals(PASSWORD)) {
            return new Entry.Refused();
        }
        if (!station.isEmpty() && !station.equals("phone-1")) {
            return new Entry.NoSuchPhone();
        }
        if (state() instanceof Availability.LoggedOut out) {
            presence.set(in(out.signIn()));
        }
        signedIn = true;
        return new Entry.Welcome(DANA);
    }

    @Override
    public Optional<Agent> agent(AgentId agent) {
        return agent.equals(DANA.id()) ? Optional.of(DANA) : Optional.empty();
    }

    @Override
    public void signedOut(AgentId agent) {
        signedIn = false;
        presence.set(in(new Availability.LoggedOut()));
    }

    /** Nothing was heard of the page for so long that Dana was logged out. */
    void lapse() {
        presence.set(in(new Availability.LoggedOut()));
    }

    /** Somebody else sits at the phone by now. */
    void phoneIsTaken() {
        phoneTaken = true;
    }

    @Override
    public void present(AgentId agent) {
        presents.incrementAndGet();
        if (!phoneTaken && state() instanceof Availability.LoggedOut out && signedIn) {
            presence.set(in(out.resume()));
        }
    }

    @Override
    public void cardShown(AgentId agent, AssignmentId assignment) {
        cardsShown.add(assignment);
    }

    /** The cards that were on a screen, each once. */
    List<AssignmentId> cardsShown() {
        return cardsShown;
    }

    @Override
    public Workload workload(AgentId agent) {
        beforePresence.run();
        return new Workload(presence.get(), List.copyOf(held.values()), presence.get().since());
    }

    @Override
    public boolean ready(AgentId agent) {
        return change(new Availability.Ready());
    }

    @Override
    public boolean notReady(AgentId agent, NotReadyReason reason) {
        return change(new Availability.NotReady(reason));
    }

    @Override
    public boolean dispose(
            AgentId agent,
            AssignmentId assignment,
            Topic topic,
            Disposition disposition,
            Optional<String> note,
            boolean thenReady) {
        var may = held.get(assignment) instanceof Assignment.WrapUp;
        if (may) {
            held.remove(assignment);
            disposed.add(new Command.Dispose(assignment, topic, disposition, note, thenReady));
            change(
                    thenReady
                            ? new Availability.Ready()
                            : new Availability.NotReady(NotReadyReason.BREAK));
        }
        return may;
    }

    @Override
    public boolean prolong(AgentId agent, AssignmentId assignment) {
        if (held.get(assignment) instanceof Assignment.WrapUp wrapUp) {
            var longer = wrapUp.prolonged(Duration.ofMinutes(1), longestWrapUp());
            longer.ifPresent(next -> held.put(assignment, next));
            return longer.isPresent();
        }
        return false;
    }

    @Override
    public Duration longestWrapUp() {
        return Duration.ofMinutes(4);
    }

    @Override
    public boolean verified(AgentId agent, AssignmentId assignment, String how) {
        var may = isTalking(assignment);
        if (may) {
            verified.put(assignment, how);
        }
        return may;
    }

    @Override
    public boolean answered(
            AgentId agent, AssignmentId assignment, RecommendationId one, OutcomeState answer) {
        var may = isTalking(assignment);
        if (may) {
            answers.put(assignment, answer);
        }
        return may;
    }

    /** What Dana said came of what was recommended; nothing yet: it is shown. */
    OutcomeState outcome(AssignmentId assignment) {
        return answers.getOrDefault(assignment, OutcomeState.SHOWN);
    }

    boolean isTalking(AssignmentId assignment) {
        return held.containsKey(assignment)
                && !(held.get(assignment) instanceof Assignment.Offered);
    }

    /** How Dana made sure who a caller is; null: did not. */
    @Nullable String howVerified(AssignmentId assignment) {
        return verified.get(assignment);
    }

    void phoneIs(PhoneReachability state) {
        phone = state;
    }

    @Override
    public Optional<Station> phone(AgentId agent) {
        return Optional.of(PHONE);
    }

    @Override
    public PhoneReachability reachability(Station asked) {
        timesAsked.incrementAndGet();
        beforeAsterisk.run();
        return phone;
    }

    /** Runs whenever Asterisk is asked: one that is slow, or hangs. */
    void beforeAsterisk(Runnable trouble) {
        beforeAsterisk = trouble;
    }

    int timesAsked() {
        return timesAsked.get();
    }

    void waiting(int contacts) {
        waiting = contacts;
    }

    @Override
    public Wished hand(AgentId agent, Command.Handing wish) {
        handed.add(wish);
        return wished;
    }

    @Override
    public List<HandedOver> handedOver(Collection<AssignmentId> held) {
        return stages.stream().filter(each -> held.contains(each.assignment())).toList();
    }

    @Override
    public Board whoIsThere() {
        return board;
    }

    @Override
    public Optional<Utterance> message(AgentId agent, AssignmentId assignment) {
        return assignment.equals(messageOf) ? Optional.of(message) : Optional.empty();
    }

    /** From now on the contact of that assignment has left it. */
    void leave(AssignmentId assignment, Utterance sound) {
        messageOf = assignment;
        message = sound;
    }

    @Override
    public QueueLength queue() {
        return new QueueLength(
                waiting,
                0,
                0,
                waiting == 0 ? Optional.empty() : Optional.of(clock.instant().minusSeconds(70)));
    }

    private boolean change(Availability wished) {
        var may =
                !(state() instanceof Availability.LoggedOut)
                        && held.values().stream().noneMatch(Assignment::isLive);
        if (may && !state().equals(wished)) {
            presence.set(in(wished));
        }
        return may;
    }

    private Presence in(Availability availability) {
        return new Presence(
                DANA.id(), availability, Optional.empty(), clock.instant(), Optional.empty());
    }
}
