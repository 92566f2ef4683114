package io.recaller.routing;

import com.fasterxml.uuid.Generators;
import io.recaller.agent.AgentId;
import io.recaller.agent.PresenceStore;
import io.recaller.agent.Station;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.routing.OfferedRows.Opening;
import io.recaller.routing.assignment.AgentLoads;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.Assignment.Offered;
import io.recaller.routing.assignment.Assignment.Parties;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.AssignmentStore;
import io.recaller.routing.assignment.RestingRows;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.Load;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.QueueRows;
import io.recaller.routing.step.Wish;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Contacts in agents' hands, for who hands them over. Each method works in the caller's own
 * transaction. Any thread.
 */
public final class Talks {
    /** Of one agent: all of them may go on at once. */
    private static final int MOST_RESTING = 10;

    private final Queue queue = new Queue();
    private final PresenceStore presences = new PresenceStore();
    private final OfferedRows offers = new OfferedRows();
    private final AssignmentStore assignments = new AssignmentStore();
    private final AgentLoads agentLoads = new AgentLoads();
    private final RestingRows resting = new RestingRows();
    private final RoutingSettings settings;
    private final String server;
    private final BestOfQueue best;

    /**
     * @param server the name of this server, written to the offers it makes
     */
    public Talks(RoutingSettings settings, String server) {
        this.settings = settings;
        this.server = server;
        this.best = new BestOfQueue(settings.rules());
    }

    /**
     * How a contact waited the last time.
     *
     * @param priority each level counts as five minutes of waiting
     * @param waited until it was answered
     */
    public record Waited(Wish wish, int priority, Duration waited, Address address) {
        /** The Asterisk that has the call; empty: the one without a name, or no call. */
        public String asteriskSystem() {
            return address instanceof Address.Call call ? call.system() : "";
        }
    }

    /**
     * The assignment once its contact's place, its agent and whoever else is asked for the contact
     * are locked, and so until the end; empty when there is none.
     */
    public Optional<Assignment> lock(Tx tx, AssignmentId id) {
        return assignments
                .find(tx, id)
                .flatMap(seen -> {
                    queue.hold(tx, List.of(seen.contact()), List.of(seen.agent()));
                    return assignments.find(tx, id);
                });
    }

    /** Who is signed in at the phone of that endpoint, on the Asterisk that has the contact. */
    public Optional<AgentId> at(Tx tx, ContactId contact, String endpoint) {
        return queue.latest(tx, contact)
                .map(place -> system(place.address()))
                .flatMap(system -> presences.seated(tx, endpoint, system))
                .map(PresenceStore.Seated::agent);
    }

    /** Nobody else changes the contact's place until the end. */
    public void lock(Tx tx, ContactId contact) {
        queue.lock(tx, contact);
    }

    /** As {@link RestingRows#written}. */
    public List<ContactId> written(Tx tx, boolean rest, Optional<ContactId> after, int most) {
        return resting.written(tx, rest, after, most);
    }

    /**
     * A conversation waits for its customer: it takes no room of its agent's from now on and stays
     * theirs. No lock is needed: whoever is offered something in this moment has as much room as
     * was there before.
     */
    public void rest(Tx tx, ContactId contact, Instant now) {
        resting.rest(tx, contact, MOST_RESTING, now);
    }

    /** The entry of the queue that an assignment came from; empty: from none. */
    public Optional<EntryId> entry(Tx tx, AssignmentId id) {
        return assignments.entry(tx, id);
    }

    /** As it is now, without a lock. */
    public Optional<Assignment> find(Tx tx, AssignmentId id) {
        return assignments.find(tx, id);
    }

    /** Empty: it never did. */
    public Optional<Waited> waited(Tx tx, ContactId contact) {
        return queue.latest(tx, contact)
                .map(entry ->
                        new Waited(
                                entry.wish(),
                                entry.priority(),
                                queue.past(tx, contact)
                                        .flatMap(QueueRows.Past::leftAt)
                                        .map(left -> Duration.between(entry.enteredAt(), left))
                                        .filter(Duration::isPositive)
                                        .orElse(Duration.ZERO),
                                onTheLine(entry.address())));
    }

    /** Who was called, at their wish or for their message, is on the line by now. */
    private static Address onTheLine(Address address) {
        return address instanceof Address.Nowhere nowhere
                ? new Address.Call(nowhere.system().orElse(""), "", "")
                : address;
    }

    /**
     * Asks an agent to talk with another about a contact that is in the other's hands.
     *
     * @param asteriskSystem the Asterisk whose phones can be reached; empty: the one without a name
     * @return empty: the agent is not ready, has no room, or sits at a phone of another Asterisk
     */
    public Optional<AssignmentId> ask(
            Tx tx,
            ContactId contact,
            AgentId agent,
            String asteriskSystem,
            String why,
            Instant at) {
        return ask(tx, contact, agent, asteriskSystem, List.of(why), at);
    }

    private Optional<AssignmentId> ask(
            Tx tx,
            ContactId contact,
            AgentId agent,
            String asteriskSystem,
            List<String> why,
            Instant at) {
        return queue.latest(tx, contact)
                .flatMap(entry ->
                        presences
                                .claim(tx, agent, at)
                                .flatMap(_ -> presences.station(tx, agent))
                                .filter(station -> knows(asteriskSystem, station))
                                .filter(_ -> hasRoom(tx, agent, entry.channel()))
                                .map(station -> open(tx, entry, agent, station, why, at)));
    }

    /**
     * Somebody who was asked.
     *
     * @param leg what the phone rings for
     */
    public record Asked(AgentId agent, AssignmentId leg) {}

    /**
     * As above, whoever of a queue is free and fits best, by the steps of that queue.
     *
     * @param wish what the contact wants there
     * @param asker not asked
     * @return empty: nobody of it is free
     */
    public Optional<Asked> askBest(
            Tx tx,
            ContactId contact,
            Wish wish,
            AgentId asker,
            String asteriskSystem,
            String why,
            Instant at) {
        var latest = queue.latest(tx, contact);
        if (latest.isEmpty()) {
            return Optional.empty();
        }
        var entry = latest.get();
        var but = new HashSet<AgentId>(Set.of(asker));
        for (var found = best(tx, entry, wish, asteriskSystem, but, at);
                found.isPresent();
                found = best(tx, entry, wish, asteriskSystem, but, at)) {
            var agent = found.get().agent().agent();
            var whys = Stream.concat(Stream.of(why), found.get().reasons().stream()).toList();
            var leg = ask(tx, contact, agent, asteriskSystem, whys, at);
            if (leg.isPresent()) {
                return Optional.of(new Asked(agent, leg.get()));
            }
            but.add(agent);
        }
        return Optional.empty();
    }

    private Optional<Pairing> best(
            Tx tx,
            WaitingContact entry,
            Wish wish,
            String asteriskSystem,
            Set<AgentId> but,
            Instant at) {
        return best.find(
                tx,
                entry,
                wish,
                station -> knows(asteriskSystem, station),
                agent -> !but.contains(agent),
                at);
    }

    private boolean hasRoom(Tx tx, AgentId agent, Channel channel) {
        var load = agentLoads.of(tx, List.of(agent)).getOrDefault(agent, Load.NOTHING);
        return settings.rules().capacity().admits(load, channel);
    }

    private static boolean knows(String asteriskSystem, Station station) {
        return station.asteriskSystem().map(asteriskSystem::equals).orElse(true);
    }

    private AssignmentId open(
            Tx tx,
            WaitingContact entry,
            AgentId agent,
            Station station,
            List<String> why,
            Instant at) {
        var id = new AssignmentId(Generators.timeBasedEpochRandomGenerator().generate());
        var parties = new Parties(id, entry.contact(), agent, entry.channel());
        var offered = new Offered(parties, at, at.plus(settings.offerLease()));
        var opening = new Opening(offered, entry.id(), Optional.of(station.id()), server, why);
        offers.open(tx, List.of(opening));
        return id;
    }

    /**
     * The contact is found in an agent's hands without having been offered.
     *
     * @param endpoint the phone that talks with it; who sits {@linkplain #at at} it is locked
     * @return the agent; empty: nobody sits at that phone, or it is written already
     */
    public Optional<AgentId> found(
            Tx tx, AssignmentId leg, ContactId contact, String endpoint, String why, Instant at) {
        var place = queue.latest(tx, contact);
        var system = place.map(WaitingContact::address).map(Talks::system).orElse("");
        if (place.isEmpty() || assignments.find(tx, leg).isPresent()) {
            return Optional.empty();
        }
        return presences
                .seated(tx, endpoint, system)
                .map(seat -> {
                    presences.lock(tx, seat.agent());
                    var entry = place.get();
                    var parties = new Parties(leg, contact, seat.agent(), entry.channel());
                    var offered = new Offered(parties, at, at.plus(settings.offerLease()));
                    var opening =
                            new Opening(
                                    offered,
                                    entry.id(),
                                    Optional.of(seat.station()),
                                    server,
                                    List.of(why));
                    offers.open(tx, List.of(opening));
                    assignments.write(tx, offered.connect(at));
                    return seat.agent();
                });
    }

    private static String system(Address address) {
        return switch (address) {
            case Address.Call call -> call.system();
            case Address.Nowhere nowhere -> nowhere.system().orElse("");
            case Address.Thread _ -> "";
        };
    }

    /** Nobody is asked any more: no agent is to blame. Nothing happens after an answer. */
    public void withdraw(Tx tx, AssignmentId id, Instant at) {
        assignments
                .find(tx, id)
                .filter(Offered.class::isInstance)
                .map(Offered.class::cast)
                .flatMap(seen -> queue.stillOffered(tx, seen))
                .ifPresent(offered ->
                        assignments.write(tx, offered.close(Assignment.Outcome.CALLER_GONE, at)));
    }

    /** The agent works after it from now on: the contact goes on elsewhere. */
    public void wrapUp(Tx tx, Assignment.Connected talk, Instant at) {
        var rest = settings.plans().of(assignments.queue(tx, talk.id())).wrapUp();
        assignments.write(tx, talk.wrapUp(at, at.plus(rest)));
    }

    /** The agent's phone. */
    public Optional<Station> phone(Tx tx, AgentId agent) {
        return presences.station(tx, agent);
    }

    /** How long a phone rings before it counts as no answer. */
    public Duration ringFor() {
        return settings.ringFor();
    }

    /**
     * A contact that waited before waits anew; servers are woken at commit.
     *
     * @param since what its age counts from
     * @return the entry's id; empty: it waits already
     */
    public Optional<EntryId> join(
            Tx tx, ContactId contact, Wish wish, int priority, Address address, Instant since) {
        queue.latest(tx, contact)
                .map(WaitingContact::channel)
                .ifPresent(channel ->
                        queue.enter(tx, contact, channel, wish, priority, address, since));
        return queue.latest(tx, contact).map(WaitingContact::id);
    }
}
