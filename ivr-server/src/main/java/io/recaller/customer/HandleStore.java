package io.recaller.customer;

import static io.recaller.db.generated.Tables.HANDLE;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.select;

import io.recaller.db.GivenRows;
import io.recaller.db.Rendered;
import io.recaller.db.Tx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.impl.DSL;

/** The rows of handles: one each, whoever comes first. Thread-safe. */
public final class HandleStore {
    private static final List<Field<?>> ROW = List.of(HANDLE.ID, HANDLE.KIND, HANDLE.VALUE);

    private final Supplier<UUID> ids;
    private final GivenRows<Handle> given;
    private final Rendered made;
    private final Rendered locked;

    /**
     * A store that makes rows as needed.
     *
     * @param ids makes UUIDv7
     */
    public HandleStore(Supplier<UUID> ids) {
        this.ids = ids;
        this.given =
                GivenRows.<Handle>as("given")
                        .with("id", HANDLE.ID.getDataType(), _ -> ids.get())
                        .with("kind", HANDLE.KIND.getDataType(), Merges::kind)
                        .with("value", HANDLE.VALUE.getDataType(), Handle::value);
        this.made = made(given);
        this.locked = locked(given);
    }

    private static Rendered made(GivenRows<Handle> given) {
        return Rendered.of(
                DSL.insertInto(HANDLE, HANDLE.ID, HANDLE.KIND, HANDLE.VALUE)
                        .select(
                                select(
                                                given.get("id", HANDLE.ID.getDataType()),
                                                given.get("kind", HANDLE.KIND.getDataType()),
                                                given.get("value", HANDLE.VALUE.getDataType()))
                                        .from(given.table()))
                        .onConflict(HANDLE.KIND, HANDLE.VALUE)
                        .doNothing()
                        .returning(ROW));
    }

    /** Row by row by the index, in the order given, whatever the planner knows of the table. */
    private static Rendered locked(GivenRows<Handle> given) {
        var one =
                select(ROW)
                        .from(HANDLE)
                        .where(
                                HANDLE.KIND.eq(given.get("kind", HANDLE.KIND.getDataType())),
                                HANDLE.VALUE.eq(given.get("value", HANDLE.VALUE.getDataType())))
                        .offset(inline(0))
                        .forNoKeyUpdate()
                        .asTable("one");
        return Rendered.of(select(one.fields()).from(given.table()).crossJoin(lateral(one)));
    }

    /** The id of the handle's row, made when new. */
    public UUID idOf(Tx tx, Handle handle) {
        insertWhenNew(tx, handle);
        return tx.dsl()
                .select(HANDLE.ID)
                .from(HANDLE)
                .where(HANDLE.KIND.eq(Merges.kind(handle)), HANDLE.VALUE.eq(handle.value()))
                .fetchSingle(Record1::value1);
    }

    /**
     * As {@link #idOf}; until the transaction ends nobody else can lock this handle. Rows that
     * refer to it are written all the same: a call that begins does not wait.
     */
    public UUID lock(Tx tx, Handle handle) {
        insertWhenNew(tx, handle);
        return tx.dsl()
                .select(HANDLE.ID)
                .from(HANDLE)
                .where(HANDLE.KIND.eq(Merges.kind(handle)), HANDLE.VALUE.eq(handle.value()))
                .forNoKeyUpdate()
                .fetchSingle(Record1::value1);
    }

    /** As {@link #lock}, for many at once and in one order. */
    public Locked lock(Tx tx, Collection<Handle> handles) {
        var inOrder = CustomerStore.inOneOrder(handles);
        var fresh = ids(tx, made, inOrder);
        var known = inOrder.stream().filter(handle -> !fresh.containsKey(handle)).toList();
        return new Locked(fresh, known.isEmpty() ? Map.of() : ids(tx, locked, known));
    }

    private Map<Handle, UUID> ids(Tx tx, Rendered statement, List<Handle> handles) {
        var ids = new HashMap<Handle, UUID>();
        for (var row : statement.fetch(tx, ROW, given.of(handles))) {
            var handle = new Handle(UsedHandles.kind(row.get(HANDLE.KIND)), row.get(HANDLE.VALUE));
            ids.put(handle, row.get(HANDLE.ID));
        }
        return ids;
    }

    private void insertWhenNew(Tx tx, Handle handle) {
        tx.dsl()
                .insertInto(HANDLE, HANDLE.ID, HANDLE.KIND, HANDLE.VALUE)
                .values(ids.get(), Merges.kind(handle), handle.value())
                .onConflict(HANDLE.KIND, HANDLE.VALUE)
                .doNothing()
                .execute();
    }

    /**
     * Rows of handles that nobody else can lock now.
     *
     * @param made in this transaction: nobody uses them
     * @param found there before
     */
    public record Locked(Map<Handle, UUID> made, Map<Handle, UUID> found) {
        public Locked {
            made = Map.copyOf(made);
            found = Map.copyOf(found);
        }
    }
}
