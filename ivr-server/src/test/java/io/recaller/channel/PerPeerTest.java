package io.recaller.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.message.ThreadId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PerPeerTest {
    @Test
    void ofPeersBeyondWhatItKnowsNothingIsKeptAndTheyAreFoundLater() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var waiting = ConcurrentHashMap.<ThreadId>newKeySet();
        var worked = new LinkedBlockingQueue<ThreadId>();
        var those = List.of(peer(), peer(), peer());
        waiting.addAll(those);

        try (var peers =
                new PerPeer(
                        "peers",
                        1,
                        2,
                        List::of,
                        each -> {
                            begun.countDown();
                            await(goOn);
                            waiting.remove(each);
                            worked.add(each);
                        },
                        _ -> {})) {
            those.forEach(peers::told);
            await(begun);
            assertThat(peers.known()).isEqualTo(2);
            goOn.countDown();
            assertThat(List.of(next(worked), next(worked)))
                    .doesNotHaveDuplicates()
                    .isSubsetOf(those);
        }

        assertThat(waiting).as("not forgotten by whoever is asked").hasSize(1);
        try (var peers =
                new PerPeer("peers", 1, 2, () -> List.copyOf(waiting), worked::add, _ -> {})) {
            peers.start();
            assertThat(next(worked)).isIn(waiting);
        }
    }

    /** Eight lanes, and sixteen peers of each gateway, may ask for a connection at once. */
    @Test
    void peersLeaveConnectionsToCallersAndAgents() {
        var begun = new CountDownLatch(2);
        var goOn = new CountDownLatch(1);
        var usual = TestDatabase.freshSettings();
        var settings =
                new DatabaseSettings(
                        usual.url(),
                        usual.user(),
                        usual.password(),
                        4,
                        Duration.ofSeconds(5),
                        usual.statementTimeout());
        try (var db = TestDatabase.into(settings);
                var peers =
                        new PerPeer(
                                "peers",
                                16,
                                List::of,
                                _ ->
                                        db.runInTransaction(_ -> {
                                            begun.countDown();
                                            await(goOn);
                                        }),
                                _ -> {})) {
            Stream.generate(PerPeerTest::peer).limit(16).forEach(peers::told);
            await(begun);

            int agent = db.inTransaction(_ -> db.atOnceForTurns(_ -> 1));

            assertThat(agent).as("and a caller beside them").isOne();
            goOn.countDown();
        } finally {
            goOn.countDown();
        }
    }

    private static ThreadId peer() {
        return new ThreadId(UUID.randomUUID());
    }

    private static ThreadId next(LinkedBlockingQueue<ThreadId> worked) throws InterruptedException {
        var next = worked.poll(10, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
