package io.recaller.routing.week;

import io.recaller.agent.AgentId;
import io.recaller.agent.Station;
import io.recaller.agent.StationId;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.estimate.Bands;
import io.recaller.routing.estimate.Colleague;
import io.recaller.routing.estimate.EstimateSnapshot;
import io.recaller.routing.estimate.HandlingTime;
import io.recaller.routing.estimate.WaitForecast;
import io.recaller.routing.match.Candidate;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.Load;
import io.recaller.routing.match.MatchIndex;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.step.QueueName;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;

/** Plays days of calls through the match, by one policy, with callers told of their wait. */
final class Week {
    private static final Duration TELL_AFTER = Duration.ofSeconds(20);
    private static final int REMEMBERED = 200;

    private sealed interface Event {
        Instant at();
    }

    private record Calls(Instant at, Caller caller) implements Event {}

    private record GivesUp(Instant at, Caller caller) implements Event {}

    private record Begins(Instant at, Population.Worker worker) implements Event {}

    private record Leaves(Instant at, Population.Worker worker) implements Event {}

    private record Done(Instant at, AgentId agent) implements Event {}

    private record Tells(Instant at) implements Event {}

    private record Talk(Caller caller, Instant since, Duration whole) {}

    private record Promise(Instant at, WaitForecast.Spread thought) {}

    private final Policy policy;
    private final MatchIndex index;
    private final Outcome outcome = new Outcome();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at));
    private final Map<AgentId, Population.Worker> workers = new HashMap<>();
    private final Map<AgentId, Candidate> there = new LinkedHashMap<>();
    private final Set<AgentId> leaving = new HashSet<>();
    private final Map<AgentId, Talk> talks = new HashMap<>();
    private final Map<EntryId, Caller> waiting = new LinkedHashMap<>();
    private final Map<Integer, Promise> promises = new HashMap<>();
    private final Deque<Duration> handled = new ArrayDeque<>();
    private final Deque<double[]> ended = new ArrayDeque<>();
    private final Optional<Duration> tells;

    /**
     * Not begun yet.
     *
     * @param tells how often callers are told of their wait; empty: never
     */
    Week(
            Policy policy,
            List<Caller> callers,
            List<Population.Worker> staff,
            Optional<Duration> tells) {
        this.policy = policy;
        this.tells = tells;
        this.index = new MatchIndex(policy.rules(), callers.getFirst().at());
        callers.forEach(caller -> events.add(new Calls(caller.at(), caller)));
        for (var worker : staff) {
            workers.put(worker.id(), worker);
            for (var shift : worker.shifts()) {
                events.add(new Begins(shift[0], worker));
                events.add(new Leaves(shift[1], worker));
            }
        }
        tells.ifPresent(every -> events.add(new Tells(callers.getFirst().at().plus(every))));
    }

    Outcome run() {
        while (!events.isEmpty()) {
            var step = index.nextStep();
            var event = events.element();
            var at = event.at();
            if (step.filter(it -> it.isBefore(event.at())).isPresent()) {
                at = step.get();
            } else {
                happens(events.remove());
            }
            var moment = at;
            index.take(at, Integer.MAX_VALUE).forEach(pairing -> talks(pairing, moment));
        }
        return outcome;
    }

    private void happens(Event event) {
        switch (event) {
            case Calls(Instant at, Caller caller) -> {
                var contact = contact(caller, at);
                waiting.put(contact.id(), caller);
                index.waits(contact);
                events.add(new GivesUp(at.plus(caller.patience()), caller));
            }
            case GivesUp(_, Caller caller) -> {
                if (waiting.remove(entry(caller)) != null) {
                    index.gone(entry(caller));
                    outcome.gaveUp();
                    ended.add(new double[] {caller.patience().toMillis() / 1000.0, 1});
                }
            }
            case Begins(Instant at, Population.Worker worker) -> {
                leaving.remove(worker.id());
                index.signedIn(worker.id(), policy.skills(worker));
                isReady(candidate(worker, at));
            }
            case Leaves(_, Population.Worker worker) -> {
                if (talks.containsKey(worker.id())) {
                    leaving.add(worker.id());
                } else {
                    goes(worker.id());
                }
            }
            case Done(Instant at, AgentId agent) -> done(agent, at);
            case Tells(Instant at) -> {
                tell(at);
                if (events.size() > 1) {
                    events.add(new Tells(at.plus(tells.orElseThrow())));
                }
            }
        }
    }

    private void isReady(Candidate agent) {
        there.put(agent.agent(), agent);
        index.ready(agent);
    }

    private void goes(AgentId agent) {
        there.remove(agent);
        index.signedOut(agent);
    }

    private Population.Worker worker(AgentId agent) {
        return Objects.requireNonNull(workers.get(agent));
    }

    private void done(AgentId agent, Instant at) {
        var talk = Objects.requireNonNull(talks.remove(agent));
        handled.add(talk.whole());
        if (handled.size() > REMEMBERED) {
            handled.removeFirst();
        }
        if (leaving.remove(agent)) {
            goes(agent);
        } else {
            isReady(candidate(worker(agent), at));
        }
    }

    private Candidate candidate(Population.Worker worker, Instant at) {
        var station =
                new Station(new StationId(worker.id().value()), "s", "PJSIP/1", Optional.empty());
        return new Candidate(
                worker.id(), policy.skills(worker), at, Optional.of(station), Load.NOTHING);
    }

    private void talks(Pairing pairing, Instant at) {
        var caller = Objects.requireNonNull(waiting.remove(pairing.contact().id()));
        var agent = pairing.agent().agent();
        var skills = worker(agent).skills();
        var waited = Duration.between(caller.at(), at);
        outcome.served(waited, caller.wanted().isMetBy(skills));
        ended.add(new double[] {waited.toMillis() / 1000.0, 0});
        while (ended.size() > REMEMBERED) {
            ended.removeFirst();
        }
        var promise = promises.remove(caller.number());
        if (promise != null) {
            var truth = Duration.between(promise.at(), at);
            var band = Bands.of(promise.thought());
            outcome.cameTrue(new Outcome.Told(promise.at(), promise.thought(), band, truth));
        }
        var whole = talk(caller, skills);
        there.put(agent, pairing.agent().holding(Channel.PHONE));
        talks.put(agent, new Talk(caller, at, whole));
        events.add(new Done(at.plus(whole), agent));
    }

    /** Who knows little of it takes longer, and so does who speaks the language badly. */
    private static Duration talk(Caller caller, Map<Skill, Proficiency> skills) {
        var topic = skills.get(new Skill(caller.topic()));
        var language = skills.get(new Skill("language:" + caller.language()));
        var slow =
                1
                        + 0.08 * (5 - (topic == null ? 0 : topic.level()))
                        + 0.05 * (5 - (language == null ? 0 : language.level()));
        return Duration.ofMillis((long) (caller.talk().toMillis() * slow));
    }

    private WaitingContact contact(Caller caller, Instant at) {
        return new WaitingContact(
                entry(caller),
                new ContactId(new UUID(9, caller.number())),
                Channel.PHONE,
                policy.wish(caller),
                5,
                at,
                new Address.Call("", "", "PJSIP/trunk"),
                Set.of());
    }

    private static EntryId entry(Caller caller) {
        return new EntryId(new UUID(8, caller.number()));
    }

    /** Each caller once. */
    private void tell(Instant at) {
        var due =
                waiting.values().stream()
                        .filter(caller -> !promises.containsKey(caller.number()))
                        .filter(caller -> !at.isBefore(caller.at().plus(TELL_AFTER)))
                        .toList();
        if (due.isEmpty()) {
            return;
        }
        var forecast = WaitForecast.of(snapshot(at), at.getEpochSecond());
        for (var caller : due) {
            var spread = forecast.get(new ContactId(new UUID(9, caller.number())));
            if (spread != null) {
                promises.put(caller.number(), new Promise(at, spread));
            }
        }
    }

    private EstimateSnapshot snapshot(Instant at) {
        var habits =
                new EstimateSnapshot.Habits(
                        HandlingTime.USUAL.given(List.copyOf(handled)), givingUp());
        var signedIn = new HashMap<AgentId, Map<Skill, Proficiency>>();
        there.keySet().forEach(agent -> signedIn.put(agent, policy.skills(worker(agent))));
        var colleagues = new ArrayList<Colleague>();
        there.values().forEach(agent -> colleagues.add(colleague(agent, habits, at)));
        return new EstimateSnapshot(
                policy.rules(),
                at,
                waiting.values().stream().map(caller -> contact(caller, caller.at())).toList(),
                signedIn,
                colleagues,
                Map.of(Policy.QUEUE, habits, QueueName.MAIN, habits));
    }

    private Colleague colleague(Candidate agent, EstimateSnapshot.Habits habits, Instant at) {
        var talk = talks.get(agent.agent());
        return new Colleague(
                agent,
                talk == null
                        ? List.of()
                        : List.of(
                                new Colleague.Work(
                                        Channel.PHONE,
                                        habits.handling(),
                                        Duration.between(talk.since(), at),
                                        Duration.ofHours(2))));
    }

    private double givingUp() {
        var waited = ended.stream().mapToDouble(each -> each[0]).sum();
        var gaveUp = ended.stream().mapToDouble(each -> each[1]).sum();
        return waited > 0 ? gaveUp / waited : 0;
    }
}
