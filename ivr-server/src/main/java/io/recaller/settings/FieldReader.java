package io.recaller.settings;

import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.customer.field.FieldCatalogue.Entry;
import io.recaller.customer.field.FieldCatalogue.Kind;
import io.recaller.customer.field.FieldCatalogue.Sensitivity;
import io.recaller.customer.field.FieldFormat;
import io.recaller.settings.file.SettingsFile;
import java.util.Optional;

/** Reads what may be known of a customer. */
final class FieldReader {
    private final SettingsFile file;

    FieldReader(SettingsFile file) {
        this.file = file;
    }

    FieldCatalogue fields() {
        var entries = file.sections("fields").stream().flatMap(key -> field(key).stream()).toList();
        var area = file.text("facts.area-field", "");
        return area.isEmpty()
                ? new FieldCatalogue(entries)
                : file.valid(
                                "facts.area-field",
                                () -> new FieldCatalogue(entries, Optional.of(area)))
                        .orElseGet(() -> new FieldCatalogue(entries));
    }

    private Optional<Entry> field(String key) {
        var at = "fields." + key;
        var format =
                file.value(
                        at + ".kind",
                        FieldFormat.of(Kind.TEXT),
                        FieldFormat::parse,
                        "one of digits, amount, date, text, or digits:8, digits:4-6");
        var sensitivity = file.choice(at + ".sensitivity", Sensitivity.class, Sensitivity.PERSONAL);
        var tier = file.choice(at + ".tier", TrustTier.class, TrustTier.VERIFIED);
        var retention = file.duration(at + ".retention", FieldCatalogue.USUAL_RETENTION);
        return file.valid(at, () -> new Entry(key, format, sensitivity, tier, retention));
    }
}
