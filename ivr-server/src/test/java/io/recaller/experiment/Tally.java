package io.recaller.experiment;

import io.recaller.experiment.Material.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Sums a period's material up by arm and customer. Pure; used once, by one thread. */
final class Tally {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private final Material material;
    private final SortedMap<String, Arm> arms = new TreeMap<>();

    private Tally(Material material) {
        this.material = material;
    }

    /** One policy's customers. */
    static final class Arm {
        private final Clusters sums = new Clusters();
        private int calls;

        Clusters sums() {
            return sums;
        }

        int calls() {
            return calls;
        }
    }

    /** Every arm of which a customer heard a menu in its order. */
    static SortedMap<String, Arm> of(Material material) {
        return new Tally(material).arms();
    }

    static SortedMap<String, ArmSums> sums(Material material) {
        var sums = new TreeMap<String, ArmSums>();
        of(material)
                .forEach((arm, tally) ->
                        sums.put(
                                arm,
                                new ArmSums(
                                        tally.sums().customers(), tally.calls(), tally.sums())));
        return sums;
    }

    private SortedMap<String, Arm> arms() {
        var byCustomer = new TreeMap<UUID, List<Heard>>();
        for (var heard : material.menus()) {
            if (counts(heard)) {
                byCustomer.computeIfAbsent(heard.customer(), _ -> new ArrayList<>()).add(heard);
            }
        }
        byCustomer.forEach(this::add);
        return arms;
    }

    /** A late context and a policy that is switched off say nothing of the arm. */
    private boolean counts(Heard heard) {
        var member = material.members().get(heard.customer());
        return member != null && member.arm().equals(heard.policy());
    }

    private void add(UUID customer, List<Heard> menus) {
        var arm = arms.computeIfAbsent(menus.getFirst().policy(), _ -> new Arm());
        arm.sums.begin();
        addMenus(arm.sums, menus, before(customer));
        var contacts = new HashSet<UUID>();
        menus.forEach(heard -> contacts.add(heard.contact()));
        arm.calls += contacts.size();
        addCalls(arm.sums, customer, contacts);
    }

    /** The first option read last before the period, by menu. */
    private Map<String, String> before(UUID customer) {
        var before = new HashMap<String, String>();
        var places = new HashSet<Place>();
        for (var heard : material.earlier()) {
            if (heard.customer().equals(customer)
                    && counts(heard)
                    && places.add(new Place(heard.contact(), heard.menu()))) {
                before.put(heard.menu(), heard.first());
            }
        }
        return before;
    }

    private static void addMenus(Clusters sums, List<Heard> menus, Map<String, String> before) {
        var visits = new LinkedHashMap<Place, MenuVisit>();
        for (var heard : menus) {
            var place = new Place(heard.contact(), heard.menu());
            if (!visits.containsKey(place)) {
                var last = before.put(heard.menu(), heard.first());
                if (last != null) {
                    var changed = last.equals(heard.first()) ? 0 : 1;
                    sums.add(Metric.FIRST_OPTION_CHANGES, changed, 1);
                }
            }
            visits.computeIfAbsent(place, _ -> new MenuVisit()).hears(heard);
        }
        visits.values().forEach(visit -> visit.ends(sums));
    }

    private record Place(UUID contact, String menu) {}

    private void addCalls(Clusters sums, UUID customer, Set<UUID> contacts) {
        var interactions = material.interactions().getOrDefault(customer, List.of());
        for (var contact : contacts) {
            var call = material.calls().get(contact);
            if (call != null) {
                sums.add(Metric.TRANSFERS, call.handedOver() ? 1 : 0, 1);
                contained(sums, Metric.CONTAINMENT_24H, call.at(), DAY, interactions);
                contained(sums, Metric.CONTAINMENT_7D, call.at(), WEEK, interactions);
            }
        }
    }

    /** Counts only calls old enough to tell. */
    private void contained(
            Clusters sums, Metric metric, Instant at, Duration within, List<Instant> all) {
        var until = at.plus(within);
        if (!until.isAfter(material.at())) {
            var again = all.stream().anyMatch(next -> next.isAfter(at) && !next.isAfter(until));
            sums.add(metric, again ? 0 : 1, 1);
        }
    }

    /**
     * How large each arm is and was meant to be, of the customers who heard a menu that a policy
     * may order, whatever they heard.
     */
    static Map<String, SampleRatio.Size> sizes(Material material) {
        var customers = new HashSet<UUID>();
        material.menus().forEach(heard -> customers.add(heard.customer()));
        var seen = new HashMap<String, Integer>();
        var expected = new HashMap<String, Double>();
        for (var customer : customers) {
            var member = material.members().get(customer);
            if (member != null && member.drawnAt().isPresent()) {
                var shares = shares(material, member.drawnAt().get());
                if (!shares.isEmpty()) {
                    seen.merge(member.arm(), 1, Integer::sum);
                    shares.forEach((arm, share) -> expected.merge(arm, share, Double::sum));
                }
            }
        }
        return sizes(seen, expected);
    }

    private static Map<String, SampleRatio.Size> sizes(
            Map<String, Integer> seen, Map<String, Double> expected) {
        var names = new HashSet<>(seen.keySet());
        names.addAll(expected.keySet());
        var sizes = new HashMap<String, SampleRatio.Size>();
        for (var name : names) {
            sizes.put(
                    name,
                    new SampleRatio.Size(
                            seen.getOrDefault(name, 0), expected.getOrDefault(name, 0.0)));
        }
        return sizes;
    }

    private static Map<String, Double> shares(Material material, Instant drawnAt) {
        return material.shares().stream()
                .filter(shares -> !shares.since().isAfter(drawnAt))
                .findFirst()
                .map(ArmShares.Shares::byArm)
                .orElse(Map.of());
    }
}
