package io.recaller.customer;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.CUSTOMER_PIN;
import static io.recaller.db.generated.Tables.FACT;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;
import static io.recaller.db.generated.Tables.REQUEST;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Select;

/**
 * Who may prove that a handle is theirs, as unproven contacts said. Only for checking a proof: what
 * is known of them must not reach whoever comes by the handle.
 */
final class Claimants {
    private static final Field<UUID> ID = field(name("chain", "id"), UUID.class);
    private static final Field<UUID> NEXT = field(name("chain", "next"), UUID.class);
    private static final Field<Instant> SAID =
            field(name("chain", "said"), CUSTOMER_HANDLE.CREATED_AT.getDataType());
    private static final Field<Instant> SINCE = min(SAID);

    private static final int MOST = 3;

    private final Guests guests;

    Claimants(Guests guests) {
        this.guests = guests;
    }

    /**
     * The customers with a PIN who are said to use the handle, who was said so first being the
     * first; the PIN tells which of them it is. Nobody when somebody else uses it: but one who came
     * into being by it after that was said, and has proved nothing, may be the same person.
     *
     * @param users whom the handle identifies
     */
    List<CustomerId> of(Tx tx, UUID handle, List<CustomerId> users) {
        if (!users.stream().allMatch(user -> guests.isKnownOnlyBy(tx, user, handle))) {
            return List.of();
        }
        return withPin(tx, handle).entrySet().stream()
                .filter(claim ->
                        users.stream().allMatch(user -> cameAfter(tx, user, claim.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Whether nobody but the contact that is going on has ever used the handle: neither another
     * contact nor anything a business keeps is theirs. A PIN tells who speaks, not whose a line is:
     * who has a life of their own by it stays themselves.
     */
    boolean isNobodyElses(Tx tx, UUID contact, List<CustomerId> users) {
        return users.stream().noneMatch(user -> hasLife(tx, user, contact));
    }

    private static boolean hasLife(Tx tx, CustomerId user, UUID contact) {
        var family = Merges.familyOf(user);
        var dsl = tx.dsl();
        return dsl.fetchExists(CONTACT, CONTACT.CUSTOMER_ID.in(family), CONTACT.ID.ne(contact))
                || dsl.fetchExists(REQUEST, REQUEST.CUSTOMER_ID.in(family))
                || dsl.fetchExists(FACT, FACT.CUSTOMER_ID.in(family))
                || dsl.fetchExists(
                        KNOWN_FIELD,
                        KNOWN_FIELD.CUSTOMER_ID.in(family),
                        KNOWN_FIELD.CONTACT_ID.isDistinctFrom(contact))
                || dsl.fetchExists(
                        CUSTOMER,
                        CUSTOMER.ID.in(family),
                        CUSTOMER.SEGMENT.isNotNull().or(CUSTOMER.RESPONSIBLE_AGENT.isNotNull()));
    }

    private static boolean cameAfter(Tx tx, CustomerId user, Instant said) {
        return tx.dsl()
                .fetchExists(CUSTOMER, CUSTOMER.ID.eq(user.value()), CUSTOMER.CREATED_AT.ge(said));
    }

    /**
     * Since when it is said, by customer, the oldest claim first: a few at most, for each costs a
     * check of the PIN, and whoever claims after them cannot push them out.
     */
    private static Map<CustomerId, Instant> withPin(Tx tx, UUID handle) {
        var chain = name("chain").fields("id", "next", "said").as(claimed(handle).union(merged()));
        return tx.dsl()
                .withRecursive(chain)
                .select(ID, SINCE)
                .from(chain)
                .join(CUSTOMER_PIN)
                .on(CUSTOMER_PIN.CUSTOMER_ID.eq(ID))
                .where(NEXT.isNull())
                .groupBy(ID)
                .orderBy(SINCE, ID)
                .limit(MOST)
                .fetchMap(row -> new CustomerId(row.get(ID)), row -> row.get(SINCE));
    }

    private static Select<Record3<UUID, UUID, Instant>> claimed(UUID handle) {
        return select(CUSTOMER.ID, CUSTOMER.MERGED_INTO, CUSTOMER_HANDLE.CREATED_AT)
                .from(CUSTOMER_HANDLE)
                .join(CUSTOMER)
                .on(CUSTOMER.ID.eq(CUSTOMER_HANDLE.CUSTOMER_ID))
                .where(CUSTOMER_HANDLE.HANDLE_ID.eq(handle))
                .and(CUSTOMER_HANDLE.STANDING.eq(inline(Standing.CLAIMED.slug())));
    }

    private static Select<Record3<UUID, UUID, Instant>> merged() {
        return select(CUSTOMER.ID, CUSTOMER.MERGED_INTO, SAID)
                .from(CUSTOMER)
                .join(table(name("chain")))
                .on(CUSTOMER.ID.eq(NEXT));
    }
}
