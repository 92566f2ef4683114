package io.recaller.notice;

import io.recaller.customer.Access;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is known of a customer and may be written to what reaches them alone: nothing that takes a
 * verified one to hear, and no secret. Any thread; the caller owns the Tx.
 */
final class TellableFields {
    private static final Access ALONE = new Access(TrustTier.ATTESTED);

    private final KnownFields fields;

    TellableFields(KnownFields fields) {
        this.fields = fields;
    }

    /** Values by key. */
    Map<String, String> of(Tx tx, CustomerId customer, Instant now) {
        return fields.newest(tx, customer, now).values().stream()
                .filter(this::mayBeTold)
                .collect(Collectors.toMap(KnownField::key, KnownField::value));
    }

    private boolean mayBeTold(KnownField field) {
        return fields.catalogue()
                .find(field.key())
                .filter(entry -> entry.sensitivity() != Sensitivity.SECRET)
                .filter(entry -> ALONE.mayHear(entry.tier(), field.trust()))
                .isPresent();
    }
}
