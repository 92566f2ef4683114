package io.recaller.customer.field;

import static io.recaller.db.generated.Tables.KNOWN_FIELD;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.left;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.val;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Families;
import io.recaller.customer.TrustTier;
import io.recaller.customer.TrustTiers;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.KnownFieldRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Finds customers by a value they gave. Thread-safe; the caller owns the Tx. */
public final class Givers {
    /** Letters of a value that its index has. */
    private static final int INDEXED = 200;

    /** Of so many rows it is asked whether they still count: a tenth of a second or two. */
    private static final int MOST_ROWS = 2_000;

    private static final Comparator<KnownFieldRecord> NEWEST_FIRST =
            Comparator.comparing(KnownFieldRecord::getGivenAt)
                    .thenComparing(KnownFieldRecord::getRecordedAt)
                    .reversed()
                    .thenComparing(KnownFieldRecord::getId, Comparator.reverseOrder());

    private final FieldCatalogue catalogue;

    public Givers(FieldCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Who gave a value.
     *
     * @param customers as merges have them, in one order
     * @param more whether there may be others: the value is too common
     */
    public record Found(List<CustomerId> customers, boolean more) {
        public Found {
            customers = List.copyOf(customers);
        }
    }

    /**
     * The customers of whom this value counts, capitals or not: it is the newest one of the highest
     * trust, within its retention.
     *
     * @param key in the catalogue
     * @param proved whether one that a verified contact gave is found, too
     * @param most of them
     */
    public Found of(Tx tx, String key, String value, boolean proved, Instant now, int most) {
        var rows = givers(tx, key, value, proved);
        var families = Families.of(tx, rows.stream().distinct().map(CustomerId::new).toList());
        var counting =
                newest(tx, key, rows, families).entrySet().stream()
                        .filter(each -> counts(each.getValue(), key, value, proved, now))
                        .map(Map.Entry::getKey)
                        .sorted(Comparator.comparing(CustomerId::value))
                        .toList();
        return new Found(
                counting.stream().limit(most).toList(),
                rows.size() > MOST_ROWS || counting.size() > most);
    }

    /** Whose the rows with the value were when they were written. */
    private static List<UUID> givers(Tx tx, String key, String value, boolean proved) {
        return tx.dsl()
                .select(KNOWN_FIELD.CUSTOMER_ID)
                .from(KNOWN_FIELD)
                .where(
                        KNOWN_FIELD.KEY.eq(key),
                        lower(left(KNOWN_FIELD.VALUE, inline(INDEXED)))
                                .eq(lower(left(val(value), inline(INDEXED)))),
                        lower(KNOWN_FIELD.VALUE).eq(lower(val(value))),
                        KNOWN_FIELD.CUSTOMER_ID.isNotNull(),
                        isSeen(proved))
                .limit(MOST_ROWS + 1)
                .fetch(KNOWN_FIELD.CUSTOMER_ID);
    }

    private static Condition isSeen(boolean proved) {
        return proved
                ? DSL.noCondition()
                : KNOWN_FIELD.TRUST.ne(inline(TrustTiers.slug(TrustTier.VERIFIED)));
    }

    /** By customer the newest of each trust, whoever of the family gave it. */
    private static Map<CustomerId, Map<String, KnownFieldRecord>> newest(
            Tx tx, String key, List<UUID> givers, Families families) {
        var members =
                givers.stream()
                        .distinct()
                        .flatMap(giver -> families.members(new CustomerId(giver)).stream())
                        .distinct()
                        .toArray(UUID[]::new);
        var newest = new HashMap<CustomerId, Map<String, KnownFieldRecord>>();
        tx
                .dsl()
                .select(KNOWN_FIELD.fields())
                .distinctOn(KNOWN_FIELD.CUSTOMER_ID, KNOWN_FIELD.KEY, KNOWN_FIELD.TRUST)
                .from(KNOWN_FIELD)
                .where(KNOWN_FIELD.CUSTOMER_ID.eq(DSL.any(members)), KNOWN_FIELD.KEY.eq(key))
                .orderBy(
                        KNOWN_FIELD.CUSTOMER_ID,
                        KNOWN_FIELD.KEY,
                        KNOWN_FIELD.TRUST,
                        KNOWN_FIELD.GIVEN_AT.desc(),
                        KNOWN_FIELD.RECORDED_AT.desc(),
                        KNOWN_FIELD.ID.desc())
                .fetchInto(KNOWN_FIELD)
                .stream()
                .sorted(NEWEST_FIRST)
                .forEach(row ->
                        newest.computeIfAbsent(
                                        families.survivor(new CustomerId(row.getCustomerId())),
                                        _ -> new HashMap<>())
                                .putIfAbsent(row.getTrust(), row));
        return newest;
    }

    private boolean counts(
            Map<String, KnownFieldRecord> newest,
            String key,
            String value,
            boolean proved,
            Instant now) {
        var fields = newest.values().stream().map(Givers::field).toList();
        var valid = catalogue.valid(fields, now).get(key);
        return valid != null
                && valid.value().equalsIgnoreCase(value)
                && (proved || !valid.verified());
    }

    private static KnownField field(KnownFieldRecord row) {
        return new KnownField(
                row.getKey(),
                row.getValue(),
                row.getSource(),
                row.getGivenAt(),
                TrustTiers.read(row.getTrust()));
    }
}
