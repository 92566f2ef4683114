package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.Presence;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.Assignment;
import io.recaller.routing.AssignmentId;
import io.recaller.routing.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
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

    private final InstantSource clock;
    private final AtomicReference<Workload> workload;
    private final AtomicInteger presents = new AtomicInteger();
    private volatile Instant lockedUntil = Instant.MIN;
    private volatile Runnable beforePresence = () -> {};

    MemoryAgents(InstantSource clock) {
        this.clock = clock;
        this.workload = new AtomicReference<>(in(new Availability.LoggedOut()));
    }

    /** Runs whenever the presence is asked for: a database that is slow, or away. */
    void beforePresence(Runnable trouble) {
        beforePresence = trouble;
    }

    int timesPresent() {
        return presents.get();
    }

    void lock(Instant until) {
        lockedUntil = until;
    }

    void ring(AssignmentId id, ContactId contact) {
        var now = clock.instant();
        var parties = new Assignment.Parties(id, contact, DANA.id(), Channel.PHONE);
        hold(new Assignment.Offered(parties, now, now.plusSeconds(30)));
    }

    void answer() {
        if (inHand() instanceof Assignment.Offered offered) {
            hold(offered.connect(clock.instant()));
        }
    }

    void hangUp() {
        if (inHand() instanceof Assignment.Connected connected) {
            var now = clock.instant();
            hold(connected.wrapUp(now, now.plus(Duration.ofMinutes(2))));
        }
    }

    void callerGone() {
        workload.set(in(new Availability.Ready()));
    }

    private void hold(Assignment assignment) {
        workload.set(
                new Workload(
                        presence(new Availability.Ready()),
                        List.of(assignment),
                        assignment.since()));
    }

    @Nullable Assignment inHand() {
        return workload.get().held().stream().findFirst().orElse(null);
    }

    Availability state() {
        return workload.get().presence().availability();
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
            workload.set(in(out.signIn()));
        }
        return new Entry.Welcome(DANA);
    }

    @Override
    public Optional<Agent> agent(AgentId agent) {
        return agent.equals(DANA.id()) ? Optional.of(DANA) : Optional.empty();
    }

    @Override
    public void signedOut(AgentId agent) {
        workload.set(in(new Availability.LoggedOut()));
    }

    @Override
    public void present(AgentId agent) {
        presents.incrementAndGet();
    }

    @Override
    public Workload workload(AgentId agent) {
        beforePresence.run();
        return workload.get();
    }

    @Override
    public boolean ready(AgentId agent) {
        return change(new Availability.Ready());
    }

    @Override
    public boolean notReady(AgentId agent, NotReadyReason reason) {
        return change(new Availability.NotReady(reason));
    }

    private boolean change(Availability wished) {
        return switch (inHand()) {
            case Assignment.Offered _, Assignment.Connected _ -> false;
            case null, default -> {
                var may = !(state() instanceof Availability.LoggedOut);
                if (may && !state().equals(wished)) {
                    workload.set(in(wished));
                }
                yield may;
            }
        };
    }

    private Workload in(Availability availability) {
        return new Workload(presence(availability), List.of(), clock.instant());
    }

    private Presence presence(Availability availability) {
        return new Presence(
                DANA.id(), availability, Optional.empty(), clock.instant(), Optional.empty());
    }
}
