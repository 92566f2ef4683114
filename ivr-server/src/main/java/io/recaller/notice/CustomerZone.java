package io.recaller.notice;

import io.recaller.customer.CustomerId;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Tx;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When a customer must be left in peace, by the clock where they are. Any thread. */
final class CustomerZone {
    private final KnownFields fields;
    private final TellingRules rules;

    CustomerZone(KnownFields fields, TellingRules rules) {
        this.fields = fields;
        this.rules = rules;
    }

    /** Until when nobody tells them anything; empty: they may be told now. */
    Optional<Instant> quietUntil(Tx tx, CustomerId customer, Instant now) {
        return rules.quietUntil(now, zone(tx, customer, now));
    }

    private ZoneId zone(Tx tx, CustomerId customer, Instant now) {
        return rules.zoneField()
                .flatMap(key -> Optional.ofNullable(fields.newest(tx, customer, now).get(key)))
                .map(KnownField::value)
                .flatMap(CustomerZone::zone)
                .orElse(rules.zone());
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name.strip()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
