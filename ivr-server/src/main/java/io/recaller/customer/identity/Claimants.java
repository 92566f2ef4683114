package io.recaller.customer.identity;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.CUSTOMER_PIN;
import static io.recaller.db.generated.Tables.FACT;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;
import static io.recaller.db.generated.Tables.REQUEST;
import static java.util.Objects.requireNonNull;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Merges;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;

/**
 * Who may prove that a handle is theirs, as unproven contacts said. Only for checking a proof: what
 * is known of them must not reach whoever comes by the handle.
 */
final class Claimants {
    /** Where so many use a handle, nobody proves that it is theirs. */
    static final int TOO_MANY = 4;

    private static final int MOST = 3;

    /** Several of them may be one customer by now. */
    private static final int MOST_CLAIMS = 30;

    private final Guests guests;

    Claimants(Guests guests) {
        this.guests = guests;
    }

    /**
     * The customers with a PIN who are said to use the handle, who was said so first being the
     * first; the PIN tells which of them it is. Nobody when somebody else uses it: but one who came
     * into being by it after that was said, and has proved nothing, may be the same person.
     *
     * @param users whom the handle identifies, {@link #TOO_MANY} at most
     */
    List<CustomerId> of(Tx tx, UUID handle, List<CustomerId> users) {
        if (users.size() >= TOO_MANY || !guests.areKnownOnlyBy(tx, users, handle)) {
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
     * check of the PIN, and whoever claims after them cannot push them out. Of the thousands who
     * may claim an office's number only the first few with a PIN are read.
     */
    private static Map<CustomerId, Instant> withPin(Tx tx, UUID handle) {
        var first = first(handle);
        var claimant = requireNonNull(first.field(CUSTOMER_HANDLE.CUSTOMER_ID));
        var since = min(requireNonNull(first.field(CUSTOMER_HANDLE.CREATED_AT)));
        var survivor = lateral(Merges.survivorOf(claimant)).as("survivor", "id");
        var id = survivor.field("id", UUID.class);
        return tx
                .dsl()
                .select(id, since)
                .from(first)
                .crossJoin(survivor)
                .where(hasPin(requireNonNull(id)))
                .groupBy(id)
                .orderBy(since, id)
                .limit(MOST)
                .fetch()
                .stream()
                .collect(
                        Collectors.toMap(
                                row -> new CustomerId(row.value1()),
                                row -> row.value2(),
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    private static Table<?> first(UUID handle) {
        return select(CUSTOMER_HANDLE.CUSTOMER_ID, CUSTOMER_HANDLE.CREATED_AT)
                .from(CUSTOMER_HANDLE)
                .where(CUSTOMER_HANDLE.HANDLE_ID.eq(handle))
                .and(CUSTOMER_HANDLE.PROVABLE)
                .orderBy(CUSTOMER_HANDLE.CREATED_AT, CUSTOMER_HANDLE.CUSTOMER_ID)
                .limit(MOST_CLAIMS)
                .asTable("first");
    }

    /** A value, not a join: for a join all PINs would be read where they are thousands. */
    private static Condition hasPin(Field<UUID> customer) {
        return field(
                        select(CUSTOMER_PIN.CUSTOMER_ID)
                                .from(CUSTOMER_PIN)
                                .where(CUSTOMER_PIN.CUSTOMER_ID.eq(customer)))
                .isNotNull();
    }
}
