package io.recaller.lab.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What the demo has started; closing ends it, the newest first. Once closed nothing can be added:
 * who was just starting something when all was ended ends that too. Safe for several threads, which
 * wait for each other.
 */
final class DemoParts implements AutoCloseable {
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Consumer<String> progress;
    private boolean isClosed;
    private volatile boolean cut;

    DemoParts(Consumer<String> progress) {
        this.progress = progress;
    }

    /**
     * Keeps it until all is closed.
     *
     * @throws OverException when that was so already; it was closed then
     */
    synchronized <T extends AutoCloseable> T keep(T part) {
        if (isClosed || cut) {
            end(part);
            throw new OverException();
        }
        running.push(part);
        return part;
    }

    /** From now on nothing is added; what there is runs until it is closed. */
    void cut() {
        cut = true;
    }

    /** Whether it was {@link #cut} short: what fails from then on fails for that. */
    boolean areCut() {
        return cut;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        while (!running.isEmpty()) {
            end(running.pop());
        }
    }

    /** An interruption is what led here: it must not keep programs from being ended. */
    private void end(AutoCloseable part) {
        var interrupted = Thread.interrupted();
        try {
            part.close();
        } catch (Exception failure) {
            progress.accept("did not stop cleanly: " + failure.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The demo was ended meanwhile. */
    static final class OverException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        OverException() {
            super("the demo is over");
        }
    }
}
