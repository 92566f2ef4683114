package io.recaller.register;

import io.recaller.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Who comes alone while others are being served goes along with the next handful: a transaction and
 * its statements cost as much for one as for twenty. Those who were served together come again
 * together when they have more, one a little before the others: who is first waits a moment for as
 * many as there were last time, so somebody who always comes alone waits for nobody. Thread-safe;
 * blocks.
 *
 * @param <T> what is brought
 * @param <R> what comes of each
 */
final class Gathering<T, R> {
    private final int most;
    private final Duration moment;
    private final Function<List<T>, List<R>> work;
    private final Deque<Guest<T, R>> waiting = new ArrayDeque<>();
    private boolean serving;
    private int lastTime;

    /**
     * Over one work, done by one at a time.
     *
     * @param most that go together
     * @param moment how long the first waits at most for others
     * @param work as many results as are brought, in their order
     */
    Gathering(int most, Duration moment, Function<List<T>, List<R>> work) {
        this.most = most;
        this.moment = moment;
        this.work = work;
    }

    /**
     * What comes of these.
     *
     * @throws RuntimeException as the work does for these alone
     */
    List<R> take(List<T> brought) {
        var guest = new Guest<T, R>(brought, new CompletableFuture<>());
        if (joins(guest)) {
            guest.awaitTurn();
        }
        if (!guest.served().isDone()) {
            serve();
        }
        return guest.result();
    }

    /** Whether somebody serves already; else the guest is to. */
    private synchronized boolean joins(Guest<T, R> guest) {
        waiting.add(guest);
        notifyAll();
        var others = serving;
        serving = true;
        return others;
    }

    /** One handful, the one who serves first; whoever is next serves the next. */
    private void serve() {
        awaitOthers();
        var together = next();
        try {
            together(together);
        } finally {
            var missed = new IllegalStateException("whoever served did not come back");
            together.forEach(each -> each.served().completeExceptionally(missed));
            hand();
        }
    }

    /** Nobody else serves, so nobody is taken off meanwhile. */
    private synchronized void awaitOthers() {
        var until = System.nanoTime() + moment.toNanos();
        try {
            for (var left = moment.toNanos();
                    waiting.size() < lastTime && left > 0;
                    left = until - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Guest<T, R>> next() {
        var together = new ArrayList<Guest<T, R>>();
        var room = most;
        while (!waiting.isEmpty()
                && (together.isEmpty() || waiting.getFirst().brought().size() <= room)) {
            var guest = waiting.removeFirst();
            room -= guest.brought().size();
            together.add(guest);
        }
        lastTime = together.size();
        return together;
    }

    private synchronized void hand() {
        if (waiting.isEmpty()) {
            serving = false;
        } else {
            waiting.getFirst().turn().complete(true);
        }
    }

    /**
     * What fails for all is tried for each alone: nobody fails for what another brought. But for a
     * database that is away each would wait as long as all of them did.
     */
    private void together(List<Guest<T, R>> together) {
        try {
            var results =
                    work.apply(together.stream().flatMap(each -> each.brought().stream()).toList());
            var done = 0;
            for (var each : together) {
                var count = each.brought().size();
                each.served().complete(List.copyOf(results.subList(done, done + count)));
                done += count;
            }
        } catch (DatabaseUnavailableException away) {
            if (away.isOfTheStatementAlone() && together.size() > 1) {
                apart(together);
            } else {
                fail(together, away);
            }
        } catch (RuntimeException somebodys) {
            if (together.size() == 1) {
                fail(together, somebodys);
            } else {
                apart(together);
            }
        }
    }

    private void apart(List<Guest<T, R>> together) {
        for (var each : together) {
            try {
                each.served().complete(work.apply(each.brought()));
            } catch (DatabaseUnavailableException away) {
                if (!away.isOfTheStatementAlone()) {
                    fail(together, away);
                    return;
                }
                fail(List.of(each), away);
            } catch (RuntimeException theirs) {
                fail(List.of(each), theirs);
            }
        }
    }

    /** Who was served already keeps what came of it. */
    private static <T, R> void fail(List<Guest<T, R>> those, RuntimeException why) {
        those.forEach(each -> each.served().completeExceptionally(why));
    }

    /**
     * Who waits.
     *
     * @param served what came of it
     * @param turn completed when it is this one's turn to serve
     */
    private record Guest<T, R>(
            List<T> brought, CompletableFuture<List<R>> served, CompletableFuture<Boolean> turn) {
        Guest(List<T> brought, CompletableFuture<List<R>> served) {
            this(brought, served, new CompletableFuture<>());
        }

        void awaitTurn() {
            CompletableFuture.anyOf(turn, served.handle((_, _) -> true)).join();
        }

        List<R> result() {
            try {
                return served.join();
            } catch (CompletionException failure) {
                throw failure.getCause() instanceof RuntimeException theirs ? theirs : failure;
            }
        }
    }
}
