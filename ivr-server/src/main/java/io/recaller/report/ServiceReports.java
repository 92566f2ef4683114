package io.recaller.report;

import io.recaller.agent.AgentId;
import io.recaller.agent.PresenceHistory;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.routing.history.History;
import io.recaller.routing.history.Wait;
import io.recaller.transfer.PastTransfer;
import io.recaller.transfer.TransferHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Makes reports of the queues and the agents. Waits are read one at a time, agents a few and a
 * month at a time: memory does not grow with the contacts of the period. Any thread; blocks.
 */
public final class ServiceReports {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int AGENTS_AT_ONCE = 50;
    private static final Duration TIME_AT_ONCE = Duration.ofDays(31);

    private final Database database;
    private final InstantSource clock;
    private final History history = new History();
    private final TransferHistory transfers = new TransferHistory();
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
                tx,
                times.from(),
                times.to(),
                wait -> {
                    if (only.isEmpty() || only.get().equals(wait.queue())) {
                        cell(cells, wait, times, rules).add(wait, now);
                    }
                });
        transfers.ofWaits(tx, times.from(), times.to(), each -> add(cells, each, times));
        var work = new TreeMap<String, QueueTally>();
        eachAgent(tx, times, Optional.empty(), now, (_, agent) -> add(cells, work, agent, rules));
        var rows = new ArrayList<QueueReport.Row>();
        var sums = new TreeMap<String, QueueTally>();
        cells.forEach((slice, queues) ->
                queues.forEach((queue, tally) -> {
                    rows.add(new QueueReport.Row(slice, queue, tally.figures()));
                    sums.computeIfAbsent(queue, _ -> QueueTally.of(rules, queue)).add(tally);
                }));
        var totals = new ArrayList<QueueReport.Row>();
        sums.forEach((queue, sum) -> {
            Optional.ofNullable(work.get(queue)).ifPresent(sum::workedAs);
            totals.add(new QueueReport.Row(0, queue, sum.figures()));
        });
        return new QueueReport(times, rules, now, rows, totals);
    }

    /** A talk is of a contact that joined. */
    private static void add(
            SortedMap<Integer, SortedMap<String, QueueTally>> cells,
            PastTransfer transfer,
            Timetable times) {
        transfer.joined().map(times::at).stream()
                .flatMapToInt(OptionalInt::stream)
                .mapToObj(slice -> cells.getOrDefault(slice, new TreeMap<>()))
                .map(queues -> queues.get(transfer.queue().orElse("")))
                .filter(Objects::nonNull)
                .forEach(tally -> tally.add(transfer));
    }

    private static QueueTally cell(
            SortedMap<Integer, SortedMap<String, QueueTally>> cells,
            Wait wait,
            Timetable times,
            ServiceRules rules) {
        return cells.computeIfAbsent(times.at(wait.joined()).orElseThrow(), _ -> new TreeMap<>())
                .computeIfAbsent(wait.queue(), _ -> QueueTally.of(rules, wait.queue()));
    }

    /**
     * An agent's time counts for each queue that the agent was rung for in the period.
     *
     * @param work of the whole period, also where nobody joined
     */
    private static void add(
            SortedMap<Integer, SortedMap<String, QueueTally>> cells,
            SortedMap<String, QueueTally> work,
            AgentWork agent,
            ServiceRules rules) {
        agent.tallies()
                .forEach((slice, tally) -> {
                    var figures = tally.figures();
                    var joined = cells.getOrDefault(slice, new TreeMap<>());
                    for (var queue : agent.queues()) {
                        work.computeIfAbsent(queue, _ -> QueueTally.of(rules, queue))
                                .worked(figures.busy(), figures.available());
                        Optional.ofNullable(joined.get(queue))
                                .ifPresent(
                                        each -> each.worked(figures.busy(), figures.available()));
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

    private AgentReport agents(Tx tx, Timetable times, Optional<String> only) {
        var now = clock.instant();
        var rows = new TreeMap<Integer, List<AgentReport.Row>>();
        var totals = new ArrayList<AgentReport.Row>();
        var all = new AgentTally();
        eachAgent(
                tx,
                times,
                only,
                now,
                (login, agent) -> {
                    if (only.isEmpty() || agent.queues().contains(only.get())) {
                        var sum = new AgentTally();
                        agent.tallies()
                                .forEach((slice, tally) -> {
                                    sum.add(tally);
                                    row(slice, login, tally)
                                            .ifPresent(row ->
                                                    rows.computeIfAbsent(
                                                                    slice, _ -> new ArrayList<>())
                                                            .add(row));
                                });
                        row(0, login, sum).ifPresent(totals::add);
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

    /** Empty: the agent was not there. */
    private static Optional<AgentReport.Row> row(int slice, String login, AgentTally tally) {
        return Optional.of(new AgentReport.Row(slice, login, tally.figures()))
                .filter(row -> !row.figures().isNothing());
    }

    /** By login. */
    private void eachAgent(
            Tx tx,
            Timetable times,
            Optional<String> only,
            Instant now,
            BiConsumer<String, AgentWork> each) {
        var logins = presences.logins(tx);
        var ids = List.copyOf(logins.keySet());
        for (var first = 0; first < ids.size(); first += AGENTS_AT_ONCE) {
            var some = ids.subList(first, Math.min(ids.size(), first + AGENTS_AT_ONCE));
            var works = new HashMap<AgentId, AgentWork>();
            some.forEach(id -> works.put(id, new AgentWork(times, only)));
            for (var from = times.from(); from.isBefore(times.to()); from = end(from, times)) {
                add(tx, works, from, end(from, times), now);
            }
            for (var id : some) {
                each.accept(
                        logins.getOrDefault(id, ""),
                        works.getOrDefault(id, new AgentWork(times, only)));
            }
        }
    }

    private void add(Tx tx, Map<AgentId, AgentWork> works, Instant from, Instant to, Instant now) {
        var until = earlier(now, to);
        var states = presences.states(tx, works.keySet(), from, until);
        var legs = history.legs(tx, works.keySet(), from, to);
        works.forEach((id, work) ->
                work.add(
                        states.getOrDefault(id, List.of()),
                        legs.getOrDefault(id, List.of()),
                        from,
                        to,
                        until));
        transfers.ofAgents(
                tx,
                works.keySet(),
                from,
                to,
                each ->
                        Optional.ofNullable(works.get(each.agent()))
                                .ifPresent(work -> work.add(each, from, to)));
    }

    private static Instant end(Instant from, Timetable times) {
        return earlier(from.plus(TIME_AT_ONCE), times.to());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
