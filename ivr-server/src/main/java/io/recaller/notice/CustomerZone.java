package io.recaller.notice;

import io.recaller.customer.CustomerId;
import io.recaller.customer.UsedHandles;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.customer.handle.NumberZones;
import io.recaller.db.Tx;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When a customer must be left in peace, by the clock where they are. Any thread. */
final class CustomerZone {
    private final KnownFields fields;
    private final TellingRules rules;
    private final UsedHandles handles = new UsedHandles();
    private final NumberZones numbers = new NumberZones();

    CustomerZone(KnownFields fields, TellingRules rules) {
        this.fields = fields;
        this.rules = rules;
    }

    /** Until when nobody tells them anything; empty: they may be told now. */
    Optional<Instant> quietUntil(Tx tx, CustomerId customer, Instant now) {
        var told =
                rules.zoneField()
                        .flatMap(key ->
                                Optional.ofNullable(fields.newest(tx, customer, now).get(key)))
                        .map(KnownField::value)
                        .flatMap(CustomerZone::zone);
        return told.isPresent()
                ? rules.quietUntil(now, told.get())
                : rules.quietUntil(now, zones(tx, customer));
    }

    /** Where their numbers may be; a country of several zones that is our own counts as ours. */
    private Set<ZoneId> zones(Tx tx, CustomerId customer) {
        return handles.of(tx, customer).stream()
                .map(numbers::of)
                .flatMap(zones ->
                        zones.contains(rules.zone()) ? Stream.of(rules.zone()) : zones.stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name.strip()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
