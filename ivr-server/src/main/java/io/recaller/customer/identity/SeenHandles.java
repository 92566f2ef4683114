package io.recaller.customer.identity;

import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleStore;
import io.recaller.customer.Merges;
import io.recaller.customer.Standing;
import io.recaller.customer.TrustTier;
import io.recaller.customer.TrustTiers;
import io.recaller.db.GivenRows;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Whom the handles of a list identify, as it is in the rows and with what was decided since. Of one
 * transaction, which holds the handles' row locks.
 */
final class SeenHandles {
    private final Map<Handle, Seen> seen;

    private SeenHandles(Map<Handle, Seen> seen) {
        this.seen = seen;
    }

    /**
     * What is known of one handle.
     *
     * @param id its row
     * @param users whom it identifies
     * @param trust the highest of the links by which it does
     */
    record Seen(UUID id, List<CustomerId> users, TrustTier trust) {
        Seen {
            users = List.copyOf(users);
        }
    }

    /** Of these handles, in this order; each once. */
    Map<Handle, Seen> of(List<Handle> named) {
        var some = new LinkedHashMap<Handle, Seen>();
        named.forEach(handle -> some.put(handle, one(handle)));
        return some;
    }

    private Seen one(Handle handle) {
        var one = seen.get(handle);
        if (one == null) {
            throw new IllegalArgumentException("not among those that were locked");
        }
        return one;
    }

    /** A handle identifies this customer from now on, too. */
    void identifies(Handle handle, CustomerId customer, TrustTier by) {
        var before = one(handle);
        var users = new LinkedHashSet<>(before.users());
        users.add(customer);
        var trust = before.trust().atLeast(by) ? before.trust() : by;
        seen.put(handle, new Seen(before.id(), List.copyOf(users), trust));
    }

    /** Reads them. Thread-safe. */
    static final class Reader {
        private static final Field<UUID> OF = field(name("chain", "of"), SQLDataType.UUID);
        private static final Field<UUID> ID = field(name("chain", "id"), SQLDataType.UUID);
        private static final Field<UUID> NEXT = field(name("chain", "next"), SQLDataType.UUID);
        private static final Field<String> TRUST =
                field(name("chain", "trust"), CUSTOMER_HANDLE.TRUST.getDataType());

        private final HandleStore handles;
        private final GivenRows<UUID> given =
                GivenRows.<UUID>as("given").with("id", SQLDataType.UUID, id -> id);
        private final Rendered users = users(given);

        Reader(HandleStore handles) {
            this.handles = handles;
        }

        /** Locks the handles, makes rows of those that are new, and looks whose they are. */
        SeenHandles lock(Tx tx, Collection<Handle> named) {
            var seen = new HashMap<Handle, Seen>();
            var locked = handles.lock(tx, named);
            locked.made().forEach((handle, id) -> seen.put(handle, nobodys(id)));
            if (!locked.found().isEmpty()) {
                var known = known(tx, List.copyOf(locked.found().values()));
                locked.found()
                        .forEach((handle, id) ->
                                seen.put(handle, known.getOrDefault(id, nobodys(id))));
            }
            return new SeenHandles(seen);
        }

        private static Seen nobodys(UUID id) {
            return new Seen(id, List.of(), TrustTier.UNKNOWN);
        }

        private Map<UUID, Seen> known(Tx tx, List<UUID> ids) {
            var known = new HashMap<UUID, Seen>();
            for (var row : users.fetch(tx, List.of(OF, ID, TRUST), given.of(ids))) {
                var link = new ArrayList<CustomerId>();
                link.add(new CustomerId(row.get(ID)));
                known.merge(
                        row.get(OF),
                        new Seen(row.get(OF), link, TrustTiers.read(row.get(TRUST))),
                        Reader::both);
            }
            return known;
        }

        private static Seen both(Seen some, Seen other) {
            var users = new LinkedHashSet<>(some.users());
            users.addAll(other.users());
            var trust = some.trust().atLeast(other.trust()) ? some.trust() : other.trust();
            return new Seen(some.id(), List.copyOf(users), trust);
        }

        /** As {@link Merges#usersOf}, handle by handle by the index; a circle ends. */
        private static Rendered users(GivenRows<UUID> given) {
            var of = given.get("id", SQLDataType.UUID);
            var link =
                    select(CUSTOMER_HANDLE.CUSTOMER_ID, CUSTOMER_HANDLE.TRUST)
                            .from(CUSTOMER_HANDLE)
                            .where(
                                    CUSTOMER_HANDLE.HANDLE_ID.eq(of),
                                    CUSTOMER_HANDLE.STANDING.ne(inline(Standing.CLAIMED.slug())))
                            .offset(inline(0))
                            .asTable("link");
            var customer = field(name("link", "customer_id"), SQLDataType.UUID);
            var chain =
                    name("chain")
                            .fields("of", "id", "next", "trust")
                            .as(
                                    select(
                                                    of,
                                                    CUSTOMER.ID,
                                                    CUSTOMER.MERGED_INTO,
                                                    field(
                                                            name("link", "trust"),
                                                            CUSTOMER_HANDLE.TRUST.getDataType()))
                                            .from(given.table())
                                            .crossJoin(lateral(link))
                                            .join(CUSTOMER)
                                            .on(CUSTOMER.ID.eq(customer))
                                            .union(
                                                    select(
                                                                    OF,
                                                                    CUSTOMER.ID,
                                                                    CUSTOMER.MERGED_INTO,
                                                                    TRUST)
                                                            .from(CUSTOMER)
                                                            .join(table(name("chain")))
                                                            .on(CUSTOMER.ID.eq(NEXT))));
            return Rendered.of(
                    DSL.withRecursive(chain)
                            .select(OF, ID, TRUST)
                            .from(chain)
                            .where(NEXT.isNull()));
        }
    }
}
