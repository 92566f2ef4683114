package io.recaller.desk.session;

import static io.recaller.db.generated.Tables.DESK_SESSION;

import io.recaller.agent.AgentId;
import io.recaller.db.Database;
import java.time.Instant;
import java.util.Optional;
import org.jooq.impl.DSL;

/** Sessions as rows, so that a restarted server, or another one, knows who is signed in. */
public final class DatabaseSessions implements Sessions {
    private final Database database;

    public DatabaseSessions(Database database) {
        this.database = database;
    }

    @Override
    public void begin(SessionHash session, AgentId agent, Instant until) {
        database.runInTransaction(tx -> {
            tx.dsl()
                    .deleteFrom(DESK_SESSION)
                    .where(DESK_SESSION.UNTIL_AT.lt(DSL.currentInstant()))
                    .execute();
            tx.dsl()
                    .insertInto(DESK_SESSION)
                    .set(DESK_SESSION.HASH, session.hex())
                    .set(DESK_SESSION.AGENT_ID, agent.value())
                    .set(DESK_SESSION.UNTIL_AT, until)
                    .execute();
        });
    }

    @Override
    public Optional<AgentId> agent(SessionHash session, Instant now) {
        return database.inTransaction(tx ->
                tx.dsl()
                        .select(DESK_SESSION.AGENT_ID)
                        .from(DESK_SESSION)
                        .where(DESK_SESSION.HASH.eq(session.hex()))
                        .and(DESK_SESSION.UNTIL_AT.gt(now))
                        .fetchOptional(row -> new AgentId(row.value1())));
    }

    @Override
    public void end(SessionHash session) {
        database.runInTransaction(tx ->
                tx.dsl()
                        .deleteFrom(DESK_SESSION)
                        .where(DESK_SESSION.HASH.eq(session.hex()))
                        .execute());
    }
}
