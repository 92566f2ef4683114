package io.recaller;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Something that is made a little later than those who will ask for it: two parts of the house that
 * call each other. Any thread.
 */
final class Late<T> {
    private final CompletableFuture<T> made = new CompletableFuture<>();

    void is(T part) {
        made.complete(part);
    }

    /** Waits for it while the server starts. */
    T get() {
        return made.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
