package io.recaller.routing;

import io.recaller.agent.AgentId;
import io.recaller.agent.AtWork;
import io.recaller.agent.PresenceStore;
import io.recaller.agent.ReadyAgent;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AgentLoads;
import io.recaller.routing.match.Candidate;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.Load;
import io.recaller.routing.match.MatchIndex;
import io.recaller.routing.match.MatchRules;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.plan.Closings;
import io.recaller.routing.queue.WaitingContacts;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.step.QueueName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the index as the rows are. What signals name is read again; when none was heard for a while
 * all rows' versions are compared, and now and then everything is read anew. What the index says in
 * between may be old: whoever claims a row finds that out. Of the router's thread only.
 */
final class Mirror {
    /** In looks around: what no signal and no version tells is found after so many. */
    private static final int ANEW = 150;

    /** The same of comparing while signals are heard. */
    private static final int COMPARE = 8;

    private final Database db;
    private final WaitingContacts waiting;
    private final PresenceStore presences;
    private final AgentLoads agentLoads;
    private final MatchRules rules;
    private final Closings closings;
    private final KeptPlaces places;
    private final SetAside aside;
    private final Comparison comparison;
    private final Duration poll;
    private final InstantSource clock;

    private final Map<EntryId, Long> versions = new HashMap<>();
    private final Map<AgentId, AtWork.Mark> marks = new HashMap<>();
    private final Map<QueueName, Boolean> open = new HashMap<>();
    private final Set<EntryId> entries = new HashSet<>();
    private final Set<AgentId> agents = new HashSet<>();
    private MatchIndex index;
    private Optional<Reach> within = Optional.empty();
    private boolean all = true;
    private boolean something;
    private long heardAt;
    private long comparedAt;
    private long readAt;

    Mirror(
            Database db,
            WaitingContacts waiting,
            PresenceStore presences,
            AgentLoads agentLoads,
            MatchRules rules,
            Closings closings,
            KeptPlaces places,
            SetAside aside,
            Duration poll,
            InstantSource clock) {
        this.db = db;
        this.waiting = waiting;
        this.presences = presences;
        this.agentLoads = agentLoads;
        this.rules = rules;
        this.closings = closings;
        this.places = places;
        this.aside = aside;
        this.comparison = new Comparison(db, waiting, presences, agentLoads, clock);
        this.poll = poll;
        this.clock = clock;
        this.index = new MatchIndex(rules, clock.instant());
        this.heardAt = System.nanoTime() - poll.toNanos();
    }

    void hear(RoutingChanges heard) {
        if (!heard.isNothing()) {
            all |= heard.all();
            something |= heard.something();
            if (!heard.agents().isEmpty() || !heard.entries().isEmpty()) {
                heardAt = System.nanoTime();
            }
            agents.addAll(heard.agents());
            entries.addAll(heard.entries());
        }
    }

    /** A proposal was written: the index has it, and the contact waits no more. */
    void isOffered(Pairing proposal) {
        versions.remove(proposal.contact().id());
        places.gone(proposal.contact().id());
    }

    /** What became of a proposal is not known, or not as expected. */
    void doubt(Pairing proposal) {
        entries.add(proposal.contact().id());
        agents.add(proposal.agent().agent());
    }

    void doubtAll() {
        all = true;
    }

    /** The index as the rows are now, as far as is known. */
    MatchIndex look(Reach reach) {
        entries.addAll(aside.rested());
        all |= isOpenedOrClosed();
        if (all || !within.equals(Optional.of(reach)) || isOver(readAt, ANEW)) {
            db.runInTransaction(tx -> readAll(tx, reach));
            readAt = System.nanoTime();
            comparedAt = readAt;
        } else {
            lookAgain(reach);
        }
        all = false;
        something = false;
        entries.clear();
        agents.clear();
        return index;
    }

    private void lookAgain(Reach reach) {
        var compares = comparesNow();
        var comparesAside = !compares && isOver(comparedAt, COMPARE);
        if (comparesAside) {
            // While signals are heard there is time, and whoever gets ready is not kept waiting.
            comparison.begin();
        }
        comparison.found().ifPresent(this::differ);
        if (compares || mayHaveChanged()) {
            // Each statement sees what is committed by then, in a transaction or not.
            db.runAtOnce(tx -> read(tx, reach, compares));
        }
        comparedAt = compares || comparesAside ? System.nanoTime() : comparedAt;
    }

    private boolean mayHaveChanged() {
        return !entries.isEmpty() || !agents.isEmpty() || !places.areNone();
    }

    /** It happens a few times a day: everything is read then. */
    private boolean isOpenedOrClosed() {
        var isOpen = closings.at(clock.instant());
        return open.entrySet().removeIf(each -> each.getValue() != isOpen.test(each.getKey()));
    }

    private boolean isOpen(QueueName queue) {
        return open.computeIfAbsent(queue, name -> closings.at(clock.instant()).test(name));
    }

    /** While signals are heard they are believed. */
    private boolean comparesNow() {
        return isOver(heardAt, 1) && (something || isOver(comparedAt, 1));
    }

    private boolean isOver(long since, int polls) {
        return System.nanoTime() - since >= poll.toNanos() * polls;
    }

    private void readAll(Tx tx, Reach reach) {
        all = true;
        within = Optional.of(reach);
        index = new MatchIndex(rules, clock.instant());
        versions.clear();
        places.look(tx, clock.instant());
        marks.clear();
        var there = presences.atWork(tx, clock.instant());
        there.forEach(this::signedIn);
        var ready = there.stream().flatMap(agent -> agent.ready().stream()).toList();
        candidates(tx, ready, agentLoads.all(tx), reach);
        waiting.all(tx).forEach(row -> waits(row, reach));
    }

    private void read(Tx tx, Reach reach, boolean compares) {
        if (compares) {
            differ(comparison.read(tx));
        }
        entries.addAll(places.look(tx, clock.instant()));
        readAgents(tx, reach);
        readEntries(tx, reach);
    }

    /** What is known otherwise here, be it only newer, is read again. */
    private void differ(Comparison.Marks found) {
        differing(versions, found.entries(), entries);
        differing(marks, found.agents(), agents);
        for (var agent : marks.keySet()) {
            var load = found.loads().getOrDefault(agent, Load.NOTHING);
            if (index.candidate(agent).filter(known -> !known.load().equals(load)).isPresent()) {
                agents.add(agent);
            }
        }
    }

    private static <K, V> void differing(Map<K, V> known, Map<K, V> found, Set<K> those) {
        found.forEach((key, value) -> {
            if (!value.equals(known.get(key))) {
                those.add(key);
            }
        });
        known.keySet().stream().filter(key -> !found.containsKey(key)).forEach(those::add);
    }

    private void readAgents(Tx tx, Reach reach) {
        if (agents.isEmpty()) {
            return;
        }
        var there = presences.atWork(tx, agents, clock.instant());
        var gone = new HashSet<>(agents);
        there.forEach(agent -> gone.remove(agent.agent()));
        gone.forEach(agent -> {
            marks.remove(agent);
            index.signedOut(agent);
        });
        there.forEach(this::signedIn);
        var ready = there.stream().flatMap(agent -> agent.ready().stream()).toList();
        var ids = ready.stream().map(ReadyAgent::agent).toList();
        candidates(tx, ready, agentLoads.of(tx, ids), reach);
    }

    private void signedIn(AtWork agent) {
        marks.put(agent.agent(), agent.mark());
        index.signedIn(agent.agent(), agent.skills());
        if (agent.ready().isEmpty()) {
            index.busy(agent.agent());
        }
    }

    /** A caller can be bridged only to a phone of the Asterisk that has the caller. */
    private void candidates(
            Tx tx, Collection<ReadyAgent> ready, Map<AgentId, Load> loads, Reach reach) {
        if (ready.isEmpty()) {
            return;
        }
        var freed = agentLoads.lastClosed(tx, ready.stream().map(ReadyAgent::agent).toList());
        for (var agent : ready) {
            var id = agent.agent();
            if (agent.station().map(reach::holds).orElse(true)) {
                var load = loads.getOrDefault(id, Load.NOTHING);
                index.ready(Candidate.of(agent, freed.get(id), load));
            } else {
                index.busy(id);
            }
        }
    }

    private void readEntries(Tx tx, Reach reach) {
        if (entries.isEmpty()) {
            return;
        }
        var gone = new HashSet<>(entries);
        for (var row : waiting.of(tx, entries)) {
            gone.remove(row.contact().id());
            waits(row, reach);
        }
        gone.forEach(entry -> {
            versions.remove(entry);
            places.gone(entry);
            index.gone(entry);
        });
    }

    private void waits(WaitingContacts.Versioned row, Reach reach) {
        var contact = row.contact();
        versions.put(contact.id(), row.version());
        var queue = contact.wish().queue();
        var isAsked = isOpen(queue) && !places.rests(contact) && !aside.has(contact.id());
        if (isAsked && reach.holds(contact)) {
            index.waits(contact);
        } else {
            index.gone(contact.id());
        }
    }
}
