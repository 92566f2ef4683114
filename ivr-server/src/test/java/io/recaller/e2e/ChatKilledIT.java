package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.lab.instance.FreePorts;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jooq.Record;
import org.jooq.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty people write a message a second each while their server is killed again and again: none is
 * lost, none is taken or answered twice, each one's keep their order.
 *
 * <p>It takes minutes, so a build leaves it out: {@code make soak} kills thirty times, every ten
 * seconds. {@code -Drecaller.chat.kills} runs it and says how often, {@code -Drecaller.chat.every}
 * (4) how many seconds lie between two; {@code -Drecaller.chat.launcher} starts the servers as they
 * are installed, by that {@code recaller}.
 */
@EnabledIfSystemProperty(
        named = "recaller.chat.kills",
        matches = "[1-9][0-9]*",
        disabledReason = "takes minutes: make soak runs it")
final class ChatKilledIT {
    private static final int PEOPLE = 50;
    private static final int KILLS = Integer.getInteger("recaller.chat.kills", 2);
    private static final int EVERY = Integer.getInteger("recaller.chat.every", 4);

    private static final Optional<Path> LAUNCHER =
            Optional.ofNullable(System.getProperty("recaller.chat.launcher")).map(Path::of);

    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(60);

    /** Messages a second: where a server takes ten seconds to start, most of them wait. */
    private static final int SLOWEST = 30;

    private static final String FLOW =
            """
            flow: chat
            languages: [en]
            start: main
            person: person
            nodes:
              main:
                menu:
                  intro: {en: "Good day."}
                  options:
                    one: {key: 1, say: {en: "the first matter"}, next: more}
                    two: {key: 2, say: {en: "the second matter"}, next: more}
              more:
                menu:
                  intro: {en: "What is it about?"}
                  options:
                    a: {key: 1, say: {en: "a bill"}, next: main}
                    b: {key: 2, say: {en: "a contract"}, next: main}
              person:
                hand_off: {say: {en: "One moment, a person."}}
            """;

    @TempDir private Path folder;

    @Test
    @Timeout(value = 5, unit = TimeUnit.HOURS) // as long as it is told to
    void nothingIsLostDoubledOrOutOfOrderHoweverOftenTheServerIsKilled() throws Exception {
        var access = TestDatabase.freshSettings();
        var port = FreePorts.tcp();
        var settings = settings(access, port);
        var each = (KILLS + 1) * EVERY;
        if (LAUNCHER.isPresent()) {
            KillableServer.practise(LAUNCHER.get());
        }
        var server = begin(settings);
        var http = HttpClient.newHttpClient();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var database = Database.open(access)) {
            server.awaitReady();
            var begun = System.nanoTime();
            var people = new ArrayList<Future<?>>();
            var arrivals = new ConcurrentLinkedQueue<Long>();
            var kills = new ArrayList<Long>();
            for (var i = 0; i < PEOPLE; i++) {
                var person = new Writer(http, port, i, arrivals);
                people.add(threads.submit(() -> person.writes(each)));
            }
            for (var kill = 0; kill < KILLS; kill++) {
                LockSupport.parkNanos(Duration.ofSeconds(EVERY).toNanos());
                server.kill();
                kills.add(System.nanoTime());
                server = begin(settings);
            }
            all(people);
            var took = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1_000.0;
            var left = unanswered(database);
            await().atMost(ANSWERED_WITHIN.plusSeconds(left / SLOWEST))
                    .until(() -> unanswered(database) == 0);

            for (var i = 0; i < PEOPLE; i++) {
                isWhole(database, i, each);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d kills, %d messages in %.0f s: %.1f a second, %d were unanswered then;"
                            + " the next server took its first message after %s s%n",
                    KILLS,
                    PEOPLE * each,
                    took,
                    PEOPLE * each / took,
                    left,
                    kills.stream().map(kill -> "%.1f".formatted(silence(kill, arrivals))).toList());
        } finally {
            http.shutdownNow();
            server.close();
        }
    }

    private static KillableServer begin(Path settings) {
        return LAUNCHER.map(launcher -> KillableServer.beginQuietly(settings, launcher))
                .orElseGet(() -> KillableServer.beginQuietly(settings));
    }

    /** Seconds in which nobody is heard: what a start takes of them bounds how many can be. */
    private static double silence(long kill, Collection<Long> arrivals) {
        var next = arrivals.stream().mapToLong(Long::longValue).filter(at -> at > kill).min();
        return Duration.ofNanos(next.orElse(kill) - kill).toMillis() / 1_000.0;
    }

    private static void all(List<Future<?>> people)
            throws InterruptedException, ExecutionException {
        for (var person : people) {
            person.get();
        }
    }

    private static int unanswered(Database database) {
        return count(database, "select count(*) from message where state = 'received'");
    }

    private static int count(Database database, String query) {
        return database.inTransaction(tx -> tx.dsl().fetchSingle(query).get(0, Integer.class));
    }

    private static void isWhole(Database database, int person, int messages) {
        var expected = new ArrayList<String>();
        for (var number = 1; number <= messages; number++) {
            expected.add(Writer.id(person, number).toString());
        }
        Result<Record> written =
                database.inTransaction(tx ->
                        tx.dsl()
                                .fetch(
                                        "select m.thread_id, m.client_id, m.contact_id, m.direction from"
                                                + " message m where m.thread_id = (select thread_id"
                                                + " from message where client_id = ?) order by m.seq",
                                        Writer.id(person, 1).toString()));

        assertThat(
                        written.stream()
                                .filter(row -> "inbound".equals(row.get("direction")))
                                .map(row -> row.get("client_id", String.class))
                                .toList())
                .isEqualTo(expected);
        assertThat(written.stream().filter(row -> "outbound".equals(row.get("direction"))).count())
                .as("answers to person %d", person)
                .isEqualTo(messages);
        assertThat(
                        written.stream()
                                .map(row -> row.get("contact_id", UUID.class))
                                .distinct()
                                .toList())
                .hasSize(1);
    }

    private Path settings(DatabaseSettings access, int port) throws IOException {
        var flows = Files.createDirectories(folder.resolve("flows"));
        Files.writeString(flows.resolve("chat.yaml"), FLOW);
        return Files.writeString(
                folder.resolve("recaller.yaml"),
                """
                time-zone: Asia/Almaty
                flows: flows
                http: {port: %d, proxies: [127.0.0.1]}
                management: {port: %d}
                database: {url: "%s", user: "%s", password: "%s"}
                channels: {site: {kind: web, flow: chat, language: en}}
                """
                        .formatted(
                                port,
                                FreePorts.tcp(),
                                access.url(),
                                access.user(),
                                access.password()));
    }
}
