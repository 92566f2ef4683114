package io.recaller.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class GatheringTest {
    private static final int MANY = 12;

    /** Each try takes as long as the database is waited for: seconds. */
    @Test
    void aDatabaseThatIsAwayIsAskedOnceForAllWhoCameTogether() throws Exception {
        var gone = gone();
        var tried = new AtomicInteger();

        var told =
                together(list -> {
                    tried.incrementAndGet();
                    return gone.inTransaction(_ -> list);
                });

        assertThat(tried).as("the first one, and the handful after it").hasValue(2);
        assertThat(told)
                .hasSize(MANY + 1)
                .allSatisfy(each -> assertThat(each.exceptionNow()).isInstanceOf(AWAY));
    }

    @Test
    void aDatabaseThatGoesWhileEachIsTriedAloneIsNotAskedAgain() throws Exception {
        var gone = gone();
        var tried = new AtomicInteger();

        var told =
                together(list -> {
                    return switch (tried.incrementAndGet()) {
                        case 1, 3 -> list;
                        case 2 -> throw new IllegalArgumentException("one of them is wrong");
                        default -> gone.inTransaction(_ -> list);
                    };
                });

        assertThat(tried).hasValue(4);
        assertThat(told.stream().filter(each -> each.state() == Future.State.SUCCESS)).hasSize(2);
        assertThat(told.stream().filter(each -> each.state() == Future.State.FAILED))
                .hasSize(MANY - 1)
                .allSatisfy(each -> assertThat(each.exceptionNow()).isInstanceOf(AWAY));
    }

    @Test
    void whatOneOfThemBroughtFailsThatOneOnly() throws Exception {
        var told =
                together(list -> {
                    if (list.contains(3)) {
                        throw new IllegalArgumentException("three");
                    }
                    return list;
                });

        assertThat(told.get(3).exceptionNow()).hasMessage("three");
        assertThat(told.stream().filter(each -> each.state() == Future.State.SUCCESS))
                .hasSize(MANY);
    }

    @Test
    void thoseWhoComeTogetherAgainAndAgainAreServedTogether() throws Exception {
        var handfuls = new ConcurrentLinkedQueue<Integer>();
        var begun = new CountDownLatch(1);
        var all = new CountDownLatch(1);
        var gathering =
                new Gathering<Integer, Integer>(
                        MANY,
                        Duration.ofMinutes(1),
                        list -> {
                            handfuls.add(list.size());
                            if (list.equals(List.of(0))) {
                                begun.countDown();
                                awaited(all);
                            }
                            return list;
                        });
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var alone = threads.submit(() -> gathering.take(List.of(0)));
            begun.await();
            var others = new ArrayList<Thread>();
            for (var i = 1; i <= MANY; i++) {
                var own = i;
                var _ =
                        threads.submit(() -> {
                            synchronized (others) {
                                others.add(Thread.currentThread());
                            }
                            for (var time = 0; time < 5; time++) {
                                gathering.take(List.of(own));
                            }
                            return own;
                        });
            }
            Awaitility.await().until(() -> areAllWaiting(others));
            all.countDown();
            assertThat(alone.get()).containsExactly(0);
        }

        assertThat(handfuls).containsExactly(1, MANY, MANY, MANY, MANY, MANY);
    }

    @Test
    void whoAlwaysComesAloneWaitsForNobody() {
        var gathering = new Gathering<Integer, Integer>(MANY, Duration.ofMinutes(1), list -> list);

        for (var time = 0; time < 3; time++) {
            assertThat(gathering.take(List.of(time))).containsExactly(time);
        }
    }

    private static final Class<DatabaseUnavailableException> AWAY =
            DatabaseUnavailableException.class;

    /** One that was there. */
    private static Database gone() {
        var left = new ArrayList<Database>();
        try (var database = TestDatabase.fresh()) {
            database.stage(left::add);
        }
        assertThatThrownBy(() -> left.getFirst().inTransaction(_ -> 1)).isInstanceOf(AWAY);
        return left.getFirst();
    }

    /** What is told to one who comes first, and to many who come while that one is served. */
    private static List<Future<List<Integer>>> together(Work work) throws Exception {
        var begun = new CountDownLatch(1);
        var all = new CountDownLatch(1);
        var gathering =
                new Gathering<Integer, Integer>(
                        MANY,
                        Duration.ZERO,
                        list -> {
                            if (list.contains(0)) {
                                begun.countDown();
                                awaited(all);
                            }
                            return work.on(list);
                        });
        var told = new ArrayList<Future<List<Integer>>>();
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            told.add(threads.submit(() -> gathering.take(List.of(0))));
            begun.await();
            var waiting = new ArrayList<Thread>();
            for (var i = 1; i <= MANY; i++) {
                var own = i;
                told.add(
                        threads.submit(() -> {
                            synchronized (waiting) {
                                waiting.add(Thread.currentThread());
                            }
                            return gathering.take(List.of(own));
                        }));
            }
            Awaitility.await().until(() -> areAllWaiting(waiting));
            all.countDown();
        }
        return told;
    }

    private static boolean areAllWaiting(List<Thread> those) {
        synchronized (those) {
            return those.size() == MANY
                    && those.stream().allMatch(one -> one.getState() == Thread.State.WAITING);
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private interface Work {
        List<Integer> on(List<Integer> list);
    }
}
