package io.recaller.register;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.HANDLE;

import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The contacts that came by one number or other handle. The caller owns the transaction. */
public final class OfHandle {
    private OfHandle() {}

    /**
     * One of them.
     *
     * @param at when it began
     * @param channel its slug
     */
    public record Listed(ContactId contact, Instant at, String channel) {}

    /**
     * Our own before those of other systems, of which there is little to tell; the latest first.
     */
    static List<Listed> read(Tx tx, Handle handle, int most) {
        return tx.dsl()
                .select(CONTACT.ID, CONTACT.STARTED_AT, CONTACT.CHANNEL)
                .from(CONTACT)
                .join(HANDLE)
                .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                .where(HANDLE.KIND.eq(handle.kind().slug()), HANDLE.VALUE.eq(handle.value()))
                .orderBy(isOurs().desc(), CONTACT.STARTED_AT.desc())
                .limit(most)
                .fetch(row -> new Listed(new ContactId(row.value1()), row.value2(), row.value3()));
    }

    /** They go by their own id. */
    private static Field<Boolean> isOurs() {
        return DSL.field(CONTACT.EXTERNAL_ID.eq(CONTACT.ID.cast(String.class)));
    }
}
