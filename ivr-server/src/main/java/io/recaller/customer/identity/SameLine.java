package io.recaller.customer.identity;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_PIN;

import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Mergers;
import io.recaller.customer.Merges;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Record1;

/**
 * Makes one customer of two who were one all the time: each the only user of one spelling of the
 * same line. Where more use a spelling, or both have a PIN, nothing is joined: the line is shared
 * then and identifies nobody.
 */
final class SameLine {
    private final AuditTrail audit;

    SameLine(AuditTrail audit) {
        this.audit = audit;
    }

    /** The younger is merged into the older; into the one who has a PIN, when only one has. */
    void join(Tx tx, List<CustomerId> some, List<CustomerId> others, Instant now) {
        var one = survivors(tx, some);
        var other = survivors(tx, others);
        if (one.size() != 1 || other.size() != 1 || one.equals(other)) {
            return;
        }
        var both = Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet());
        var held = Mergers.hold(tx, both.stream().map(CustomerId::new).toList());
        if (!held.keySet().equals(Set.copyOf(held.values()))) {
            return;
        }
        var withPin = withPin(tx, both);
        if (withPin.size() < 2) {
            var into =
                    withPin.stream()
                            .findFirst()
                            .orElseGet(() -> both.stream().min(age(tx, both)).orElseThrow());
            both.stream()
                    .filter(each -> !each.equals(into))
                    .forEach(each -> merge(tx, each, into, now));
        }
    }

    private void merge(Tx tx, UUID younger, UUID into, Instant now) {
        Mergers.merge(tx, new CustomerId(younger), new CustomerId(into));
        var by = new AuditTrail.Actor(AuditTrail.Kind.SYSTEM, "numbers");
        var what = Map.of("into", into.toString(), "why", "two spellings of one number");
        audit.write(tx, by.did("customer.merged", new CustomerId(younger), what), now);
    }

    private static Set<UUID> survivors(Tx tx, List<CustomerId> customers) {
        return customers.stream()
                .flatMap(each -> tx.dsl().fetch(Merges.survivorOf(each)).stream())
                .map(Record1::value1)
                .collect(Collectors.toSet());
    }

    private static Set<UUID> withPin(Tx tx, Set<UUID> customers) {
        return tx.dsl()
                .select(CUSTOMER_PIN.CUSTOMER_ID)
                .from(CUSTOMER_PIN)
                .where(CUSTOMER_PIN.CUSTOMER_ID.in(customers))
                .fetchSet(CUSTOMER_PIN.CUSTOMER_ID);
    }

    private static Comparator<UUID> age(Tx tx, Set<UUID> customers) {
        var since =
                tx.dsl()
                        .select(CUSTOMER.ID, CUSTOMER.CREATED_AT)
                        .from(CUSTOMER)
                        .where(CUSTOMER.ID.in(customers))
                        .fetchMap(CUSTOMER.ID, CUSTOMER.CREATED_AT);
        return Comparator.<UUID, Instant>comparing(since::get)
                .thenComparing(Comparator.naturalOrder());
    }
}
