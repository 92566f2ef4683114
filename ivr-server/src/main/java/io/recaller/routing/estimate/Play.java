package io.recaller.routing.estimate;

import io.recaller.agent.AgentId;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.routing.match.Candidate;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.MatchIndex;
import io.recaller.routing.match.Pairing;
import io.recaller.routing.match.WaitingContact;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Plays on once what may happen to those who wait, by the same match as is in use. */
final class Play {
    /** Nobody is told of a longer wait. */
    static final Duration HORIZON = Duration.ofHours(3);

    /** Something that happens at an instant: an agent gets freer, or somebody gives up. */
    private sealed interface Event {
        Instant at();
    }

    private record Freed(Instant at, AgentId agent, Channel channel) implements Event {}

    private record GivesUp(Instant at, EntryId entry) implements Event {}

    private final EstimateSnapshot snapshot;
    private final RandomGenerator random;
    private final MatchIndex index;
    private final Map<AgentId, Candidate> agents = new HashMap<>();
    private final Map<ContactId, Duration> waits = new HashMap<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparing(Event::at));

    Play(EstimateSnapshot snapshot, RandomGenerator random) {
        this.snapshot = snapshot;
        this.random = random;
        this.index = new MatchIndex(snapshot.rules(), snapshot.now());
    }

    /**
     * How long each waits yet.
     *
     * @param patient who does not give up, whatever happens; of the others so many more do that it
     *     is as many in all
     * @param haste by how much more they do
     * @return who is not served within {@link #HORIZON}, or gives up, is missing
     */
    Map<ContactId, Duration> run(Set<ContactId> patient, double haste) {
        snapshot.signedIn().forEach(index::signedIn);
        snapshot.colleagues().forEach(this::comes);
        for (var contact : snapshot.waiting()) {
            index.waits(contact);
            if (!patient.contains(contact.contact())) {
                mayGiveUp(contact, haste);
            }
        }
        var end = snapshot.now().plus(HORIZON);
        for (var at = snapshot.now(); at.isBefore(end) && index.waiting() > 0; at = next(end)) {
            happens(at);
            var moment = at;
            index.take(at, Integer.MAX_VALUE).forEach(pairing -> served(pairing, moment));
        }
        return waits;
    }

    private void comes(Colleague colleague) {
        var agent = colleague.agent();
        agents.put(agent.agent(), agent);
        index.ready(agent);
        for (var work : colleague.work()) {
            var rest = work.time().rest(random, work.lasted());
            var until = rest.compareTo(work.most()) < 0 ? rest : work.most();
            events.add(new Freed(snapshot.now().plus(until), agent.agent(), work.channel()));
        }
    }

    private void mayGiveUp(WaitingContact contact, double haste) {
        var rate = haste * snapshot.of(contact.wish().queue()).givingUp();
        if (rate > 0) {
            var seconds = -Math.log(1 - random.nextDouble()) / rate;
            if (seconds < HORIZON.toSeconds()) {
                var at = snapshot.now().plusMillis((long) (1000 * seconds));
                events.add(new GivesUp(at, contact.id()));
            }
        }
    }

    /** When something happens next: then that end, or a step that is over. */
    private Instant next(Instant end) {
        var event = events.isEmpty() ? end : events.element().at();
        return index.nextStep().filter(step -> step.isBefore(event)).orElse(event);
    }

    private void happens(Instant at) {
        while (!events.isEmpty() && !events.element().at().isAfter(at)) {
            switch (events.remove()) {
                case GivesUp(_, EntryId entry) -> index.gone(entry);
                case Freed(Instant then, AgentId agent, Channel channel) ->
                        agents.computeIfPresent(agent, (_, was) -> freed(was, channel, then));
            }
        }
    }

    private Candidate freed(Candidate was, Channel channel, Instant at) {
        var now = was.without(channel, at);
        index.ready(now);
        return now;
    }

    private void served(Pairing pairing, Instant at) {
        var contact = pairing.contact();
        var agent = pairing.agent().holding(contact.channel());
        agents.put(agent.agent(), agent);
        waits.put(contact.contact(), Duration.between(snapshot.now(), at));
        var time = snapshot.of(contact.wish().queue()).handling().any(random);
        events.add(new Freed(at.plus(time), agent.agent(), contact.channel()));
    }
}
