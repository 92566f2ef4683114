package io.recaller.register;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.HANDLE;

import io.recaller.contact.ContactId;
import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
     * @param topic its id, once it is known
     * @param isOver whether it has ended
     * @param end how, in one word
     */
    public record Listed(
            ContactId contact,
            Instant at,
            String channel,
            Optional<String> topic,
            boolean isOver,
            Optional<String> end) {}

    /**
     * Our own before those of other systems, of which there is little to tell; the latest first.
     */
    static List<Listed> read(Tx tx, Handle handle, int most) {
        return tx.dsl()
                .select(
                        CONTACT.ID,
                        CONTACT.STARTED_AT,
                        CONTACT.CHANNEL,
                        CONTACT.TOPIC,
                        CONTACT.ENDED_AT,
                        CONTACT.END_REASON)
                .from(CONTACT)
                .join(HANDLE)
                .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                .where(HANDLE.KIND.eq(handle.kind().slug()), HANDLE.VALUE.eq(handle.value()))
                .orderBy(isOurs().desc(), CONTACT.STARTED_AT.desc())
                .limit(most)
                .fetch(row ->
                        new Listed(
                                new ContactId(row.value1()),
                                row.value2(),
                                row.value3(),
                                Optional.ofNullable(row.value4()),
                                row.value5() != null,
                                Optional.ofNullable(row.value6())));
    }

    /** They go by their own id. */
    private static Field<Boolean> isOurs() {
        return DSL.field(CONTACT.EXTERNAL_ID.eq(CONTACT.ID.cast(String.class)));
    }
}
