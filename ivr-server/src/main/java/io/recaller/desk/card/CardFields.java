package io.recaller.desk.card;

import io.recaller.contact.Channel;
import io.recaller.customer.Access;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.engine.Dialogue;
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
    private final DeskOptions options;

    CardFields(FieldCatalogue catalogue, DeskOptions options) {
        this.catalogue = catalogue;
        this.options = options;
    }

    /**
     * What this contact is about first, then what else is known.
     *
     * @param channel the contact's, from which its fields come
     */
    List<Card.Field> of(
            Channel channel,
            Dialogue dialogue,
            Map<String, KnownField> known,
            TrustTier trust,
            Instant now) {
        var fields = new ArrayList<Card.Field>();
        var data = dialogue.data();
        var source = channel.slug();
        for (var entry : catalogue.entries()) {
            var value = data.get(entry.key());
            if (value != null) {
                var given = new KnownField(entry.key(), value, source, now, trust);
                fields.add(collected(entry, given, data, known.get(entry.key())));
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

    private Card.Field collected(
            FieldCatalogue.Entry entry,
            KnownField given,
            Map<String, String> data,
            @Nullable KnownField known) {
        var confirmed = data.containsKey(PREFILLED + entry.key());
        if (confirmed && known != null) {
            return field(entry, known, given.trust(), Card.Origin.CONFIRMED);
        }
        return field(entry, given, given.trust(), Card.Origin.COLLECTED);
    }

    private Card.Field field(
            FieldCatalogue.Entry entry, KnownField field, TrustTier trust, Card.Origin origin) {
        return new Card.Field(
                field.key(),
                options.label(field.key()),
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
