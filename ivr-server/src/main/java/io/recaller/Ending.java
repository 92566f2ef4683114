package io.recaller;

import java.util.concurrent.CompletableFuture;

/** Ends a server that takes calls, also while the rest of its start goes on. Any thread. */
final class Ending {
    private final Thread starting = Thread.currentThread();
    private final CompletableFuture<Runnable> started = new CompletableFuture<>();

    /** What the start waits for is waited for no more; returns when nothing of the server runs. */
    void end() {
        synchronized (this) {
            if (!started.isDone()) {
                starting.interrupt();
            }
        }
        started.join().run();
    }

    /**
     * The start is over. By the thread that made this.
     *
     * @param close stops what runs
     */
    synchronized void started(Runnable close) {
        started.complete(close);
    }
}
