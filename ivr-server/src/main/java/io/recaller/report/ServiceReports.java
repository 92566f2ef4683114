package io.recaller.report;

import io.recaller.agent.PastState;
import io.recaller.agent.PresenceHistory;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.History;
import io.recaller.routing.Leg;
import io.recaller.routing.Wait;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes reports of the queues and the agents. Waits are read one at a time and agents a few at a
 * time, so that memory does not grow with the period. Any thread; blocks, for a year of a busy
 * place a minute.
 */
public final class ServiceReports {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int AGENTS_AT_ONCE = 50;

    private final Database database;
    private final InstantSource clock;
    private final History history = new History();
    private final PresenceHistory presences = new PresenceHistory();

    public ServiceReports(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * How the queues did.
     *
     * @param only one of them; empty: all
     */
    public QueueReport queues(Timetable times, ServiceRules rules, Optional<String> only) {
        return database.inLongTransaction(LONGEST, tx -> queues(tx, times, rules, only));
    }

    QueueReport queues(Tx tx, Timetable times, ServiceRules rules, Optional<String> only) {
        var now = clock.instant();
        var cells = new TreeMap<Integer, SortedMap<String, QueueTally>>();
        history.waits(
                tx, times.from(), times.to(), wait -> add(cells, wait, times, rules, only, now));
        var work = new TreeMap<String, QueueTally>();
        eachAgent(
                tx,
                times,
                now,
                (_, states, legs) -> work(cells, work, states, legs, times, rules, now));
        var rows = new ArrayList<QueueReport.Row>();
        var sums = new TreeMap<String, QueueTally>();
        cells.forEach((slice, queues) ->
                queues.forEach((queue, tally) -> {
                    rows.add(new QueueReport.Row(slice, queue, tally.figures()));
                    sums.computeIfAbsent(queue, _ -> new QueueTally(rules)).add(tally);
                }));
        var totals = new ArrayList<QueueReport.Row>();
        sums.forEach((queue, sum) -> {
            Optional.ofNullable(work.get(queue)).ifPresent(sum::workedAs);
            totals.add(new QueueReport.Row(0, queue, sum.figures()));
        });
        return new QueueReport(times, rules, now, rows, totals);
    }

    private static void add(
            SortedMap<Integer, SortedMap<String, QueueTally>> cells,
            Wait wait,
            Timetable times,
            ServiceRules rules,
            Optional<String> only,
            Instant now) {
        if (only.isEmpty() || only.get().equals(wait.queue())) {
            cells.computeIfAbsent(times.at(wait.joined()).orElseThrow(), _ -> new TreeMap<>())
                    .computeIfAbsent(wait.queue(), _ -> new QueueTally(rules))
                    .add(wait, now);
        }
    }

    /**
     * An agent's time counts for each queue that the agent was rung for in the period.
     *
     * @param work of the whole period, also where nobody joined
     */
    private static void work(
            SortedMap<Integer, SortedMap<String, QueueTally>> cells,
            SortedMap<String, QueueTally> work,
            List<PastState> states,
            List<Leg> legs,
            Timetable times,
            ServiceRules rules,
            Instant now) {
        var queues = new HashSet<String>();
        legs.forEach(leg -> leg.queue().ifPresent(queues::add));
        if (queues.isEmpty()) {
            return;
        }
        tallies(states, legs, times, now)
                .forEach((slice, agent) -> {
                    var figures = agent.figures();
                    var joined = cells.getOrDefault(slice, new TreeMap<>());
                    for (var queue : queues) {
                        work.computeIfAbsent(queue, _ -> new QueueTally(rules))
                                .worked(figures.busy(), figures.available());
                        Optional.ofNullable(joined.get(queue))
                                .ifPresent(
                                        tally -> tally.worked(figures.busy(), figures.available()));
                    }
                });
    }

    /**
     * How the agents did.
     *
     * @param only counts contacts of this queue, and agents who were rung for it; time is time
     */
    public AgentReport agents(Timetable times, Optional<String> only) {
        return database.inLongTransaction(LONGEST, tx -> agents(tx, times, only));
    }

    AgentReport agents(Tx tx, Timetable times, Optional<String> only) {
        var now = clock.instant();
        var rows = new TreeMap<Integer, List<AgentReport.Row>>();
        var totals = new ArrayList<AgentReport.Row>();
        var all = new AgentTally();
        eachAgent(
                tx,
                times,
                now,
                (login, states, legs) -> {
                    if (only.isPresent()
                            && legs.stream().noneMatch(leg -> leg.queue().equals(only))) {
                        return;
                    }
                    var sum = new AgentTally();
                    var tallies = tallies(states, legs, times, now);
                    for (var leg : legs) {
                        if (only.isEmpty() || leg.queue().equals(only)) {
                            times.at(leg.offered())
                                    .ifPresent(slice ->
                                            tallies.computeIfAbsent(slice, _ -> new AgentTally())
                                                    .add(leg));
                        }
                    }
                    tallies.forEach((slice, tally) -> {
                        var figures = tally.figures();
                        if (!figures.isNothing()) {
                            rows.computeIfAbsent(slice, _ -> new ArrayList<>())
                                    .add(new AgentReport.Row(slice, login, figures));
                            sum.add(tally);
                        }
                    });
                    if (!sum.figures().isNothing()) {
                        totals.add(new AgentReport.Row(0, login, sum.figures()));
                        all.add(sum);
                    }
                });
        return new AgentReport(
                times,
                now,
                rows.values().stream().flatMap(List::stream).toList(),
                totals,
                all.figures());
    }

    private static SortedMap<Integer, AgentTally> tallies(
            List<PastState> states, Collection<Leg> legs, Timetable times, Instant now) {
        var tallies = new TreeMap<Integer, AgentTally>();
        var until = now.isBefore(times.to()) ? now : times.to();
        if (until.isAfter(times.from())) {
            new Track(states, legs, times.from(), until)
                    .tell((doing, since, end) ->
                            times.spread(
                                    since,
                                    end,
                                    (slice, time) ->
                                            tallies.computeIfAbsent(slice, _ -> new AgentTally())
                                                    .spent(doing, time)));
        }
        return tallies;
    }

    @FunctionalInterface
    private interface EachAgent {
        void did(String login, List<PastState> states, List<Leg> legs);
    }

    /** By login. */
    private void eachAgent(Tx tx, Timetable times, Instant now, EachAgent each) {
        var logins = presences.logins(tx);
        var ids = List.copyOf(logins.keySet());
        var until = now.isBefore(times.to()) ? now : times.to();
        for (var first = 0; first < ids.size(); first += AGENTS_AT_ONCE) {
            var some = ids.subList(first, Math.min(ids.size(), first + AGENTS_AT_ONCE));
            var states = presences.states(tx, some, times.from(), until);
            var legs = history.legs(tx, some, times.from(), times.to());
            for (var id : some) {
                each.did(
                        logins.getOrDefault(id, ""),
                        states.getOrDefault(id, List.of()),
                        legs.getOrDefault(id, List.of()));
            }
        }
    }
}
