package io.recaller.desk.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseSessionsTest {
    private static final Instant NOW = Instant.parse("2126-11-21T12:00:00Z");
    private static final SessionHash SESSION = new SessionHash("ab".repeat(32));

    private final Database db = TestDatabase.fresh();
    private final AgentId agent =
            db.inTransaction(
                    tx -> new AgentStore().put(tx, "dana", "Dana", Optional.empty(), Map.of()));

    @Test
    void anotherServerKnowsWhoIsSignedInUntilTheSessionEnds() {
        new DatabaseSessions(db).begin(SESSION, agent, NOW.plus(Duration.ofHours(12)));

        var restarted = new DatabaseSessions(db);

        assertThat(restarted.agent(SESSION, NOW)).contains(agent);
        assertThat(restarted.agent(SESSION, NOW.plus(Duration.ofHours(12)))).isEmpty();
        restarted.end(SESSION);
        assertThat(restarted.agent(SESSION, NOW)).isEmpty();
    }
}
