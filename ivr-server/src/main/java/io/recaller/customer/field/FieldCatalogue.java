package io.recaller.customer.field;

import io.recaller.customer.TrustTier;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which fields are kept of a customer, from the settings.
 *
 * @param areaField key of the field that says where a customer is; empty: no field does
 */
public record FieldCatalogue(List<Entry> entries, Optional<String> areaField) {
    /** How long a field may be used, and is kept, unless the settings say otherwise. */
    public static final Duration USUAL_RETENTION = Duration.ofDays(730);

    public FieldCatalogue {
        entries = List.copyOf(entries);
        var keys = entries.stream().map(Entry::key).distinct().count();
        if (keys != entries.size()) {
            throw new IllegalArgumentException("a key is in the field catalogue twice: " + entries);
        }
        if (areaField.isPresent() && find(entries, areaField.get()).isEmpty()) {
            throw new IllegalArgumentException(
                    "the field catalogue has no key " + areaField.get() + "; add it under fields");
        }
    }

    /** A catalogue of which no field says where a customer is. */
    public FieldCatalogue(List<Entry> entries) {
        this(entries, Optional.empty());
    }

    /** The field that says where a customer is. */
    public Optional<Entry> area() {
        return areaField.flatMap(this::find);
    }

    /** An area as its field keeps it: told otherwise it is nobody's. Empty: it can be none. */
    public Optional<String> area(String written) {
        return area().flatMap(field -> field.format().value(written));
    }

    public Optional<Entry> find(String key) {
        return find(entries, key);
    }

    /**
     * How long a field is kept that is not in the catalogue any more: nobody knows what was said of
     * it, so no shorter than any other.
     */
    Duration retentionOfOthers() {
        return entries.stream()
                .map(Entry::retention)
                .filter(each -> each.compareTo(USUAL_RETENTION) > 0)
                .max(Comparator.naturalOrder())
                .orElse(USUAL_RETENTION);
    }

    private static Optional<Entry> find(List<Entry> entries, String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    /**
     * The fields that may still be used, by key, each with the tier it takes to hear of it: in the
     * catalogue, of its format, within their retention; of several the newest of the highest trust.
     */
    public Map<String, KnownField> valid(List<KnownField> newest, Instant now) {
        return newest.stream()
                .flatMap(field ->
                        find(field.key())
                                .filter(entry -> entry.keeps(field, now))
                                .map(entry -> field.heardFrom(entry.tier()))
                                .stream())
                .collect(
                        Collectors.toUnmodifiableMap(
                                KnownField::key,
                                Function.identity(),
                                BinaryOperator.maxBy(KnownField.LAST_COUNTS)));
    }

    /**
     * One kind of field.
     *
     * @param key lower case, such as {@code account}
     * @param format what its values look like, wherever they come from
     * @param tier needed to be spoken back
     * @param retention how long after it was given it may be used and is kept
     */
    public record Entry(
            String key,
            FieldFormat format,
            Sensitivity sensitivity,
            TrustTier tier,
            Duration retention) {
        private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]*");

        public Entry {
            if (!KEY.matcher(key).matches()) {
                throw new IllegalArgumentException("a field's key must be like account: " + key);
            }
            if (!retention.isPositive()) {
                throw new IllegalArgumentException("retention must be positive: " + retention);
            }
        }

        /** Of any length. */
        public Entry(
                String key,
                Kind kind,
                Sensitivity sensitivity,
                TrustTier tier,
                Duration retention) {
            this(key, FieldFormat.of(kind), sensitivity, tier, retention);
        }

        /** What is no such value was taken before values were checked: it is not used. */
        private boolean keeps(KnownField field, Instant now) {
            return field.at().plus(retention).isAfter(now)
                    && format.value(field.value()).isPresent();
        }
    }

    /** What the value of a field looks like. */
    public enum Kind {
        DIGITS,
        AMOUNT,
        DATE,
        TEXT
    }

    /** How careful to be with a field outside a conversation. */
    public enum Sensitivity {
        /** May be shown and listed. */
        PLAIN,
        /** Tells something about a person: shown to who serves them. */
        PERSONAL,
        /** Never shown whole. */
        SECRET
    }
}
