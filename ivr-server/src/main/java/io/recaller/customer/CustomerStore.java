package io.recaller.customer;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;

import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.CustomerRecord;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Who the customers are and how they are recognised. Thread-safe; the caller owns the Tx. */
public final class CustomerStore {
    /** The business's own word on the language, which only a proof replaces. */
    private static final String SURE = "verified";

    private final Supplier<UUID> ids;
    private final HandleStore handles;

    /**
     * A store over one schema.
     *
     * @param ids makes UUIDv7
     */
    public CustomerStore(Supplier<UUID> ids, HandleStore handles) {
        this.ids = ids;
        this.handles = handles;
    }

    public Resolution resolve(Tx tx, Handle handle) {
        return Resolution.of(customers(tx, Merges.usersOf(handle)));
    }

    /** Whom this id stands for now, merges followed; empty when there is no such customer. */
    public Optional<CustomerId> survivor(Tx tx, CustomerId customer) {
        return customers(tx, Merges.survivorOf(customer)).stream().findFirst();
    }

    /**
     * As {@link #survivor}; until the transaction ends nobody else holds them, and they are not
     * merged.
     */
    public Optional<CustomerId> hold(Tx tx, CustomerId customer) {
        return Optional.ofNullable(Mergers.hold(tx, List.of(customer)).get(customer));
    }

    /** As {@link #findOrCreate} for one handle. */
    public Resolution createWhenNew(Tx tx, Handle handle, Instant now) {
        return findOrCreate(tx, List.of(handle), now);
    }

    /**
     * The customer whom all these handles together identify; a new one when nobody uses any of
     * them. Handles nobody uses yet become theirs. Never {@link Resolution.Nobody} unless there are
     * no handles; {@link Resolution.Several} when they stay ambiguous or contradict each other.
     *
     * <p>Holds the handles' row locks until the transaction ends, taken in one order, so concurrent
     * first contacts make one customer and never wait for each other in a circle.
     */
    public Resolution findOrCreate(Tx tx, Collection<Handle> given, Instant now) {
        var unused = new ArrayList<UUID>();
        var candidates = new ArrayList<List<CustomerId>>();
        for (var handle : inOneOrder(given)) {
            var handleId = handles.lock(tx, handle);
            var users = customers(tx, Merges.usersOf(handle));
            if (users.isEmpty()) {
                unused.add(handleId);
            } else {
                candidates.add(users);
            }
        }
        var found = Resolution.narrowing(candidates);
        if (found instanceof Resolution.Nobody && !unused.isEmpty()) {
            found = new Resolution.One(create(tx, now));
        }
        found.single().ifPresent(one -> link(tx, one, unused));
        return found;
    }

    /** Empty when there is no such customer. */
    public Optional<Profile> profile(Tx tx, CustomerId customer) {
        return tx.dsl()
                .selectFrom(CUSTOMER)
                .where(CUSTOMER.ID.in(Merges.survivorOf(customer)))
                .fetchOptional(row ->
                        new Profile(
                                new CustomerId(row.getId()),
                                Optional.ofNullable(row.getLanguage()),
                                Optional.ofNullable(row.getSegment()),
                                Optional.ofNullable(row.getResponsibleAgent()),
                                Optional.ofNullable(row.getPolicy())));
    }

    /**
     * Keeps the language a contact chose for the customer's next ones, unless something surer chose
     * the one there is.
     *
     * @param language BCP 47, such as {@code ru}
     */
    public void prefer(Tx tx, CustomerId customer, String language, TrustTier by) {
        tx.dsl()
                .selectFrom(CUSTOMER)
                .where(CUSTOMER.ID.in(Merges.survivorOf(customer)))
                .forNoKeyUpdate()
                .fetchOptional()
                .filter(row -> new Access(by).mayKeepLanguage(chosen(row)))
                .ifPresent(row -> {
                    row.setLanguage(kept(language));
                    row.setLanguageTrust(by.name().toLowerCase(Locale.ROOT));
                    row.update();
                });
    }

    private static Optional<TrustTier> chosen(CustomerRecord row) {
        return Optional.ofNullable(row.getLanguage())
                .map(_ -> TrustTier.valueOf(row.getLanguageTrust().toUpperCase(Locale.ROOT)));
    }

    /** What the business says of a customer, each part for itself. */
    public void change(
            Tx tx,
            CustomerId customer,
            Change<String> language,
            Change<String> segment,
            Change<UUID> agent) {
        tx.dsl()
                .update(CUSTOMER)
                .set(CUSTOMER.LANGUAGE, language.map(CustomerStore::kept).in(CUSTOMER.LANGUAGE))
                .set(
                        CUSTOMER.LANGUAGE_TRUST,
                        language.isSaid() ? DSL.val(SURE) : CUSTOMER.LANGUAGE_TRUST)
                .set(CUSTOMER.SEGMENT, segment.in(CUSTOMER.SEGMENT))
                .set(CUSTOMER.RESPONSIBLE_AGENT, agent.in(CUSTOMER.RESPONSIBLE_AGENT))
                .where(CUSTOMER.ID.in(Merges.survivorOf(customer)))
                .execute();
    }

    /**
     * The menu policy this customer is served by, {@link Arms#CONTROL} for the control group. Drawn
     * at the first exposure and stored; a later change of the shares moves nobody.
     */
    public String policy(Tx tx, CustomerId customer, Arms arms, Instant now) {
        var survivor = survivor(tx, customer).orElse(customer);
        var drawn = arms.draw(survivor);
        tx.dsl()
                .update(CUSTOMER)
                .set(CUSTOMER.CONTROL_ARM, drawn.equals(Arms.CONTROL))
                .set(CUSTOMER.POLICY, drawn)
                .set(CUSTOMER.POLICY_DRAWN_AT, now)
                .where(CUSTOMER.ID.eq(survivor.value()), CUSTOMER.POLICY.isNull())
                .execute();
        return tx.dsl()
                .select(CUSTOMER.POLICY)
                .from(CUSTOMER)
                .where(CUSTOMER.ID.eq(survivor.value()))
                .fetchOptional(CUSTOMER.POLICY)
                .orElse(drawn);
    }

    /** One spelling, so that nobody who reads it has to know the others. */
    private static String kept(String language) {
        return Language.kept(language).orElse(language);
    }

    static List<Handle> inOneOrder(Collection<Handle> given) {
        return given.stream()
                .distinct()
                .sorted(Comparator.comparing(Handle::kind).thenComparing(Handle::value))
                .toList();
    }

    /** For a customer who is about to be created. */
    public UUID newId() {
        return ids.get();
    }

    CustomerId create(Tx tx, Instant now) {
        var id = newId();
        tx.dsl().insertInto(CUSTOMER, CUSTOMER.ID, CUSTOMER.CREATED_AT).values(id, now).execute();
        return new CustomerId(id);
    }

    private static void link(Tx tx, CustomerId customer, List<UUID> handleIds) {
        for (var handle : handleIds) {
            tx.dsl()
                    .insertInto(
                            CUSTOMER_HANDLE, CUSTOMER_HANDLE.CUSTOMER_ID, CUSTOMER_HANDLE.HANDLE_ID)
                    .values(customer.value(), handle)
                    .onConflict(CUSTOMER_HANDLE.CUSTOMER_ID, CUSTOMER_HANDLE.HANDLE_ID)
                    .doUpdate()
                    .set(CUSTOMER_HANDLE.STANDING, Standing.OWN.slug())
                    .where(CUSTOMER_HANDLE.STANDING.in(Standing.OWN.weaker()))
                    .execute();
        }
    }

    public static List<CustomerId> customers(Tx tx, Select<Record1<UUID>> select) {
        return tx.dsl().fetch(select).map(row -> new CustomerId(row.value1()));
    }
}
