package io.recaller.routing.estimate;

import io.recaller.contact.ContactId;
import io.recaller.routing.match.WaitingContact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long each of those who wait will wait yet, given who is there, what they have in hand and who
 * is ahead: what may happen is played on a number of times, with talks as long as they have been of
 * late. Past waits are not asked. Pure: the same snapshot and seed give the same forecast.
 */
public final class WaitForecast {
    private static final int MOST_PLAYS = 40;
    private static final int FEWEST_PLAYS = 10;

    /** So much work at most: with long queues chance levels out, and fewer plays do. */
    private static final int MOST_SERVED = 8_000;

    /** Who comes later than that in turn is told nothing. */
    private static final int MOST_WAITING = 1_000;

    private WaitForecast() {}

    /**
     * What may come true of one wait.
     *
     * @param soon one in ten is served sooner
     * @param expected as many sooner as later
     * @param late one in ten is served later
     */
    public record Spread(Duration soon, Duration expected, Duration late) {}

    /** Who is missing will not be served by those who are there, or it cannot be told when. */
    public static Map<ContactId, Spread> of(EstimateSnapshot snapshot, long seed) {
        if (snapshot.colleagues().isEmpty() || snapshot.waiting().isEmpty()) {
            return Map.of();
        }
        var near = near(snapshot);
        var plays = plays(near.waiting().size());
        var random = new Random(seed);
        var seen = new HashMap<ContactId, List<Duration>>();
        var stayed = new HashMap<ContactId, Integer>();
        for (var play = 0; play < plays; play++) {
            var patient = patient(near, play);
            patient.forEach(contact -> stayed.merge(contact, 1, Integer::sum));
            var waits = new Play(near, random).run(patient, 2);
            patient.stream()
                    .filter(waits::containsKey)
                    .forEach(contact ->
                            seen.computeIfAbsent(contact, _ -> new ArrayList<>())
                                    .add(waits.get(contact)));
        }
        var spreads = new HashMap<ContactId, Spread>();
        stayed.forEach((contact, times) ->
                spread(seen.getOrDefault(contact, List.of()), times)
                        .ifPresent(spread -> spreads.put(contact, spread)));
        return spreads;
    }

    private static EstimateSnapshot near(EstimateSnapshot snapshot) {
        var waiting =
                snapshot.waiting().stream()
                        .sorted(WaitingContact.IN_TURN)
                        .limit(MOST_WAITING)
                        .toList();
        return new EstimateSnapshot(
                snapshot.rules(),
                snapshot.now(),
                waiting,
                snapshot.signedIn(),
                snapshot.colleagues(),
                snapshot.queues());
    }

    private static int plays(int waiting) {
        return Math.clamp(MOST_SERVED / waiting, FEWEST_PLAYS, MOST_PLAYS);
    }

    /** Every second one: told is how long it takes for who stays on. */
    private static Set<ContactId> patient(EstimateSnapshot snapshot, int play) {
        var all = snapshot.waiting();
        return IntStream.range(0, all.size())
                .filter(place -> (place + play) % 2 == 0)
                .mapToObj(place -> all.get(place).contact())
                .collect(Collectors.toSet());
    }

    private static Optional<Spread> spread(List<Duration> seen, int times) {
        var waits = new ArrayList<>(seen);
        Collections.sort(waits);
        while (waits.size() < times) {
            waits.add(Play.HORIZON);
        }
        var spread = new Spread(at(waits, 0.1), at(waits, 0.5), at(waits, 0.9));
        return Optional.of(spread).filter(it -> it.late().compareTo(Play.HORIZON) < 0);
    }

    /** Between the two nearest. */
    private static Duration at(List<Duration> sorted, double share) {
        var place = share * (sorted.size() - 1);
        var below = sorted.get((int) Math.floor(place)).toMillis();
        var above = sorted.get((int) Math.ceil(place)).toMillis();
        return Duration.ofMillis(below + (long) ((above - below) * (place - Math.floor(place))));
    }
}
