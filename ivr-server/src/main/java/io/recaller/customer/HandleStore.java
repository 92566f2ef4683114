package io.recaller.customer;

import static io.recaller.db.generated.Tables.HANDLE;

import io.recaller.db.Tx;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Record1;

/** The rows of handles: one each, whoever comes first. Thread-safe. */
public final class HandleStore {
    private final Supplier<UUID> ids;

    /**
     * A store that makes rows as needed.
     *
     * @param ids makes UUIDv7
     */
    public HandleStore(Supplier<UUID> ids) {
        this.ids = ids;
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
    UUID lock(Tx tx, Handle handle) {
        insertWhenNew(tx, handle);
        return tx.dsl()
                .select(HANDLE.ID)
                .from(HANDLE)
                .where(HANDLE.KIND.eq(Merges.kind(handle)), HANDLE.VALUE.eq(handle.value()))
                .forNoKeyUpdate()
                .fetchSingle(Record1::value1);
    }

    private void insertWhenNew(Tx tx, Handle handle) {
        tx.dsl()
                .insertInto(HANDLE, HANDLE.ID, HANDLE.KIND, HANDLE.VALUE)
                .values(ids.get(), Merges.kind(handle), handle.value())
                .onConflict(HANDLE.KIND, HANDLE.VALUE)
                .doNothing()
                .execute();
    }
}
