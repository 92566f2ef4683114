package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.postgresql.jdbc.PgConnection;

/** Connections that were asked once what calls ask. */
final class RehearsedConnectionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

    @Test
    void twoAreReadyAndTheOthersFollowOneByOne() {
        try (var database = TestDatabase.fresh()) {
            database.rehearse(this::ask, PATIENCE);

            assertThat(asked).hasSizeGreaterThanOrEqualTo(2);
            await().atMost(PATIENCE).until(() -> asked.size() >= 10);
        }
    }

    @Test
    void whoWaitsForOneDoesNotWaitForThePause() throws Exception {
        var settings = TestDatabase.freshSettings();
        try (var pool = new ConnectionPool(settings, Duration.ofMinutes(10));
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            pool.rehearse(this::ask, PATIENCE);
            assertThat(asked).hasSize(2);
            var all = new CountDownLatch(8);

            for (var i = 0; i < 8; i++) {
                callers.execute(() -> borrow(pool, all));
            }

            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void oneInUseIsKeptAndAnIdleOneIsRenewed() throws Exception {
        try (var pool = new ConnectionPool(TestDatabase.freshSettings())) {
            var both =
                    pool.lend(used -> {
                        var idle = pool.lend(RehearsedConnectionsTest::raw);
                        pool.rehearse(this::ask, PATIENCE);
                        return List.of(raw(used), idle);
                    });

            await().atMost(PATIENCE).until(() -> both.getLast().isClosed());
            assertThat(both.getFirst().isClosed()).isFalse();
        }
    }

    private static PgConnection raw(Connection pooled) throws SQLException {
        return pooled.unwrap(PgConnection.class);
    }

    private static void borrow(ConnectionPool pool, CountDownLatch all) {
        try {
            pool.lend(connection -> together(Tx.on(connection), all));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ask(Tx tx) {
        asked.add(session(tx));
    }

    private static boolean together(Tx tx, CountDownLatch all) {
        session(tx);
        all.countDown();
        try {
            return all.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int session(Tx tx) {
        return tx.dsl().fetchSingle("select pg_backend_pid()").get(0, Integer.class);
    }
}
