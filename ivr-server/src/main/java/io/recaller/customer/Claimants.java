package io.recaller.customer;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.CUSTOMER_PIN;

import io.recaller.db.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Who may prove that a handle is theirs, as unproven contacts said. Only for checking a proof: what
 * is known of them must not reach whoever comes by the handle.
 */
final class Claimants {
    private final Guests guests;

    Claimants(Guests guests) {
        this.guests = guests;
    }

    /**
     * The only customer with a PIN who is said to use the handle. Empty when somebody else does:
     * but one who came into being by it after that was said, and has proved nothing, may be the
     * same person.
     *
     * @param users whom the handle identifies
     */
    Optional<CustomerId> only(Tx tx, UUID handle, List<CustomerId> users) {
        var saidSince = withPin(tx, handle);
        if (saidSince.size() != 1) {
            return Optional.empty();
        }
        var claim = saidSince.entrySet().iterator().next();
        return users.stream().allMatch(user -> cameBy(tx, user, handle, claim.getValue()))
                ? Optional.of(claim.getKey())
                : Optional.empty();
    }

    private boolean cameBy(Tx tx, CustomerId user, UUID handle, Instant said) {
        return guests.isKnownOnlyBy(tx, user, handle)
                && tx.dsl()
                        .fetchExists(
                                CUSTOMER,
                                CUSTOMER.ID.eq(user.value()),
                                CUSTOMER.CREATED_AT.ge(said));
    }

    /** Since when it is said, by customer. */
    private static Map<CustomerId, Instant> withPin(Tx tx, UUID handle) {
        var since = new HashMap<CustomerId, Instant>();
        tx.dsl()
                .select(CUSTOMER_HANDLE.CUSTOMER_ID, CUSTOMER_HANDLE.CREATED_AT)
                .from(CUSTOMER_HANDLE)
                .where(CUSTOMER_HANDLE.HANDLE_ID.eq(handle))
                .and(CUSTOMER_HANDLE.STANDING.eq(Standing.CLAIMED.slug()))
                .forEach(row ->
                        survivor(tx, row.value1())
                                .filter(customer -> hasPin(tx, customer))
                                .ifPresent(customer ->
                                        since.merge(customer, row.value2(), Claimants::first)));
        return since;
    }

    private static Instant first(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Optional<CustomerId> survivor(Tx tx, UUID customer) {
        return CustomerStore.customers(tx, Merges.survivorOf(new CustomerId(customer))).stream()
                .findFirst();
    }

    private static boolean hasPin(Tx tx, CustomerId customer) {
        return tx.dsl().fetchExists(CUSTOMER_PIN, CUSTOMER_PIN.CUSTOMER_ID.eq(customer.value()));
    }
}
