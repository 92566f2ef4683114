package io.recaller.customer.identity;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.HANDLE_CLAIM;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import io.recaller.customer.CustomerId;
import io.recaller.customer.ProvableClaims;
import io.recaller.customer.Standing;
import io.recaller.customer.TrustTier;
import io.recaller.customer.TrustTiers;
import io.recaller.db.GivenRows;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.InsertReturningStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Customers, links and claims that were decided on and are not written yet. */
final class NewLinks {
    private final Instant now;
    private final List<CustomerId> customers = new ArrayList<>();
    private final Map<Whose, Link> links = new LinkedHashMap<>();
    private final List<Claim> claims = new ArrayList<>();

    /** Nothing yet; what is written was so from this instant on. */
    NewLinks(Instant now) {
        this.now = now;
    }

    void customer(CustomerId customer) {
        customers.add(customer);
    }

    /** A link only ever becomes surer; the contact that made it stays. */
    void link(CustomerId customer, UUID handle, Standing standing, TrustTier trust, UUID contact) {
        links.merge(
                new Whose(customer.value(), handle),
                new Link(standing, trust, contact),
                (before, then) ->
                        before.standing().compareTo(then.standing()) < 0
                                ? new Link(then.standing(), then.trust(), before.contact())
                                : before);
    }

    void claim(CustomerId customer, UUID handle, UUID contact) {
        claims.add(new Claim(customer.value(), handle, contact));
    }

    /** In a contact that is nobody's. */
    void claimOfNobody(UUID handle, UUID contact) {
        claims.add(new Claim(null, handle, contact));
    }

    /** Those there before who are said to use a handle. */
    private List<CustomerId> claiming() {
        return links.entrySet().stream()
                .filter(link -> !link.getValue().standing().identifies())
                .map(link -> new CustomerId(link.getKey().customer()))
                .filter(customer -> !customers.contains(customer))
                .distinct()
                .toList();
    }

    private record Whose(UUID customer, UUID handle) {}

    private record Link(Standing standing, TrustTier trust, UUID contact) {}

    private record Claim(@Nullable UUID customer, UUID handle, UUID contact) {}

    /** Writes them in one statement. Immutable; any thread. */
    static final class Writer {
        private static final DataType<UUID> ID = CUSTOMER.ID.getDataType();
        private static final DataType<Instant> AT = CUSTOMER.CREATED_AT.getDataType();
        private static final DataType<String> WORD = CUSTOMER_HANDLE.STANDING.getDataType();

        private final GivenRows<Newcomer> customers =
                GivenRows.<Newcomer>as("people")
                        .with("id", ID, Newcomer::id)
                        .with("since", AT, Newcomer::since);
        private final GivenRows<LinkRow> links =
                GivenRows.<LinkRow>as("link")
                        .with("customer", ID, row -> row.whose().customer())
                        .with("handle", ID, row -> row.whose().handle())
                        .with("standing", WORD, row -> row.link().standing().slug())
                        .with("trust", WORD, row -> TrustTiers.slug(row.link().trust()))
                        .with("contact", ID, row -> row.link().contact())
                        .with("since", AT, LinkRow::since);
        private final GivenRows<Claim> claims =
                GivenRows.<Claim>as("claim")
                        .with("customer", ID, Claim::customer)
                        .with("handle", ID, Claim::handle)
                        .with("contact", ID, Claim::contact);
        private final Rendered statement = statement();

        private record Newcomer(UUID id, Instant since) {}

        private record LinkRow(Whose whose, Link link, Instant since) {}

        void write(Tx tx, NewLinks links) {
            if (links.customers.isEmpty() && links.links.isEmpty() && links.claims.isEmpty()) {
                return;
            }
            ProvableClaims.wait(tx, links.claiming());
            var now = links.now;
            var values = new HashMap<String, @Nullable Object>();
            values.putAll(
                    customers.of(
                            links.customers.stream()
                                    .map(one -> new Newcomer(one.value(), now))
                                    .toList()));
            values.putAll(
                    this.links.of(
                            links.links.entrySet().stream()
                                    .map(one -> new LinkRow(one.getKey(), one.getValue(), now))
                                    .toList()));
            values.putAll(claims.of(links.claims));
            statement.fetchCount(tx, values);
        }

        private Rendered statement() {
            var made =
                    name("made")
                            .as(
                                    DSL.insertInto(CUSTOMER, CUSTOMER.ID, CUSTOMER.CREATED_AT)
                                            .select(
                                                    select(
                                                                    customers.get("id", ID),
                                                                    customers.get("since", AT))
                                                            .from(customers.table()))
                                            .returning(CUSTOMER.ID));
            var linked = name("linked").as(linking().returning(CUSTOMER_HANDLE.CUSTOMER_ID));
            var claimed =
                    name("claimed")
                            .as(
                                    DSL.insertInto(
                                                    HANDLE_CLAIM,
                                                    HANDLE_CLAIM.CUSTOMER_ID,
                                                    HANDLE_CLAIM.HANDLE_ID,
                                                    HANDLE_CLAIM.CONTACT_ID)
                                            .select(
                                                    select(
                                                                    claims.get("customer", ID),
                                                                    claims.get("handle", ID),
                                                                    claims.get("contact", ID))
                                                            .from(claims.table()))
                                            .onConflictDoNothing()
                                            .returning(HANDLE_CLAIM.CUSTOMER_ID));
            return Rendered.of(DSL.with(made, linked, claimed).select(DSL.count()).from(linked));
        }

        private InsertReturningStep<?> linking() {
            return DSL.insertInto(
                            CUSTOMER_HANDLE,
                            CUSTOMER_HANDLE.CUSTOMER_ID,
                            CUSTOMER_HANDLE.HANDLE_ID,
                            CUSTOMER_HANDLE.STANDING,
                            CUSTOMER_HANDLE.TRUST,
                            CUSTOMER_HANDLE.CONTACT_ID,
                            CUSTOMER_HANDLE.CREATED_AT,
                            CUSTOMER_HANDLE.PROVABLE)
                    .select(
                            select(
                                            links.get("customer", ID),
                                            links.get("handle", ID),
                                            links.get("standing", WORD),
                                            links.get("trust", WORD),
                                            links.get("contact", ID),
                                            links.get("since", AT),
                                            ProvableClaims.isProvable(
                                                    links.get("customer", ID),
                                                    links.get("standing", WORD)))
                                    .from(links.table()))
                    .onConflict(CUSTOMER_HANDLE.CUSTOMER_ID, CUSTOMER_HANDLE.HANDLE_ID)
                    .doUpdate()
                    .set(CUSTOMER_HANDLE.STANDING, excluded(CUSTOMER_HANDLE.STANDING))
                    .set(CUSTOMER_HANDLE.TRUST, excluded(CUSTOMER_HANDLE.TRUST))
                    .set(CUSTOMER_HANDLE.PROVABLE, false)
                    .where(
                            sureness(CUSTOMER_HANDLE.STANDING)
                                    .lt(sureness(excluded(CUSTOMER_HANDLE.STANDING))));
        }

        private static Field<Integer> sureness(Field<String> standing) {
            return DSL.case_(standing).mapValues(Standing.sureness());
        }
    }
}
