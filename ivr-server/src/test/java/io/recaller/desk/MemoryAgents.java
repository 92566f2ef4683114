package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.ContactId;
import io.recaller.routing.AgentState;
import io.recaller.routing.OfferId;
import io.recaller.routing.Presence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

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
    private final AtomicReference<Presence> presence;
    private final AtomicInteger presents = new AtomicInteger();
    private volatile Instant lockedUntil = Instant.MIN;
    private volatile Runnable beforePresence = () -> {};

    MemoryAgents(InstantSource clock) {
        this.clock = clock;
        this.presence = new AtomicReference<>(in(new AgentState.LoggedOut()));
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

    void ring(OfferId offer, ContactId contact) {
        presence.set(in(new AgentState.Ringing(offer, contact)));
    }

    void answer(ContactId contact) {
        presence.set(in(new AgentState.Talking(contact)));
    }

    void hangUp(ContactId contact) {
        var until = clock.instant().plus(Duration.ofMinutes(2));
        presence.set(in(new AgentState.WrapUp(contact, until)));
    }

    void callerGone() {
        presence.set(in(new AgentState.Ready()));
    }

    AgentState state() {
        return presence.get().state();
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
        if (state() instanceof AgentState.LoggedOut out) {
            presence.set(in(out.signIn()));
        }
        return new Entry.Welcome(DANA);
    }

    @Override
    public Optional<Agent> agent(AgentId agent) {
        return agent.equals(DANA.id()) ? Optional.of(DANA) : Optional.empty();
    }

    @Override
    public void signedOut(AgentId agent) {
        presence.set(in(new AgentState.LoggedOut()));
    }

    @Override
    public void present(AgentId agent) {
        presents.incrementAndGet();
    }

    @Override
    public Presence presence(AgentId agent) {
        beforePresence.run();
        return presence.get();
    }

    @Override
    public boolean ready(AgentId agent) {
        return switch (state()) {
            case AgentState.NotReady _, AgentState.WrapUp _ -> {
                presence.set(in(new AgentState.Ready()));
                yield true;
            }
            case AgentState.Ready _ -> true;
            case AgentState.LoggedOut _, AgentState.Ringing _, AgentState.Talking _ -> false;
        };
    }

    @Override
    public boolean notReady(AgentId agent, NotReadyReason reason) {
        return switch (state()) {
            case AgentState.Ready _, AgentState.NotReady _, AgentState.WrapUp _ -> {
                presence.set(in(new AgentState.NotReady(reason)));
                yield true;
            }
            case AgentState.LoggedOut _, AgentState.Ringing _, AgentState.Talking _ -> false;
        };
    }

    private Presence in(AgentState state) {
        return new Presence(DANA.id(), state, Optional.empty(), clock.instant(), Optional.empty());
    }
}
