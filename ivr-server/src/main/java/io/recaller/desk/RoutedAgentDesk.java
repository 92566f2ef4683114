package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Credentials;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.Station;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.Agents;
import io.recaller.routing.AssignmentId;
import io.recaller.routing.CommandOutcome;
import io.recaller.routing.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The agents as routing knows them. Safe for any thread; blocks. */
public final class RoutedAgentDesk implements AgentDesk {
    private final Database db;
    private final Agents agents;
    private final Credentials credentials;
    private final AgentStore store = new AgentStore();

    public RoutedAgentDesk(Database db, Agents agents, Credentials credentials) {
        this.db = db;
        this.agents = agents;
        this.credentials = credentials;
    }

    @Override
    public Entry signIn(String login, String password, String station) {
        return switch (check(login, password)) {
            case Credentials.Verdict.Refused() -> new Entry.Refused();
            case Credentials.Verdict.Locked(var until) -> new Entry.Locked(until);
            case Credentials.Verdict.Accepted(var agent) ->
                    db.inTransaction(tx -> phone(tx, login, station))
                            .map(phone -> sit(agent, phone))
                            .orElseGet(Entry.NoSuchPhone::new);
        };
    }

    private Credentials.Verdict check(String login, String password) {
        var secret = password.toCharArray();
        try {
            return credentials.check(login, secret);
        } finally {
            Arrays.fill(secret, ' ');
        }
    }

    private Entry sit(AgentId agent, String phone) {
        return switch (agents.signIn(agent, phone)) {
            case CommandOutcome.Done _, CommandOutcome.NotAllowed _ ->
                    new Entry.Welcome(agent(agent).orElseThrow());
            case CommandOutcome.NoSuchStation() -> new Entry.NoSuchPhone();
            case CommandOutcome.StationTaken() -> new Entry.PhoneTaken();
        };
    }

    private Optional<String> phone(Tx tx, String login, String station) {
        if (!station.isBlank()) {
            return Optional.of(station.strip());
        }
        var names = store.stations(tx).stream().map(Station::name).toList();
        var own = login.toLowerCase(Locale.ROOT);
        return names.contains(own) ? Optional.of(own) : only(names);
    }

    private static Optional<String> only(List<String> names) {
        return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
    }

    @Override
    public Optional<Agent> agent(AgentId agent) {
        return db.inTransaction(tx -> store.find(tx, agent));
    }

    @Override
    public void signedOut(AgentId agent) {
        var _ = agents.signOut(agent);
    }

    @Override
    public void present(AgentId agent) {
        if (!agents.heartbeat(agent)) {
            var _ = agents.resume(agent);
        }
    }

    @Override
    public void cardShown(AgentId agent, AssignmentId assignment) {
        agents.cardShown(agent, assignment);
    }

    @Override
    public Workload workload(AgentId agent) {
        return agents.workload(agent)
                .orElseThrow(() -> new IllegalStateException("no presence of agent " + agent));
    }

    @Override
    public boolean ready(AgentId agent) {
        return agents.ready(agent) instanceof CommandOutcome.Done;
    }

    @Override
    public boolean notReady(AgentId agent, NotReadyReason reason) {
        return agents.pause(agent, reason) instanceof CommandOutcome.Done;
    }

    @Override
    public boolean dispose(
            AgentId agent,
            AssignmentId assignment,
            Topic topic,
            Disposition disposition,
            boolean thenReady) {
        return agents.complete(agent, assignment, topic, disposition.slug(), thenReady);
    }
}
