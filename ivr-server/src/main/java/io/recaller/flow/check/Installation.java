package io.recaller.flow.check;

import io.recaller.customer.TrustTier;
import io.recaller.flow.SwitchTarget;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the settings of an installation offer a flow.
 *
 * @param fields the keys of the field catalogue, each with the trust it takes to hear of it
 * @param lookUps the names of the look-ups
 * @param results the names of what their answers have, by look-up; of one that is missing they are
 *     whatever a flow names
 * @param hours the names of the opening hours
 * @param queues the names of the queues there are
 * @param givingBack those that may give a contact back to its flow
 * @param doors where a dialogue can be switched to
 * @param recommends whether flows may ask what customers think of recommendations
 */
public record Installation(
        Map<String, TrustTier> fields,
        Set<String> lookUps,
        Map<String, Set<String>> results,
        Set<String> hours,
        Set<String> queues,
        Set<String> givingBack,
        Set<SwitchTarget> doors,
        boolean recommends) {
    public Installation {
        fields = Map.copyOf(fields);
        lookUps = Set.copyOf(lookUps);
        results = Map.copyOf(results);
        hours = Set.copyOf(hours);
        queues = Set.copyOf(queues);
        givingBack = Set.copyOf(givingBack);
        doors = Set.copyOf(doors);
    }

    /** One whose queues give nobody back. */
    public Installation(
            Map<String, TrustTier> fields,
            Set<String> lookUps,
            Set<String> hours,
            Set<String> queues) {
        this(fields, lookUps, Map.of(), hours, queues, Set.of(), Set.of(), false);
    }

    /** One without opening hours and queues. */
    public Installation(Map<String, TrustTier> fields, Set<String> lookUps) {
        this(fields, lookUps, Set.of(), Set.of());
    }

    /** One whose fields keep nothing from anybody: only the flow's own tiers count. */
    public Installation(Set<String> fields, Set<String> lookUps) {
        this(fields, lookUps, Set.of());
    }

    /** Likewise, with opening hours and no queues. */
    public Installation(Set<String> fields, Set<String> lookUps, Set<String> hours) {
        this(
                fields.stream()
                        .collect(Collectors.toMap(Function.identity(), _ -> TrustTier.UNKNOWN)),
                lookUps,
                hours,
                Set.of());
    }
}
