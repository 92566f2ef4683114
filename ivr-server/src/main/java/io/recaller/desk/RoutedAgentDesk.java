package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Credentials;
import io.recaller.agent.NotReadyReason;
import io.recaller.agent.PresenceStore;
import io.recaller.agent.Station;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.desk.card.Disposition;
import io.recaller.recommendation.OutcomeState;
import io.recaller.recommendation.RecommendationId;
import io.recaller.routing.Agents;
import io.recaller.routing.CommandOutcome;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.Workload;
import io.recaller.routing.board.Board;
import io.recaller.routing.queue.QueueLength;
import io.recaller.routing.queue.WaitingContacts;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.transfer.HandedOver;
import io.recaller.transfer.Wished;
import io.recaller.voicemail.Utterance;
import io.recaller.voicemail.VoicemailRules;
import io.recaller.voicemail.Voicemails;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The agents as routing knows them. Safe for any thread; blocks. */
public final class RoutedAgentDesk implements AgentDesk {
    private final Database db;
    private final Agents agents;
    private final Credentials credentials;
    private final AgentProofs proofs;
    private final Function<Station, PhoneReachability> phones;
    private final HandingDesk handing;
    private final InstantSource clock;
    private final AgentStore store = new AgentStore();
    private final PresenceStore presences = new PresenceStore();
    private final WaitingContacts waiting = new WaitingContacts();
    private final Voicemails voicemails = new Voicemails(VoicemailRules.usual());

    /**
     * A desk over routing.
     *
     * @param phones asks Asterisk, and waits
     */
    public RoutedAgentDesk(
            Database db,
            Agents agents,
            Credentials credentials,
            AgentProofs proofs,
            Function<Station, PhoneReachability> phones,
            HandingDesk handing,
            InstantSource clock) {
        this.db = db;
        this.agents = agents;
        this.credentials = credentials;
        this.proofs = proofs;
        this.phones = phones;
        this.handing = handing;
        this.clock = clock;
    }

    @Override
    public Entry signIn(String login, String password, String station) {
        return switch (check(login, password)) {
            case Credentials.Verdict.Refused() -> new Entry.Refused();
            case Credentials.Verdict.Locked(var until) -> new Entry.Locked(until);
            case Credentials.Verdict.Accepted(var agent) ->
                    station.isBlank() && needsNoPhone(agent)
                            ? sit(agent)
                            : db.inTransaction(tx -> phone(tx, login, station))
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

    /** Whoever only writes, and everybody where nobody is called. */
    private boolean needsNoPhone(AgentId agent) {
        return !agents.needPhones() || db.inTransaction(tx -> store.isWriter(tx, agent));
    }

    /** With a call in hand the agent stays at its phone. */
    private Entry sit(AgentId agent) {
        var _ = agents.signIn(agent);
        return welcome(agent);
    }

    private Entry sit(AgentId agent, Station phone) {
        return switch (agents.signIn(agent, phone.name())) {
            case CommandOutcome.Done _ -> {
                db.runInTransaction(tx -> store.sitsUsuallyAt(tx, agent, phone.id()));
                yield welcome(agent);
            }
            case CommandOutcome.NotAllowed _ -> welcome(agent);
            case CommandOutcome.NoSuchStation() -> new Entry.NoSuchPhone();
            case CommandOutcome.StationTaken() -> new Entry.PhoneTaken();
        };
    }

    private Entry welcome(AgentId agent) {
        return new Entry.Welcome(agent(agent).orElseThrow());
    }

    private Optional<Station> phone(Tx tx, String login, String given) {
        if (!given.isBlank()) {
            return store.meant(tx, given);
        }
        var all = store.stations(tx);
        var own = login.toLowerCase(Locale.ROOT);
        return store.usualStation(tx, login)
                .or(() -> all.stream().filter(phone -> phone.name().equals(own)).findFirst())
                .or(() -> all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty());
    }

    @Override
    public Optional<Agent> agent(AgentId agent) {
        return db.inTransaction(tx -> store.active(tx, agent));
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
            Optional<String> note,
            boolean thenReady) {
        return agents.complete(agent, assignment, topic, disposition.slug(), note, thenReady);
    }

    @Override
    public boolean prolong(AgentId agent, AssignmentId assignment) {
        return agents.prolong(agent, assignment);
    }

    @Override
    public Duration longestWrapUp() {
        return agents.longestWrapUp();
    }

    @Override
    public Optional<Utterance> message(AgentId agent, AssignmentId assignment) {
        var contact =
                agents.workload(agent).stream()
                        .flatMap(workload -> workload.held().stream())
                        .filter(held -> held.id().equals(assignment))
                        .map(Assignment::contact)
                        .findFirst();
        return contact.flatMap(id ->
                db.inTransaction(tx -> {
                    var sound = voicemails.sound(tx, id);
                    sound.ifPresent(_ -> proofs.heard(tx, agent, id, clock.instant()));
                    return sound;
                }));
    }

    @Override
    public boolean verified(AgentId agent, AssignmentId assignment, String how) {
        return db.inTransactionOrAgain(tx ->
                agents.verified(
                        tx,
                        agent,
                        assignment,
                        how,
                        contact -> proofs.accept(tx, agent, contact, how, clock.instant())));
    }

    @Override
    public boolean answered(
            AgentId agent, AssignmentId assignment, RecommendationId one, OutcomeState answer) {
        return db.inTransaction(tx ->
                agents.served(tx, agent, assignment)
                        .filter(contact ->
                                proofs.answered(tx, agent, contact, one, answer, clock.instant()))
                        .isPresent());
    }

    @Override
    public Optional<Station> phone(AgentId agent) {
        return db.inTransaction(tx -> presences.station(tx, agent));
    }

    @Override
    public PhoneReachability reachability(Station phone) {
        return phones.apply(phone);
    }

    @Override
    public QueueLength queue() {
        return db.inTransaction(waiting::length);
    }

    @Override
    public Wished hand(AgentId agent, Command.Handing wish) {
        return handing.hand(agent, wish);
    }

    @Override
    public List<HandedOver> handedOver(Collection<AssignmentId> held) {
        return handing.handedOver(held);
    }

    @Override
    public Board whoIsThere() {
        return handing.whoIsThere();
    }
}
