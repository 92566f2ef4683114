package io.recaller;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A part of the start that depends on no other: made on a thread of its own while the start goes
 * on. Any thread.
 */
final class Beside<T> implements AutoCloseable {
    private final CompletableFuture<T> made;

    private Beside(CompletableFuture<T> made) {
        this.made = made;
    }

    /**
     * Begins at once.
     *
     * @param work ends by itself, soon
     */
    static <T> Beside<T> begin(String name, Supplier<T> work) {
        return new Beside<>(
                CompletableFuture.supplyAsync(
                        work, task -> Thread.ofPlatform().name(name).daemon().start(task)));
    }

    /** Waits for it; throws what its work threw. */
    T get() {
        try {
            return made.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Waits for its end, so that nothing of a start that failed goes on; closes what was made. */
    @Override
    public void close() {
        if (made.handle((part, _) -> part).join() instanceof AutoCloseable part) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("not closed: " + part, e);
            }
        }
    }
}
