package io.recaller.routing.ring;

import static io.recaller.db.generated.Tables.ASTERISK_LINK;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.AsteriskLinkRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.impl.DSL;

/**
 * Which Asterisk each server is linked to, so that two of one name are not taken for one. Blocking;
 * any thread.
 */
public final class AsteriskLinks {
    /** A link that was not renewed for so long is no more; several times the pause between two. */
    public static final Duration LEASE = Duration.ofSeconds(30);

    private final Database database;
    private final InstantSource clock;

    public AsteriskLinks(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Writes the link down, or renews it, as long as nobody else's stands against it. One after the
     * other: of two that come at once, one sees what the other wrote.
     */
    public Announced announce(AsteriskLink link) {
        return database.inTransaction(tx -> {
            waitForOthers(tx);
            var other = other(tx, link);
            var former = former(tx, link);
            if (other.isEmpty()) {
                write(tx, link);
            }
            return new Announced(new Reach(link.system(), isAlone(tx, link)), other, former);
        });
    }

    /** The link of another server to another Asterisk of that name, if there is one. */
    public Optional<AsteriskLink> against(AsteriskLink link) {
        return database.inTransaction(tx -> other(tx, link));
    }

    /** Whether a server is linked to the Asterisk of that name now. */
    public boolean isLinked(Tx tx, String system) {
        return tx.dsl()
                .fetchExists(
                        ASTERISK_LINK,
                        ASTERISK_LINK.ASTERISK_SYSTEM.eq(system),
                        ASTERISK_LINK.LEASE_UNTIL.gt(clock.instant()));
    }

    /** Until when that server's link counts unless it is renewed. */
    public Optional<Instant> leaseOf(AsteriskLink link) {
        return database.inTransaction(tx ->
                tx.dsl()
                        .select(ASTERISK_LINK.LEASE_UNTIL)
                        .from(ASTERISK_LINK)
                        .where(ASTERISK_LINK.SERVER.eq(link.server()))
                        .fetchOptional(ASTERISK_LINK.LEASE_UNTIL));
    }

    /**
     * What that Asterisk was called when the server was last linked to it, if that was something
     * else and no other Asterisk has the name. Asterisk takes a new name only when it is started
     * again, so no call of the old name goes on.
     */
    public Optional<String> formerName(AsteriskLink link) {
        return database.inTransaction(tx -> former(tx, link));
    }

    /** The server looks at no Asterisk any more; which one it was is remembered. */
    public void leave(String server) {
        database.runInTransaction(tx ->
                tx.dsl()
                        .update(ASTERISK_LINK)
                        .set(ASTERISK_LINK.LEASE_UNTIL, clock.instant())
                        .where(ASTERISK_LINK.SERVER.eq(server))
                        .execute());
    }

    private static void waitForOthers(Tx tx) {
        var _ =
                tx.dsl()
                        .select(
                                DSL.field(
                                        "pg_advisory_xact_lock(hashtext('asterisk links'))",
                                        String.class))
                        .fetch();
    }

    /**
     * Who was linked to the same Asterisk as we were is so still: when its identity is a new one
     * for us, since it was started again, the others only have not heard of it yet.
     */
    private Optional<AsteriskLink> other(Tx tx, AsteriskLink link) {
        var former = ASTERISK_LINK.as("former");
        return tx.dsl()
                .selectFrom(ASTERISK_LINK)
                .where(
                        ASTERISK_LINK.SERVER.ne(link.server()),
                        ASTERISK_LINK.ASTERISK_SYSTEM.eq(link.system()),
                        ASTERISK_LINK.IDENTITY.ne(link.identity()),
                        notExists(
                                selectOne()
                                        .from(former)
                                        .where(
                                                former.SERVER.eq(link.server()),
                                                former.ADDRESS.eq(link.address()),
                                                former.ASTERISK_SYSTEM.eq(link.system()),
                                                former.IDENTITY.eq(ASTERISK_LINK.IDENTITY))),
                        ASTERISK_LINK.LEASE_UNTIL.gt(clock.instant()))
                .limit(1)
                .fetchOptional(AsteriskLinks::link);
    }

    private Optional<String> former(Tx tx, AsteriskLink link) {
        var others = ASTERISK_LINK.as("others");
        return tx.dsl()
                .select(ASTERISK_LINK.ASTERISK_SYSTEM)
                .from(ASTERISK_LINK)
                .where(
                        ASTERISK_LINK.SERVER.eq(link.server()),
                        ASTERISK_LINK.ADDRESS.eq(link.address()),
                        ASTERISK_LINK.ASTERISK_SYSTEM.ne(link.system()),
                        notExists(
                                selectOne()
                                        .from(others)
                                        .where(
                                                others.SERVER.ne(link.server()),
                                                others.ASTERISK_SYSTEM.eq(
                                                        ASTERISK_LINK.ASTERISK_SYSTEM),
                                                others.IDENTITY.ne(ASTERISK_LINK.IDENTITY),
                                                others.LEASE_UNTIL.gt(clock.instant()))))
                .fetchOptional(ASTERISK_LINK.ASTERISK_SYSTEM);
    }

    private boolean isAlone(Tx tx, AsteriskLink link) {
        return !tx.dsl()
                .fetchExists(
                        ASTERISK_LINK,
                        ASTERISK_LINK.ASTERISK_SYSTEM.ne(link.system()),
                        ASTERISK_LINK.LEASE_UNTIL.gt(clock.instant()));
    }

    private void write(Tx tx, AsteriskLink link) {
        var row = new AsteriskLinkRecord();
        row.setServer(link.server());
        row.setAsteriskSystem(link.system());
        row.setIdentity(link.identity());
        row.setAddress(link.address());
        row.setLeaseUntil(clock.instant().plus(LEASE));
        tx.dsl()
                .insertInto(ASTERISK_LINK)
                .set(row)
                .onConflict(ASTERISK_LINK.SERVER)
                .doUpdate()
                .set(row)
                .execute();
    }

    private static AsteriskLink link(AsteriskLinkRecord row) {
        return new AsteriskLink(
                row.getServer(), row.getAsteriskSystem(), row.getIdentity(), row.getAddress());
    }

    /**
     * What came of it.
     *
     * @param against another Asterisk of that name; then ours must not be served
     * @param former as in {@link #formerName}
     */
    public record Announced(Reach reach, Optional<AsteriskLink> against, Optional<String> former) {}
}
