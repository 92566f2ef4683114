package io.recaller.db;

import static io.recaller.db.generated.Tables.TOPIC;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final DatabaseSettings SETTINGS = TestDatabase.freshSettings();
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(20);
    @AutoClose private static final Database db = Database.open(SETTINGS);

    @Test
    void whateverElseIsDoneLeavesConnectionsForTheTurnsOfCalls() throws Exception {
        var usual = TestDatabase.freshSettings();
        var settings =
                new DatabaseSettings(
                        usual.url(),
                        usual.user(),
                        usual.password(),
                        5,
                        Duration.ofSeconds(3),
                        usual.statementTimeout());
        var over = new CountDownLatch(1);
        try (var database = Database.open(settings);
                var others = Executors.newVirtualThreadPerTaskExecutor()) {
            var busy = new CountDownLatch(4);
            for (var i = 0; i < 4; i++) {
                others.execute(() ->
                        database.inTransaction(tx -> {
                            busy.countDown();
                            return awaited(over);
                        }));
            }
            assertThat(awaited(busy)).isTrue();

            assertThatThrownBy(() -> database.inTransaction(tx -> 1))
                    .isInstanceOf(DatabaseUnavailableException.class);
            int turn = database.atOnceForTurns(tx -> tx.dsl().selectOne().fetchSingle().value1());
            int handOff =
                    database.inTransactionForTurns(
                            tx -> tx.dsl().selectOne().fetchSingle().value1());

            assertThat(turn).isOne();
            assertThat(handOff).isOne();
            assertThat(database.months().partitionOf(Instant.EPOCH)).isEmpty();
            over.countDown();
        } finally {
            over.countDown();
        }
    }

    /** As chats and pages may ask all together; callers and agents ask the same pool. */
    @Test
    void whatIsInsideTheBulkheadHasHalfOfTheConnectionsAtMost() throws Exception {
        for (var most : List.of(2, 4)) {
            var over = new CountDownLatch(1);
            try (var database = Database.connect(pooled(most));
                    var chats = Executors.newVirtualThreadPerTaskExecutor()) {
                var busy = new CountDownLatch(most / 2);
                var done = new AtomicInteger();
                for (var i = 0; i < 3 * most; i++) {
                    var _ =
                            chats.submit(() ->
                                    Bulkhead.run(() ->
                                            database.inTransactionForTurns(tx -> {
                                                busy.countDown();
                                                done.incrementAndGet();
                                                return awaited(over);
                                            })));
                }
                assertThat(awaited(busy)).isTrue();

                assertThatThrownBy(() -> Bulkhead.call(() -> database.inTransaction(tx -> 1)))
                        .isInstanceOf(DatabaseUnavailableException.class);
                assertThat(done).hasValue(most / 2);
                int agent = database.inTransaction(tx -> 1);
                int turn = database.atOnceForTurns(tx -> 2);
                assertThat(agent + turn).isEqualTo(3);
                over.countDown();
            } finally {
                over.countDown();
            }
        }
    }

    @Test
    void whatIsGivenToAnExecutorFromInsideTheBulkheadStaysInside() {
        var inside = new ArrayList<Boolean>();
        var carrying = Bulkhead.carrying(Runnable::run);
        Runnable look = () -> inside.add(Bulkhead.isInside());

        Bulkhead.run(() -> carrying.execute(look));
        carrying.execute(look);

        assertThat(inside).containsExactly(true, false);
    }

    private static DatabaseSettings pooled(int connections) {
        var usual = TestDatabase.freshSettings();
        return new DatabaseSettings(
                usual.url(),
                usual.user(),
                usual.password(),
                connections,
                Duration.ofSeconds(1),
                usual.statementTimeout());
    }

    /** Of a database that is not there: half the time goes by until one of the first gives up. */
    @Test
    void whoWaitsForAConnectionWaitsNoLongerThanOneTimeOutInAll() throws Exception {
        var nowhere = "jdbc:postgresql://127.0.0.1:" + FreePorts.tcp() + "/x";
        var settings = new DatabaseSettings(nowhere, "x", "x", 2, PATIENCE, Duration.ofSeconds(5));
        try (var unreached = Database.connect(settings);
                var first = Executors.newVirtualThreadPerTaskExecutor()) {
            first.execute(() -> waited(unreached));
            first.execute(() -> waited(unreached));
            var half = CompletableFuture.delayedExecutor(PATIENCE.toMillis() / 2, MILLISECONDS);

            var waited = CompletableFuture.supplyAsync(() -> waited(unreached), half);

            assertThat(waited.get(20, TimeUnit.SECONDS))
                    .isBetween(PATIENCE.minusMillis(100), PATIENCE.multipliedBy(5).dividedBy(4));
        }
    }

    private static Duration waited(Database database) {
        var asked = System.nanoTime();
        assertThatThrownBy(() -> database.inTransaction(tx -> 1))
                .isInstanceOf(DatabaseUnavailableException.class);
        return Duration.ofNanos(System.nanoTime() - asked);
    }

    @Test
    void whatALongTransactionTellsAfterwardsIsToldOnceItIsCommitted() {
        var told = new AtomicInteger();

        db.inLongTransaction(
                LONG,
                tx -> {
                    enter(tx, "long.one");
                    tx.afterCommit(told::incrementAndGet);
                    assertThat(told).hasValue(0);
                    return true;
                });

        assertThat(told).hasValue(1);
        assertThat(exists("long.one")).isTrue();
    }

    /** Else who sends one file reads every message there is. */
    @Test
    void whatCarriesMuchTakesLongerAndIsPlannedAsUsual() {
        List<String> seen =
                db.inTransactionWithin(
                        LONG,
                        tx ->
                                Stream.of("statement_timeout", "enable_nestloop", "work_mem")
                                        .map(name ->
                                                tx.dsl()
                                                        .fetchSingle("show " + name)
                                                        .get(0, String.class))
                                        .toList());
        List<String> usual =
                db.inTransaction(tx ->
                        Stream.of("enable_nestloop", "work_mem")
                                .map(name ->
                                        tx.dsl().fetchSingle("show " + name).get(0, String.class))
                                .toList());

        assertThat(seen.getFirst()).isEqualTo(LONG.toSeconds() + "s");
        assertThat(seen.subList(1, 3)).isEqualTo(usual);
    }

    @Test
    void aLongTransactionOnAStageIsTakenBackAndTellsNothing() {
        var told = new AtomicInteger();

        db.stage(staged ->
                staged.inLongTransaction(
                        LONG,
                        tx -> {
                            enter(tx, "long.two");
                            tx.afterCommit(told::incrementAndGet);
                            return true;
                        }));

        assertThat(told).hasValue(0);
        assertThat(exists("long.two")).isFalse();
    }

    @Test
    void whatFailsToBeToldTakesNothingBack() {
        var told = new AtomicInteger();

        db.runInTransaction(tx -> {
            enter(tx, "told.two");
            tx.afterCommit(() -> {
                throw new IllegalStateException("nobody listens");
            });
            tx.afterCommit(told::incrementAndGet);
        });

        assertThat(told).hasValue(1);
        assertThat(exists("told.two")).isTrue();
    }

    @Test
    void aDatabaseThatCannotBeOpenedKeepsNoConnections() {
        var settings = TestDatabase.freshSettings();
        try (var before = Database.open(settings)) {
            before.runAtOnce(tx ->
                    tx.dsl().execute("alter function empty_default_contacts rename to not_there"));
        }

        assertThatThrownBy(() -> Database.open(settings));

        Awaitility.await().untilAsserted(() -> assertThat(connectedTo(settings)).isEmpty());
    }

    private static List<String> connectedTo(DatabaseSettings settings) throws SQLException {
        try (var asking = BackupConnection.open(settings)) {
            return asking.others();
        }
    }

    @Test
    void whatReturnsIsCommitted() {
        db.runInTransaction(tx -> enter(tx, "billing.tv"));

        assertThat(exists("billing.tv")).isTrue();
    }

    @Test
    void whatThrowsIsRolledBack() {
        assertThatThrownBy(() ->
                        db.runInTransaction(tx -> {
                            enter(tx, "outage");
                            throw new IllegalStateException("changed my mind");
                        }))
                .hasMessage("changed my mind");

        assertThat(exists("outage")).isFalse();
    }

    @Test
    void whatIsDoneOnAStageIsSeenThereAndTakenBack() {
        db.stage(staged -> {
            staged.runInTransaction(tx -> enter(tx, "stage.one"));
            staged.runAtOnce(tx -> enter(tx, "stage.two"));

            assertThat(exists(staged, "stage.one")).isTrue();
            assertThat(exists(staged, "stage.two")).isTrue();
            assertThat(staged.isStage()).isTrue();
        });

        assertThat(db.isStage()).isFalse();
        assertThat(exists("stage.one")).isFalse();
        assertThat(exists("stage.two")).isFalse();
    }

    @Test
    void aStageThatIsOverIsUnavailableAndItsConnectionServesOthers() {
        var kept = new AtomicReference<Database>(db);
        db.stage(kept::set);

        assertThatThrownBy(() -> kept.get().runAtOnce(tx -> enter(tx, "stage.late")))
                .isInstanceOf(DatabaseUnavailableException.class);
        db.runInTransaction(tx -> enter(tx, "stage.after"));
        assertThat(exists("stage.late")).isFalse();
        assertThat(exists("stage.after")).isTrue();
    }

    @Test
    void aViolatedConstraintIsNotAnOutage() {
        assertThatThrownBy(() -> db.runInTransaction(tx -> enter(tx, "Not a topic")))
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() throws IOException {
        var nobody =
                DatabaseSettings.of(
                        "jdbc:postgresql://127.0.0.1:" + FreePorts.tcp() + "/x", "x", "x");

        assertThatThrownBy(() -> Database.open(nobody))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("cannot reach the database at jdbc:postgresql://127.0.0.1");
        try (var unreached = Database.connect(nobody)) {
            assertThatThrownBy(() -> unreached.runInTransaction(tx -> enter(tx, "x")))
                    .isInstanceOf(DatabaseUnavailableException.class);
            assertThat(unreached.answersWithin(Duration.ofSeconds(5))).isFalse();
        }
    }

    @Test
    void aConnectionCutByTheServerIsUnavailableAndTheNextTransactionWorks() {
        assertThatThrownBy(() ->
                        db.runInTransaction(tx ->
                                tx.dsl().fetch("select pg_terminate_backend(pg_backend_pid())")))
                .isInstanceOf(DatabaseUnavailableException.class);

        assertThat(db.answersWithin(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void aStatementThatIsTooSlowIsUnavailable() {
        var hasty = settings(1, Duration.ofSeconds(1), Duration.ofMillis(50));
        try (var impatient = Database.connect(hasty)) {
            assertThatThrownBy(() ->
                            impatient.runInTransaction(tx -> tx.dsl().fetch("select pg_sleep(5)")))
                    .isInstanceOf(DatabaseUnavailableException.class);
        }
    }

    @Test
    void whoFindsNoFreeConnectionIsToldSoon() {
        var narrow = settings(1, Duration.ofMillis(250), Duration.ofSeconds(5));
        try (var full = Database.connect(narrow)) {
            full.runInTransaction(tx -> {
                enter(tx, "one.holds.it");
                assertThatThrownBy(() -> full.runInTransaction(other -> enter(other, "x")))
                        .isInstanceOf(DatabaseUnavailableException.class);
            });
        }
    }

    @Test
    void aDatabaseTooBusyToAnswerInTimeIsNotHealthy() {
        var narrow = settings(1, Duration.ofSeconds(5), Duration.ofSeconds(5));
        var checked = new CountDownLatch(1);
        try (var full = Database.connect(narrow)) {
            full.runInTransaction(tx -> {
                enter(tx, "two.holds.it");
                assertThat(full.answersWithin(Duration.ofMillis(100))).isFalse();
                checked.countDown();
            });
        }

        assertThat(checked.getCount()).isZero();
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(SETTINGS.toString()).doesNotContain(SETTINGS.password());
    }

    private static DatabaseSettings settings(
            int connections, Duration connectionTimeout, Duration statementTimeout) {
        return new DatabaseSettings(
                SETTINGS.url(),
                SETTINGS.user(),
                SETTINGS.password(),
                connections,
                connectionTimeout,
                statementTimeout);
    }

    private static void enter(Tx tx, String topic) {
        tx.dsl().insertInto(TOPIC).set(TOPIC.ID, topic).execute();
    }

    private static boolean exists(String topic) {
        return exists(db, topic);
    }

    private static boolean exists(Database database, String topic) {
        return database.inTransaction(tx -> tx.dsl().fetchExists(TOPIC, TOPIC.ID.eq(topic)));
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
