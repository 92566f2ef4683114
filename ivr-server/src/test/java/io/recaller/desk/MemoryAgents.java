package io.recaller.desk;

import io.recaller.contact.ContactId;
import io.recaller.routing.Agent;
import io.recaller.routing.AgentState;
import io.recaller.routing.NotReadyReason;
import io.recaller.routing.OfferId;
import io.recaller.routing.Presence;
import io.recaller.skill.AgentId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** One agent, Dana, whose password is "correct horse". */
final class MemoryAgents implements Agents {
    static final Agent DANA =
            new Agent(
                    new AgentId(UUID.fromString("01978a00-0000-7000-8000-00000000da4a")),
                    "dana",
                    "Dana Seitkali",
                    new TreeMap<>());
    static final String PASSWORD = "correct horse";

    private final InstantSource clock;
    private final AtomicReference<Presence> presence;
    private volatile Runnable beforePresence = () -> {};

    MemoryAgents(InstantSource clock) {
        this.clock = clock;
        this.presence = new AtomicReference<>(in(new AgentState.LoggedOut()));
    }

    /** Runs whenever the presence is asked for: a database that is slow, or away. */
    void beforePresence(Runnable trouble) {
        beforePresence = trouble;
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
    public Optional<Agent> authenticate(String login, String password) {
        return login.equals(DANA.login()) && password.equals(PASSWORD)
                ? Optional.of(DANA)
                : Optional.empty();
    }

    @Override
    public Optional<Agent> agent(AgentId agent) {
        return agent.equals(DANA.id()) ? Optional.of(DANA) : Optional.empty();
    }

    @Override
    public void signedIn(AgentId agent) {
        if (state() instanceof AgentState.LoggedOut out) {
            presence.set(in(out.signIn()));
        }
    }

    @Override
    public void signedOut(AgentId agent) {
        presence.set(in(new AgentState.LoggedOut()));
    }

    @Override
    public void present(AgentId agent) {}

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
