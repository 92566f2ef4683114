package io.recaller.conversation.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.conversation.Archive;
import io.recaller.conversation.dialogue.DialogueStore.Beginning;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.OwnPostgres;
import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Turns on a real PostgreSQL of which nothing reaches the disk for a while: a commit that waits for
 * it waits for a standby that nobody has.
 */
class SlowDiskTest {
    /** Whoever waits for a disk that does not answer waits for ever. */
    private static final Duration IN_TIME = Duration.ofSeconds(20);

    private static OwnPostgres postgres;
    private static Database database;
    private static Archive archive;

    private final ExecutorService writes = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger missed = new AtomicInteger();

    private record Call(Beginning begun, Journal journal) {}

    @BeforeAll
    static void start() throws IOException {
        postgres = OwnPostgres.make();
        var server = PostgresServer.start(new PostgresSettings(postgres.folder(), postgres.port()));
        database = Database.open(server.database("recaller"));
        archive = new Archive(database);
    }

    @AfterAll
    static void stop() throws IOException {
        try (var _ = postgres) {
            database.close();
        }
    }

    @AfterEach
    void answerAgain() {
        waitingFor("''");
        writes.close();
    }

    @Test
    void turnsOfManyCallsAreWrittenInTimeWhileNothingReachesTheDisk() {
        var calls = IntStream.range(0, 12).mapToObj(_ -> begun()).toList();
        IntStream.range(0, 5).forEach(_ -> calls.forEach(this::turn));
        calls.forEach(call -> call.journal().settle());
        calls.forEach(call -> assertThat(isOnDisk(call, 4)).isTrue());

        waitingFor("'nobody'");
        var asked = askedUntilOneWaits(calls.getFirst());
        IntStream.range(0, 6).forEach(_ -> calls.forEach(this::turn));
        calls.forEach(call -> call.journal().settle());

        assertThat(asked).as("whether it is on the disk").isNotDone();
        assertThat(missed).as("not in time").hasValue(0);
        for (var call : calls) {
            var saved = archive.dialogues.load(call.begun().contact()).orElseThrow();
            assertThat(saved.version()).isEqualTo(11);
        }
        waitingFor("''");
        assertThat(asked).succeedsWithin(IN_TIME).isEqualTo(true);
    }

    @Test
    void whereTheDiskMayNotBeAskedForEveryNinthTurnOfACallIsWaitedFor() throws IOException {
        for (var statement :
                List.of(
                        "create role clerk login password 'clerk'",
                        "grant all on schema public to clerk",
                        """
                        do $$ declare one text; begin
                            for one in select oid::regclass from pg_class
                                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                            loop execute 'alter table ' || one || ' owner to clerk'; end loop;
                        end $$
                        """,
                        "revoke execute on function"
                                + " pg_logical_emit_message(boolean, text, text, boolean)"
                                + " from public")) {
            database.runAtOnce(tx -> tx.dsl().execute(statement));
        }
        var url = postgres.settings().url().replace("/postgres", "/recaller");
        try (var clerk = Database.open(DatabaseSettings.of(url, "clerk", "clerk"))) {
            var refused =
                    new DatabaseDialogues(
                            clerk,
                            archive.customers,
                            archive.contacts,
                            archive.fields,
                            archive.ids);
            clerk.rehearse(
                    tx -> refused.rehearse(tx, archive.flow, Archive.NOW), Duration.ofSeconds(20));
            var call = begun(refused);

            IntStream.range(0, 20).forEach(_ -> turn(call));
            call.journal().settle();

            var contact = call.begun().contact();
            assertThat(refused.load(contact).orElseThrow().version()).isEqualTo(20);
            assertThat(refused.onDisk(contact, 20)).isCompletedWithValue(false);
        }
        assertThat(missed).as("not in time").hasValue(0);
    }

    @Test
    void whatIsNotThereIsNotSaidToBeOnTheDisk() {
        var call = begun();
        turn(call);
        call.journal().settle();

        assertThat(isOnDisk(call, 1)).isTrue();
        assertThat(isOnDisk(call, 2)).as("a turn that was lost").isFalse();
    }

    private void turn(Call call) {
        var turn = Rehearsed.turn(call.begun());
        call.journal().post(turn.knowing(turn.tells(call.begun().startedAt())));
    }

    private Call begun() {
        return begun(archive.dialogues);
    }

    private Call begun(DatabaseDialogues dialogues) {
        var begun = Rehearsed.beginning(archive.newContact(), archive.flow, Archive.NOW);
        var journal = new Journal(dialogues, begun, writes, IN_TIME, missed::incrementAndGet);
        journal.begin();
        assertThat(journal.isWritten(Duration.ofSeconds(20))).isTrue();
        return new Call(begun, journal);
    }

    private static boolean isOnDisk(Call call, long version) {
        return archive.dialogues
                .onDisk(call.begun().contact(), version)
                .completeOnTimeout(false, 20, TimeUnit.SECONDS)
                .join();
    }

    /** What is asked before PostgreSQL has read its settings again is answered. */
    private static CompletableFuture<Boolean> askedUntilOneWaits(Call call) {
        var asked = new ArrayList<CompletableFuture<Boolean>>();
        await().until(() -> {
            asked.add(archive.dialogues.onDisk(call.begun().contact(), 5));
            return waitingForTheDisk() > 0;
        });
        return asked.getLast();
    }

    private static int waitingForTheDisk() {
        return database.atOnce(tx ->
                tx.dsl()
                        .fetchCount(
                                DSL.table("pg_stat_activity"),
                                DSL.field("wait_event").eq("SyncRep")));
    }

    private static void waitingFor(String standby) {
        for (var statement :
                List.of(
                        "alter system set synchronous_standby_names = " + standby,
                        "select pg_reload_conf()")) {
            database.runAtOnce(tx -> tx.dsl().execute(statement));
        }
    }
}
