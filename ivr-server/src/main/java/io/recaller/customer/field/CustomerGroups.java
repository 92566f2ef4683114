package io.recaller.customer.field;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;

import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Customers that have something in common, page by page. Thread-safe; the caller owns the Tx. */
public final class CustomerGroups {
    private static final int INDEXED = 200;

    private final CustomerStore customers;
    private final KnownFields fields;

    public CustomerGroups(CustomerStore customers, KnownFields fields) {
        this.customers = customers;
        this.fields = fields;
    }

    /**
     * Some of them.
     *
     * @param last where the next page begins; empty: there is none
     */
    public record Page(List<CustomerId> customers, Optional<CustomerId> last) {
        public Page {
            customers = List.copyOf(customers);
        }
    }

    /** Those of a segment. */
    public Page ofSegment(Tx tx, String segment, Optional<CustomerId> after, int most) {
        var found =
                tx.dsl()
                        .select(CUSTOMER.ID)
                        .from(CUSTOMER)
                        .where(
                                CUSTOMER.SEGMENT.eq(segment),
                                CUSTOMER.MERGED_INTO.isNull(),
                                isAfter(CUSTOMER.ID, after))
                        .orderBy(CUSTOMER.ID)
                        .limit(most)
                        .fetch(row -> new CustomerId(row.value1()));
        return page(found, found, most);
    }

    /**
     * Those of whom the newest valid value of the area's field is this one, as facts of an area
     * have it.
     */
    public Page ofArea(Tx tx, String area, Optional<CustomerId> after, Instant now, int most) {
        var field = fields.catalogue().area().map(FieldCatalogue.Entry::key);
        var givers = field.map(key -> givers(tx, key, area, after, most)).orElse(List.of());
        var there =
                givers.stream()
                        .flatMap(giver -> customers.survivor(tx, giver).stream())
                        .distinct()
                        .filter(each -> isIn(tx, each, field.orElseThrow(), area, now))
                        .toList();
        return page(there, givers, most);
    }

    private static List<CustomerId> givers(
            Tx tx, String key, String area, Optional<CustomerId> after, int most) {
        return tx.dsl()
                .selectDistinct(KNOWN_FIELD.CUSTOMER_ID)
                .from(KNOWN_FIELD)
                .where(
                        KNOWN_FIELD.KEY.eq(key),
                        // as their index has it
                        DSL.lower(DSL.left(KNOWN_FIELD.VALUE, DSL.inline(INDEXED)))
                                .eq(DSL.lower(DSL.left(DSL.val(area), DSL.inline(INDEXED)))),
                        KNOWN_FIELD.VALUE.eq(area),
                        KNOWN_FIELD.CUSTOMER_ID.isNotNull(),
                        isAfter(KNOWN_FIELD.CUSTOMER_ID, after))
                .orderBy(KNOWN_FIELD.CUSTOMER_ID)
                .limit(most)
                .fetch(row -> new CustomerId(row.value1()));
    }

    private boolean isIn(Tx tx, CustomerId customer, String key, String area, Instant now) {
        var field = fields.newest(tx, customer, now).get(key);
        return field != null && field.value().equals(area);
    }

    private static Condition isAfter(Field<UUID> id, Optional<CustomerId> after) {
        return after.map(last -> id.gt(last.value())).orElseGet(DSL::noCondition);
    }

    private static Page page(List<CustomerId> there, List<CustomerId> seen, int most) {
        return new Page(there, seen.size() < most ? Optional.empty() : Optional.of(seen.getLast()));
    }
}
