package io.recaller.customer.identity;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CUSTOMER_HANDLE;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.HANDLE_CLAIM;
import static io.recaller.db.generated.Tables.HANDLE_READING;

import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.customer.Standing;
import io.recaller.customer.UsedHandles;
import io.recaller.customer.handle.Handles;
import io.recaller.customer.handle.Handles.Reading;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/**
 * Reads the telephone numbers that are stored again, and e-mail addresses, by the rules of today:
 * another form of a number becomes that number with all that hangs on it, a number that is one only
 * here its own kind, and a placeholder loses the customers it joined. What no plan has room for
 * stays: nobody is recognised by it any more. Thread-safe; the caller owns the Tx.
 */
public final class StoredHandles {
    /** Of a host's name in letters of its own, which was kept beside the one that mail brings. */
    private static final String FOREIGN = "[^ -~]|\\.$";

    private final Handles handles;
    private final HandleStore rows;
    private final SameLine sameLine;
    private final AuditTrail audit;

    /**
     * Over one schema.
     *
     * @param ids makes UUIDv7
     */
    public StoredHandles(Handles handles, Supplier<UUID> ids) {
        this.handles = handles;
        this.rows = new HandleStore(ids);
        this.audit = new AuditTrail(ids);
        this.sameLine = new SameLine(audit);
    }

    /** Whether all were read by these rules before. */
    public boolean areRead(Tx tx) {
        return tx.dsl().fetchExists(HANDLE_READING, HANDLE_READING.RULES.eq(handles.rules()));
    }

    /** Writes down that all were. */
    public void areReadNow(Tx tx, Instant now) {
        tx.dsl()
                .insertInto(HANDLE_READING, HANDLE_READING.RULES, HANDLE_READING.DONE_AT)
                .values(handles.rules(), now)
                .onConflictDoNothing()
                .execute();
    }

    /**
     * Reads some.
     *
     * @param after the last one read; empty at the start
     * @param most how many, more than zero
     * @return the last one read now; empty when there are no more
     */
    public Optional<UUID> read(Tx tx, Optional<UUID> after, int most, Instant now) {
        var stored =
                tx.dsl()
                        .select(HANDLE.ID, HANDLE.KIND, HANDLE.VALUE)
                        .from(HANDLE)
                        .where(
                                HANDLE.KIND
                                        .eq(HandleKind.TEL.slug())
                                        .or(
                                                HANDLE.KIND
                                                        .eq(HandleKind.EMAIL.slug())
                                                        .and(HANDLE.VALUE.likeRegex(FOREIGN))))
                        .and(after.map(HANDLE.ID::gt).orElse(DSL.noCondition()))
                        .orderBy(HANDLE.ID)
                        .limit(most)
                        .fetch();
        stored.forEach(row ->
                again(
                        tx,
                        row.value1(),
                        new Handle(UsedHandles.kind(row.value2()), row.value3()),
                        now));
        return stored.stream().map(row -> row.get(HANDLE.ID)).reduce((_, last) -> last);
    }

    private void again(Tx tx, UUID id, Handle written, Instant now) {
        var read =
                written.kind() == HandleKind.TEL
                        ? handles.again(written.value())
                        : handles.parse(written.uri());
        switch (read) {
            case Reading.Read(Handle today) when !today.equals(written) ->
                    become(tx, id, today, now);
            case Reading.Withheld _ -> drop(tx, id, written, now);
            case Reading.Read _, Reading.Wrong _ -> {}
        }
    }

    private void become(Tx tx, UUID former, Handle handle, Instant now) {
        var today = rows.lock(tx, handle);
        sameLine.join(tx, users(tx, former), users(tx, today), now);
        yieldTo(tx, former, today);
        tx.dsl()
                .update(CUSTOMER_HANDLE)
                .set(CUSTOMER_HANDLE.HANDLE_ID, today)
                .where(CUSTOMER_HANDLE.HANDLE_ID.eq(former))
                .and(CUSTOMER_HANDLE.CUSTOMER_ID.notIn(linkedTo(today)))
                .execute();
        tx.dsl()
                .update(CONTACT)
                .set(CONTACT.HANDLE_ID, today)
                .where(CONTACT.HANDLE_ID.eq(former))
                .execute();
        moveClaims(tx, former, today);
        tx.dsl().deleteFrom(HANDLE).where(HANDLE.ID.eq(former)).execute();
    }

    /** Of two links of one customer the surer one stays. */
    private static void yieldTo(Tx tx, UUID former, UUID today) {
        for (var standing : Standing.values()) {
            tx.dsl()
                    .deleteFrom(CUSTOMER_HANDLE)
                    .where(CUSTOMER_HANDLE.HANDLE_ID.eq(today))
                    .and(CUSTOMER_HANDLE.STANDING.in(standing.weaker()))
                    .and(
                            CUSTOMER_HANDLE.CUSTOMER_ID.in(
                                    linkedTo(former)
                                            .and(CUSTOMER_HANDLE.STANDING.eq(standing.slug()))))
                    .execute();
        }
    }

    private static void moveClaims(Tx tx, UUID former, UUID today) {
        tx.dsl()
                .insertInto(
                        HANDLE_CLAIM,
                        HANDLE_CLAIM.CUSTOMER_ID,
                        HANDLE_CLAIM.HANDLE_ID,
                        HANDLE_CLAIM.CONTACT_ID)
                .select(
                        DSL.select(
                                        HANDLE_CLAIM.CUSTOMER_ID,
                                        DSL.val(today),
                                        HANDLE_CLAIM.CONTACT_ID)
                                .from(HANDLE_CLAIM)
                                .where(HANDLE_CLAIM.HANDLE_ID.eq(former)))
                .onConflictDoNothing()
                .execute();
    }

    private void drop(Tx tx, UUID id, Handle placeholder, Instant now) {
        var by = new AuditTrail.Actor(AuditTrail.Kind.SYSTEM, "numbers");
        var what = Map.of("handle", placeholder.toString());
        users(tx, id).forEach(user -> audit.write(tx, by.did("handle.dropped", user, what), now));
        tx.dsl().deleteFrom(CUSTOMER_HANDLE).where(CUSTOMER_HANDLE.HANDLE_ID.eq(id)).execute();
    }

    private static List<CustomerId> users(Tx tx, UUID handle) {
        return tx.dsl().fetch(usersOf(handle)).map(row -> new CustomerId(row.value1()));
    }

    /** A claim identifies nobody: nobody is merged, and nobody is told of a drop, by it. */
    private static Select<Record1<UUID>> usersOf(UUID handle) {
        return linkedTo(handle).and(CUSTOMER_HANDLE.STANDING.ne(Standing.CLAIMED.slug()));
    }

    private static SelectConditionStep<Record1<UUID>> linkedTo(UUID handle) {
        return DSL.select(CUSTOMER_HANDLE.CUSTOMER_ID)
                .from(CUSTOMER_HANDLE)
                .where(CUSTOMER_HANDLE.HANDLE_ID.eq(handle));
    }
}
