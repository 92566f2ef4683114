package io.recaller.routing.estimate;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.TOLD_WAIT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.unnest;
import static org.jooq.impl.DSL.val;

import io.recaller.agent.AgentId;
import io.recaller.agent.AtWork;
import io.recaller.agent.PresenceStore;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.routing.assignment.AgentLoads;
import io.recaller.routing.match.Candidate;
import io.recaller.routing.match.Load;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.queue.WaitingContacts;
import io.recaller.routing.step.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows an estimate goes by, and those of what was told. */
final class EstimateRows {
    /** Of each agent so many contacts are looked at, as recent as they are. */
    private static final int RECENT = 20;

    private static final Duration RECENT_WAITS = Duration.ofHours(1);

    private final PresenceStore presences = new PresenceStore();
    private final AgentLoads agentLoads = new AgentLoads();
    private final WaitingContacts waiting = new WaitingContacts();

    EstimateSnapshot snapshot(Tx tx, RoutingRules rules, Instant now) {
        var there = presences.atWork(tx, now);
        var habits = habits(tx, there, now);
        return new EstimateSnapshot(
                rules,
                now,
                waiting.all(tx).stream()
                        .map(WaitingContacts.Versioned::contact)
                        .sorted(WaitingContact.IN_TURN)
                        .toList(),
                there.stream().collect(Collectors.toMap(AtWork::agent, AtWork::skills)),
                colleagues(tx, there, habits, now),
                habits);
    }

    private List<Colleague> colleagues(
            Tx tx,
            List<AtWork> there,
            Map<QueueName, EstimateSnapshot.Habits> habits,
            Instant now) {
        var loads = agentLoads.all(tx);
        var work = work(tx, habits, now);
        var colleagues = new ArrayList<Colleague>();
        for (var agent : there) {
            agent.ready()
                    .ifPresent(ready -> {
                        var load = loads.getOrDefault(agent.agent(), Load.NOTHING);
                        colleagues.add(
                                new Colleague(
                                        Candidate.of(ready, null, load),
                                        work.getOrDefault(agent.agent(), List.of())));
                    });
        }
        return colleagues;
    }

    private static Map<AgentId, List<Colleague.Work>> work(
            Tx tx, Map<QueueName, EstimateSnapshot.Habits> habits, Instant now) {
        var work = new HashMap<AgentId, List<Colleague.Work>>();
        tx.dsl()
                .select(
                        ASSIGNMENT.AGENT_ID,
                        ASSIGNMENT.CHANNEL,
                        ASSIGNMENT.OFFERED_AT,
                        ASSIGNMENT.CONNECTED_AT,
                        ASSIGNMENT.WRAP_UP_UNTIL,
                        coalesce(WAITING_CONTACT.QUEUE, QueueName.MAIN.slug()))
                .from(ASSIGNMENT)
                .leftJoin(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(ASSIGNMENT.WAITING_CONTACT_ID))
                .where(ASSIGNMENT.STATE.ne("closed"))
                .forEach(row -> {
                    var usual =
                            habits.getOrDefault(queue(row.value6()), EstimateSnapshot.Habits.USUAL);
                    work.computeIfAbsent(new AgentId(row.value1()), _ -> new ArrayList<>())
                            .add(
                                    new Colleague.Work(
                                            Channel.valueOf(row.value2().toUpperCase(Locale.ROOT)),
                                            usual.handling(),
                                            lasted(row.value4(), now),
                                            most(row.value5(), now)));
                });
        return work;
    }

    private static QueueName queue(String slug) {
        return QueueName.isOne(slug) ? new QueueName(slug) : QueueName.MAIN;
    }

    private static Duration lasted(@Nullable Instant since, Instant now) {
        return since == null || since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }

    private static Duration most(@Nullable Instant until, Instant now) {
        if (until == null) {
            return Duration.ofDays(1);
        }
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** Of each queue: what is believed of all, corrected by what was seen in it. */
    private static Map<QueueName, EstimateSnapshot.Habits> habits(
            Tx tx, List<AtWork> there, Instant now) {
        var seen = handled(tx, there.stream().map(AtWork::agent).toList());
        var all = HandlingTime.USUAL.given(seen.values().stream().flatMap(List::stream).toList());
        var habits = new HashMap<QueueName, EstimateSnapshot.Habits>();
        seen.forEach((queue, spans) ->
                habits.put(queue, new EstimateSnapshot.Habits(all.given(spans), 0)));
        givingUp(tx, now)
                .forEach((queue, rate) ->
                        habits.merge(
                                queue,
                                new EstimateSnapshot.Habits(all, rate),
                                (one, _) -> new EstimateSnapshot.Habits(one.handling(), rate)));
        habits.putIfAbsent(QueueName.MAIN, new EstimateSnapshot.Habits(all, 0));
        return habits;
    }

    private static Map<QueueName, List<Duration>> handled(Tx tx, Collection<AgentId> agents) {
        var asked = unnest(agents.stream().map(AgentId::value).toArray(UUID[]::new)).as("a", "id");
        var recent =
                lateral(
                                select(
                                                ASSIGNMENT.WAITING_CONTACT_ID,
                                                ASSIGNMENT.CONNECTED_AT,
                                                ASSIGNMENT.CLOSED_AT)
                                        .from(ASSIGNMENT)
                                        .where(
                                                ASSIGNMENT.AGENT_ID.eq(
                                                        field(name("a", "id"), UUID.class)),
                                                ASSIGNMENT.STATE.eq(inline("closed")),
                                                ASSIGNMENT.CONNECTED_AT.isNotNull())
                                        .orderBy(ASSIGNMENT.CLOSED_AT.desc())
                                        .limit(inline(RECENT)))
                        .as("recent");
        var seen = new HashMap<QueueName, List<Duration>>();
        tx.dsl()
                .select(
                        coalesce(WAITING_CONTACT.QUEUE, QueueName.MAIN.slug()),
                        recent.field(ASSIGNMENT.CONNECTED_AT),
                        recent.field(ASSIGNMENT.CLOSED_AT))
                .from(asked)
                .crossJoin(recent)
                .leftJoin(WAITING_CONTACT)
                .on(WAITING_CONTACT.ID.eq(recent.field(ASSIGNMENT.WAITING_CONTACT_ID)))
                .forEach(row ->
                        seen.computeIfAbsent(queue(row.value1()), _ -> new ArrayList<>())
                                .add(Duration.between(row.value2(), row.value3())));
        return seen;
    }

    /** How many gave up a second of waiting, in the last hour. */
    private static Map<QueueName, Double> givingUp(Tx tx, Instant now) {
        var gaveUp = new HashMap<QueueName, Integer>();
        var waited = new HashMap<QueueName, Double>();
        tx.dsl()
                .select(
                        WAITING_CONTACT.QUEUE,
                        WAITING_CONTACT.ENTERED_AT,
                        WAITING_CONTACT.LEFT_AT,
                        WAITING_CONTACT.OUTCOME)
                .from(WAITING_CONTACT)
                .where(
                        WAITING_CONTACT.ENTERED_AT.ge(now.minus(RECENT_WAITS)),
                        WAITING_CONTACT.ENTERED_AT.lt(now))
                .forEach(row -> {
                    var left = row.value3() == null ? now : row.value3();
                    var seconds = Duration.between(row.value2(), left).toMillis() / 1000.0;
                    waited.merge(queue(row.value1()), Math.max(0, seconds), Double::sum);
                    if (WaitOutcome.ABANDONED.row().equals(row.value4())) {
                        gaveUp.merge(queue(row.value1()), 1, Integer::sum);
                    }
                });
        var rates = new HashMap<QueueName, Double>();
        gaveUp.forEach((queue, number) -> {
            var seconds = waited.getOrDefault(queue, 0.0);
            rates.put(queue, seconds > 0 ? Math.min(1, number / seconds) : 0);
        });
        return rates;
    }

    /** Of who does not wait any more nothing is written. */
    void told(Tx tx, ContactId contact, WaitBand band, WaitForecast.Spread thought, Instant at) {
        var number = coalesce(max(TOLD_WAIT.NUMBER), (short) 0).plus((short) 1);
        tx.dsl()
                .insertInto(
                        TOLD_WAIT,
                        TOLD_WAIT.WAITING_CONTACT_ID,
                        TOLD_WAIT.NUMBER,
                        TOLD_WAIT.TOLD_AT,
                        TOLD_WAIT.FROM_MINUTES,
                        TOLD_WAIT.TO_MINUTES,
                        TOLD_WAIT.EXPECTED_SECONDS)
                .select(
                        select(
                                        WAITING_CONTACT.ID,
                                        number,
                                        val(at),
                                        val(band.fromMinutes()),
                                        val(band.toMinutes()),
                                        val((int) thought.expected().toSeconds()))
                                .from(WAITING_CONTACT)
                                .leftJoin(TOLD_WAIT)
                                .on(TOLD_WAIT.WAITING_CONTACT_ID.eq(WAITING_CONTACT.ID))
                                .where(
                                        WAITING_CONTACT.CONTACT_ID.eq(contact.value()),
                                        WAITING_CONTACT.LEFT_AT.isNull())
                                .groupBy(WAITING_CONTACT.ID))
                .onConflictDoNothing()
                .execute();
    }
}
