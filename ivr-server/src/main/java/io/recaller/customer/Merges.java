package io.recaller.customer;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.HANDLE;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import java.util.Locale;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.SelectLimitStep;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Pieces of SQL that follow {@code customer.merged_into}: upwards from who was recorded to who it
 * turned out to be, downwards from a customer to all whose rows are now theirs. A circle ends.
 */
public final class Merges {
    private static final Field<UUID> ID = DSL.field(name("chain", "id"), SQLDataType.UUID);
    private static final Field<UUID> NEXT = DSL.field(name("chain", "next"), SQLDataType.UUID);

    private Merges() {}

    /** The ids of the customers who use a handle; who is only said to does not count. */
    public static SelectLimitStep<Record1<UUID>> usersOf(Handle handle) {
        return usersOf(val(kind(handle)), val(handle.value()));
    }

    /** As {@link #usersOf(Handle)}, of a handle that is known when the query is run. */
    public static SelectLimitStep<Record1<UUID>> usersOf(Field<String> kind, Field<String> value) {
        return upwards(
                select(CUSTOMER.ID, CUSTOMER.MERGED_INTO)
                        .from(HANDLE)
                        .join(CUSTOMER_HANDLE)
                        .on(CUSTOMER_HANDLE.HANDLE_ID.eq(HANDLE.ID))
                        .join(CUSTOMER)
                        .on(CUSTOMER.ID.eq(CUSTOMER_HANDLE.CUSTOMER_ID))
                        .where(HANDLE.KIND.eq(kind), HANDLE.VALUE.eq(value))
                        .and(CUSTOMER_HANDLE.STANDING.ne(DSL.inline(Standing.CLAIMED.slug()))));
    }

    /** The id of the customer an id now stands for; no row when there is no such customer. */
    public static Select<Record1<UUID>> survivorOf(CustomerId customer) {
        return survivorOf(val(customer.value()));
    }

    /** As {@link #survivorOf(CustomerId)}, of a customer that is known when the query is run. */
    public static Select<Record1<UUID>> survivorOf(Field<UUID> customer) {
        return upwards(
                select(CUSTOMER.ID, CUSTOMER.MERGED_INTO)
                        .from(CUSTOMER)
                        .where(CUSTOMER.ID.eq(customer)));
    }

    /** The customer's own id and those of all who were merged into it. */
    public static Select<Record1<UUID>> familyOf(CustomerId customer) {
        return familyOf(select(val(customer.value())));
    }

    /** As {@link #familyOf(CustomerId)}, for the customers of a query. */
    public static Select<Record1<UUID>> familyOf(Select<Record1<UUID>> customers) {
        var start = customers.asTable("start", "id");
        var chain =
                name("chain")
                        .fields("id")
                        .as(
                                select(start.field(0, UUID.class))
                                        .from(start)
                                        .union(
                                                select(CUSTOMER.ID)
                                                        .from(CUSTOMER)
                                                        .join(DSL.table(name("chain")))
                                                        .on(CUSTOMER.MERGED_INTO.eq(ID))));
        return DSL.withRecursive(chain).select(ID).from(chain);
    }

    private static SelectLimitStep<Record1<UUID>> upwards(
            SelectConditionStep<Record2<UUID, UUID>> from) {
        var chain =
                name("chain")
                        .fields("id", "next")
                        .as(
                                from.union(
                                        select(CUSTOMER.ID, CUSTOMER.MERGED_INTO)
                                                .from(CUSTOMER)
                                                .join(DSL.table(name("chain")))
                                                .on(CUSTOMER.ID.eq(NEXT))));
        return DSL.withRecursive(chain).select(ID).from(chain).where(NEXT.isNull());
    }

    /** How a handle's kind is written in rows. */
    public static String kind(Handle handle) {
        return kind(handle.kind());
    }

    public static String kind(HandleKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
