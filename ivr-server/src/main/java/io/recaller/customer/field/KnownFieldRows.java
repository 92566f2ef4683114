package io.recaller.customer.field;

import static io.recaller.db.generated.Tables.KNOWN_FIELD;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTiers;
import io.recaller.db.GivenRows;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Writes rows of known fields, many in one statement. Thread-safe. */
final class KnownFieldRows {
    private static final List<Field<?>> COLUMNS =
            List.of(
                    KNOWN_FIELD.ID,
                    KNOWN_FIELD.CUSTOMER_ID,
                    KNOWN_FIELD.KEY,
                    KNOWN_FIELD.VALUE,
                    KNOWN_FIELD.VERIFIED,
                    KNOWN_FIELD.TRUST,
                    KNOWN_FIELD.SOURCE,
                    KNOWN_FIELD.CONTACT_ID,
                    KNOWN_FIELD.GIVEN_AT,
                    KNOWN_FIELD.RECORDED_AT);

    private final GivenRows<Row> rows;
    private final Rendered insert;

    /**
     * Over one schema.
     *
     * @param ids makes UUIDv7
     */
    KnownFieldRows(Supplier<UUID> ids) {
        rows =
                GivenRows.<Row>as("given")
                        .with("id", KNOWN_FIELD.ID.getDataType(), _ -> ids.get())
                        .with(
                                "customer_id",
                                KNOWN_FIELD.CUSTOMER_ID.getDataType(),
                                row -> row.given().customer().map(CustomerId::value).orElse(null))
                        .with("key", KNOWN_FIELD.KEY.getDataType(), row -> row.field().key())
                        .with("value", KNOWN_FIELD.VALUE.getDataType(), row -> row.field().value())
                        .with(
                                "verified",
                                KNOWN_FIELD.VERIFIED.getDataType(),
                                row -> row.field().verified())
                        .with(
                                "trust",
                                KNOWN_FIELD.TRUST.getDataType(),
                                row -> TrustTiers.slug(row.field().trust()))
                        .with(
                                "source",
                                KNOWN_FIELD.SOURCE.getDataType(),
                                row -> row.field().source())
                        .with(
                                "contact_id",
                                KNOWN_FIELD.CONTACT_ID.getDataType(),
                                row -> row.given().contact().orElse(null))
                        .with("given_at", KNOWN_FIELD.GIVEN_AT.getDataType(), Row::givenAt)
                        .with("recorded_at", KNOWN_FIELD.RECORDED_AT.getDataType(), Row::now);
        var added =
                name("added")
                        .as(
                                DSL.insertInto(KNOWN_FIELD)
                                        .columns(COLUMNS)
                                        .select(
                                                select(COLUMNS.stream().map(this::given).toList())
                                                        .from(rows.table()))
                                        .returning(KNOWN_FIELD.ID));
        insert = Rendered.of(DSL.with(added).select(DSL.count()).from(table(name("added"))));
    }

    private Field<?> given(Field<?> column) {
        return rows.get(column.getName(), column.getDataType());
    }

    void add(Tx tx, List<KnownFields.Given> fields, Instant now) {
        var given = fields.stream().map(field -> new Row(field, now)).toList();
        insert.fetchCount(tx, rows.of(given));
    }

    private record Row(KnownFields.Given given, Instant now) {
        KnownField field() {
            return given.field();
        }

        /** Nobody gave it later than we heard of it. */
        Instant givenAt() {
            return field().at().isAfter(now) ? now : field().at();
        }
    }
}
