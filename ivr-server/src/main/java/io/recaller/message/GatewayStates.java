package io.recaller.message;

import static io.recaller.db.generated.Tables.GATEWAY_STATE;
import static io.recaller.db.generated.Tables.GATEWAY_TRAFFIC;
import static io.recaller.db.generated.Tables.MESSAGE;
import static io.recaller.db.generated.Tables.THREAD;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.greatest;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.when;

import io.recaller.db.Storable;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of how gateways do, as the servers that run tell it. Each method works in the caller's
 * transaction. Any thread.
 */
public final class GatewayStates {
    private static final int LONGEST_WHY = 500;

    /**
     * What one server says of a gateway.
     *
     * @param why why it is dead; else empty
     */
    public record Told(String gateway, String server, Aliveness state, String why, Instant since) {}

    /** When a message last came in by a gateway, and when one last went out. */
    public record Passed(Optional<Instant> in, Optional<Instant> out) {
        /** Nothing that is known of. */
        public static final Passed NOTHING = new Passed(Optional.empty(), Optional.empty());
    }

    /**
     * What waits to be sent by a gateway.
     *
     * @param since when the oldest was written
     */
    public record Unsent(int messages, Instant since) {}

    /** A server says how a gateway does; until when it has done so is kept when that is no news. */
    public void tell(
            Tx tx, String gateway, String server, Aliveness state, String why, Instant now) {
        var kept = Storable.mended(why.substring(0, Math.min(why.length(), LONGEST_WHY)));
        var isOld = GATEWAY_STATE.STATE.eq(state.slug()).and(GATEWAY_STATE.WHY.eq(kept));
        tx.dsl()
                .insertInto(GATEWAY_STATE)
                .set(GATEWAY_STATE.GATEWAY, gateway)
                .set(GATEWAY_STATE.SERVER, server)
                .set(GATEWAY_STATE.STATE, state.slug())
                .set(GATEWAY_STATE.WHY, kept)
                .set(GATEWAY_STATE.SINCE, now)
                .set(GATEWAY_STATE.SEEN_AT, now)
                .onConflict(GATEWAY_STATE.GATEWAY, GATEWAY_STATE.SERVER)
                .doUpdate()
                .set(
                        GATEWAY_STATE.SINCE,
                        when(isOld, GATEWAY_STATE.SINCE).otherwise(excluded(GATEWAY_STATE.SINCE)))
                .set(GATEWAY_STATE.STATE, state.slug())
                .set(GATEWAY_STATE.WHY, kept)
                .set(GATEWAY_STATE.SEEN_AT, now)
                .execute();
    }

    /** The server says no more; nor do those that were killed and have not said anything since. */
    public void leave(Tx tx, String server, Instant silentSince) {
        tx.dsl()
                .deleteFrom(GATEWAY_STATE)
                .where(GATEWAY_STATE.SERVER.eq(server).or(GATEWAY_STATE.SEEN_AT.lt(silentSince)))
                .execute();
    }

    /** What servers said since then. */
    public List<Told> told(Tx tx, Instant since) {
        return tx.dsl()
                .selectFrom(GATEWAY_STATE)
                .where(GATEWAY_STATE.SEEN_AT.ge(since))
                .orderBy(GATEWAY_STATE.GATEWAY, GATEWAY_STATE.SINCE, GATEWAY_STATE.SERVER)
                .fetch(row ->
                        new Told(
                                row.getGateway(),
                                row.getServer(),
                                Aliveness.of(row.getState()),
                                row.getWhy(),
                                row.getSince()));
    }

    /** Something passed; what is known to be newer stays. */
    public void passed(Tx tx, String gateway, Passed passed) {
        tx.dsl()
                .insertInto(GATEWAY_TRAFFIC)
                .set(GATEWAY_TRAFFIC.GATEWAY, gateway)
                .set(GATEWAY_TRAFFIC.LAST_IN_AT, passed.in().orElse(null))
                .set(GATEWAY_TRAFFIC.LAST_OUT_AT, passed.out().orElse(null))
                .onConflict(GATEWAY_TRAFFIC.GATEWAY)
                .doUpdate()
                .set(
                        GATEWAY_TRAFFIC.LAST_IN_AT,
                        greatest(GATEWAY_TRAFFIC.LAST_IN_AT, excluded(GATEWAY_TRAFFIC.LAST_IN_AT)))
                .set(
                        GATEWAY_TRAFFIC.LAST_OUT_AT,
                        greatest(
                                GATEWAY_TRAFFIC.LAST_OUT_AT, excluded(GATEWAY_TRAFFIC.LAST_OUT_AT)))
                .execute();
    }

    /** When something last passed, by gateway. */
    public Map<String, Passed> passed(Tx tx) {
        return tx.dsl()
                .selectFrom(GATEWAY_TRAFFIC)
                .fetchMap(
                        GATEWAY_TRAFFIC.GATEWAY,
                        row ->
                                new Passed(
                                        Optional.ofNullable(row.getLastInAt()),
                                        Optional.ofNullable(row.getLastOutAt())));
    }

    /** What waits to be sent, by gateway. */
    public Map<String, Unsent> unsent(Tx tx) {
        return tx.dsl()
                .select(THREAD.GATEWAY, count(), min(MESSAGE.AT))
                .from(MESSAGE)
                .join(THREAD)
                .on(THREAD.ID.eq(MESSAGE.THREAD_ID))
                .where(MESSAGE.STATE.eq(inline(MessageState.QUEUED.slug())))
                .groupBy(THREAD.GATEWAY)
                .fetchMap(row -> row.value1(), row -> new Unsent(row.value2(), row.value3()));
    }
}
