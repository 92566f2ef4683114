package io.recaller.desk;

import io.recaller.customer.Access;
import io.recaller.customer.FieldCatalogue;
import io.recaller.customer.FieldCatalogue.Sensitivity;
import io.recaller.customer.KnownField;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Dialogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which fields a card shows, and how much of each. */
final class CardFields {
    /** How the engine marks a value that was known before: the source and time follow. */
    private static final String PREFILLED = "prefilled.";

    private final FieldCatalogue catalogue;

    CardFields(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What this contact is about first, then what else is known. */
    List<Card.Field> of(
            Dialogue dialogue, Map<String, KnownField> known, TrustTier trust, Instant now) {
        var fields = new ArrayList<Card.Field>();
        var data = dialogue.data();
        for (var entry : catalogue.entries()) {
            var value = data.get(entry.key());
            if (value != null) {
                fields.add(collected(entry, value, data, known.get(entry.key()), trust, now));
            }
        }
        for (var entry : catalogue.entries()) {
            var field = known.get(entry.key());
            if (field != null && !data.containsKey(entry.key())) {
                fields.add(field(entry, field, trust, Card.Origin.KNOWN));
            }
        }
        return fields;
    }

    /** A key that is not in the catalogue is never shown. */
    boolean mayShow(KnownField field, TrustTier trust) {
        return catalogue
                .find(field.key())
                .filter(entry -> new Access(trust).mayHear(entry.tier(), field.trust()))
                .isPresent();
    }

    private static Card.Field collected(
            FieldCatalogue.Entry entry,
            String value,
            Map<String, String> data,
            @Nullable KnownField known,
            TrustTier trust,
            Instant now) {
        var confirmed = data.containsKey(PREFILLED + entry.key());
        if (confirmed && known != null) {
            return field(entry, known, trust, Card.Origin.CONFIRMED);
        }
        var given = new KnownField(entry.key(), value, "phone", now, trust);
        return field(entry, given, trust, Card.Origin.COLLECTED);
    }

    private static Card.Field field(
            FieldCatalogue.Entry entry, KnownField field, TrustTier trust, Card.Origin origin) {
        return new Card.Field(
                field.key(),
                Words.plain(field.key()),
                shown(entry, field, origin, trust),
                field.source(),
                field.at(),
                field.verified(),
                origin);
    }

    /** Withheld below its tier; a secret never shows more than its end. */
    private static Optional<String> shown(
            FieldCatalogue.Entry entry, KnownField field, Card.Origin origin, TrustTier trust) {
        var isKnown = origin != Card.Origin.COLLECTED;
        if (isKnown && !new Access(trust).mayHear(entry.tier(), field.trust())) {
            return Optional.empty();
        }
        var value = field.value();
        return Optional.of(
                entry.sensitivity() == Sensitivity.SECRET
                        ? "••••" + value.substring(Math.max(0, value.length() - 2))
                        : value);
    }
}
