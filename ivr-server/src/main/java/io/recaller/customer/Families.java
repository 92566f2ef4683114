package io.recaller.customer;

import static io.recaller.db.generated.Tables.CUSTOMER;

import io.recaller.db.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.impl.DSL;

/**
 * For many customers at once: who each turned out to be, and who else did. Merges are rare: two
 * short queries when there are none among them.
 */
public final class Families {
    private final Map<UUID, UUID> mergedInto = new HashMap<>();
    private final Map<UUID, Set<UUID>> members = new HashMap<>();

    private Families() {}

    /** The families of these customers, as they are now. */
    public static Families of(Tx tx, Collection<CustomerId> customers) {
        var families = new Families();
        var ids = customers.stream().map(CustomerId::value).collect(Collectors.toSet());
        families.followUpwards(tx, ids);
        var survivors = ids.stream().map(families::survivor).collect(Collectors.toSet());
        survivors.forEach(id -> families.members.put(id, new LinkedHashSet<>(Set.of(id))));
        families.followDownwards(tx, survivors);
        return families;
    }

    /** Whom an id stands for now. */
    public CustomerId survivor(CustomerId customer) {
        return new CustomerId(survivor(customer.value()));
    }

    /** The ids under which this customer's rows are. */
    public Set<UUID> members(CustomerId customer) {
        return members.getOrDefault(survivor(customer.value()), Set.of(customer.value()));
    }

    private UUID survivor(UUID customer) {
        var seen = new HashSet<UUID>();
        var id = customer;
        while (seen.add(id) && mergedInto.containsKey(id)) {
            id = mergedInto.get(id);
        }
        return id;
    }

    private void followUpwards(Tx tx, Set<UUID> ids) {
        var next = ids;
        while (!next.isEmpty()) {
            var found =
                    tx.dsl()
                            .select(CUSTOMER.ID, CUSTOMER.MERGED_INTO)
                            .from(CUSTOMER)
                            .where(CUSTOMER.ID.eq(DSL.any(array(next))))
                            .and(CUSTOMER.MERGED_INTO.isNotNull())
                            .fetchMap(CUSTOMER.ID, CUSTOMER.MERGED_INTO);
            mergedInto.putAll(found);
            next = new HashSet<>(found.values());
            next.removeAll(mergedInto.keySet());
        }
    }

    private void followDownwards(Tx tx, Set<UUID> survivors) {
        var next = survivors;
        while (!next.isEmpty()) {
            var found =
                    tx.dsl()
                            .select(CUSTOMER.ID, CUSTOMER.MERGED_INTO)
                            .from(CUSTOMER)
                            .where(CUSTOMER.MERGED_INTO.eq(DSL.any(array(next))))
                            .fetchMap(CUSTOMER.ID, CUSTOMER.MERGED_INTO);
            mergedInto.putAll(found);
            next = new HashSet<>();
            for (var id : found.keySet()) {
                if (members.computeIfAbsent(survivor(id), _ -> new LinkedHashSet<>()).add(id)) {
                    next.add(id);
                }
            }
        }
    }

    private static UUID[] array(Set<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }
}
