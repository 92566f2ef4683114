package io.recaller.customer.field;

import static io.recaller.db.generated.Tables.KNOWN_FIELD;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.customer.TrustTiers;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record5;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;

/** What customers ever gave, append-only: a correction is a newer row. Thread-safe. */
public final class KnownFields {
    private final KnownFieldRows rows;
    private final FieldCatalogue catalogue;

    /**
     * A store of the fields of one catalogue.
     *
     * @param ids makes UUIDv7
     */
    public KnownFields(Supplier<UUID> ids, FieldCatalogue catalogue) {
        this.rows = new KnownFieldRows(ids);
        this.catalogue = catalogue;
    }

    public FieldCatalogue catalogue() {
        return catalogue;
    }

    /**
     * Keeps a field.
     *
     * @param contact the contact it was given in, whose row exists; empty: not from a contact
     * @throws IllegalArgumentException when the key is not in the catalogue
     */
    public void add(
            Tx tx, CustomerId customer, KnownField field, Optional<UUID> contact, Instant now) {
        add(tx, List.of(new Given(Optional.of(customer), field, contact)), now);
    }

    /** As {@link #add(Tx, CustomerId, KnownField, Optional, Instant)}, of many at once. */
    public void add(Tx tx, List<Given> fields, Instant now) {
        fields.forEach(given -> requireKnown(given.field().key()));
        if (!fields.isEmpty()) {
            rows.add(tx, fields, now);
        }
    }

    /**
     * Deletes fields that were given longer ago than they may be kept, those too that are not in
     * the catalogue any more. Locks nothing that a call uses: such rows count no more.
     *
     * @param most at once
     * @return how many; fewer than {@code most} when none is left
     */
    public int forgetAged(Tx tx, Instant now, int most) {
        var gone = 0;
        for (var entry : catalogue.entries()) {
            gone += forgetAged(tx, entry.key(), now.minus(entry.retention()), most - gone);
        }
        var before = now.minus(catalogue.retentionOfOthers());
        for (var key = after(tx, ""); key.isPresent(); key = after(tx, key.get())) {
            if (catalogue.find(key.get()).isEmpty()) {
                gone += forgetAged(tx, key.get(), before, most - gone);
            }
        }
        return gone;
    }

    /** The next key of which there is a row: a look into the index, however many rows there are. */
    private static Optional<String> after(Tx tx, String key) {
        return tx.dsl()
                .select(KNOWN_FIELD.KEY)
                .from(KNOWN_FIELD)
                .where(KNOWN_FIELD.KEY.gt(key))
                .orderBy(KNOWN_FIELD.KEY)
                .limit(1)
                .fetchOptional(KNOWN_FIELD.KEY);
    }

    private static int forgetAged(Tx tx, String key, Instant before, int most) {
        return tx.dsl()
                .deleteFrom(KNOWN_FIELD)
                .where(
                        KNOWN_FIELD.ID.in(
                                DSL.select(KNOWN_FIELD.ID)
                                        .from(KNOWN_FIELD)
                                        .where(
                                                KNOWN_FIELD.KEY.eq(key),
                                                KNOWN_FIELD.GIVEN_AT.lt(before))
                                        .orderBy(KNOWN_FIELD.GIVEN_AT)
                                        .limit(most)
                                        .forUpdate()
                                        .skipLocked()))
                .execute();
    }

    /**
     * Fails for a field that nobody has described.
     *
     * @throws IllegalArgumentException when the key is not in the catalogue
     */
    public void requireKnown(String key) {
        if (catalogue.find(key).isEmpty()) {
            throw new IllegalArgumentException(
                    "not in the field catalogue (settings, fields): " + key);
        }
    }

    /**
     * What a customer gave.
     *
     * @param customer empty: given in a contact that is nobody's yet
     * @param contact in which, whose row exists; empty: not in a contact
     */
    public record Given(Optional<CustomerId> customer, KnownField field, Optional<UUID> contact) {}

    /** The valid field by key: the newest of the highest trust. */
    public Map<String, KnownField> newest(Tx tx, CustomerId customer, Instant now) {
        var rows = tx.dsl().fetch(newestOf(Merges.familyOf(customer)));
        return catalogue.valid(rows.map(KnownFields::read), now);
    }

    /**
     * A piece of SQL: the newest row by key and trust of the customers of a query, valid or not:
     * which of them counts {@link FieldCatalogue#valid} decides.
     */
    public static Select<Record5<String, String, String, Instant, String>> newestOf(
            Select<? extends Record1<UUID>> family) {
        return DSL.select(
                        KNOWN_FIELD.KEY,
                        KNOWN_FIELD.VALUE,
                        KNOWN_FIELD.SOURCE,
                        KNOWN_FIELD.GIVEN_AT,
                        KNOWN_FIELD.TRUST)
                .distinctOn(KNOWN_FIELD.KEY, KNOWN_FIELD.TRUST)
                .from(KNOWN_FIELD)
                .where(KNOWN_FIELD.CUSTOMER_ID.eq(DSL.any(DSL.array(family))))
                .orderBy(
                        KNOWN_FIELD.KEY,
                        KNOWN_FIELD.TRUST,
                        KNOWN_FIELD.GIVEN_AT.desc(),
                        KNOWN_FIELD.RECORDED_AT.desc(),
                        KNOWN_FIELD.ID.desc());
    }

    /**
     * A piece of SQL: the newest value, of the highest trust, of one field of the customers of a
     * query; no row when there is none that may still be used.
     */
    public static Select<Record1<String>> newestValueOf(
            Select<? extends Record1<UUID>> family, FieldCatalogue.Entry field, Instant now) {
        return newestValueOf(family, field, KNOWN_FIELD.GIVEN_AT.gt(now.minus(field.retention())));
    }

    /** As {@link #newestValueOf}, as it was at an instant that the query tells. */
    public static Select<Record1<String>> newestValueAt(
            Select<? extends Record1<UUID>> family, FieldCatalogue.Entry field, Field<Instant> at) {
        var kept = DayToSecond.valueOf(field.retention());
        return newestValueOf(
                family,
                field,
                KNOWN_FIELD.GIVEN_AT.le(at).and(KNOWN_FIELD.GIVEN_AT.add(kept).gt(at)));
    }

    /** The same choice as {@link FieldCatalogue#valid} makes: of the newest by trust. */
    private static Select<Record1<String>> newestValueOf(
            Select<? extends Record1<UUID>> family, FieldCatalogue.Entry field, Condition when) {
        var newest =
                DSL.select(KNOWN_FIELD.VALUE, KNOWN_FIELD.TRUST)
                        .distinctOn(KNOWN_FIELD.TRUST)
                        .from(KNOWN_FIELD)
                        .where(
                                KNOWN_FIELD.CUSTOMER_ID.eq(DSL.any(DSL.array(family))),
                                KNOWN_FIELD.KEY.eq(field.key()),
                                when)
                        .orderBy(
                                KNOWN_FIELD.TRUST,
                                KNOWN_FIELD.GIVEN_AT.desc(),
                                KNOWN_FIELD.RECORDED_AT.desc(),
                                KNOWN_FIELD.ID.desc())
                        .asTable("newest");
        var value = DSL.field(DSL.name("newest", "value"), KNOWN_FIELD.VALUE.getDataType());
        var trust = DSL.field(DSL.name("newest", "trust"), KNOWN_FIELD.TRUST.getDataType());
        return DSL.select(value)
                .from(newest)
                .where(StoredFormat.fits(value, field.format()))
                .orderBy(TrustTiers.rank(trust).desc())
                .limit(1);
    }

    /** A row of {@link #newestOf}. */
    public static KnownField read(Record5<String, String, String, Instant, String> row) {
        return new KnownField(
                row.value1(),
                row.value2(),
                row.value3(),
                row.value4(),
                TrustTiers.read(row.value5()));
    }
}
