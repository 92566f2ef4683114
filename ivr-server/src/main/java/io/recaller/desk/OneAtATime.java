package io.recaller.desk;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Work that runs one at a time, on a virtual thread; any number of wishes for it meanwhile become
 * one more run. Safe for any thread.
 */
final class OneAtATime {
    private final OffLoop offLoop;
    private final Runnable work;
    private final Consumer<Throwable> failed;
    private final AtomicInteger wishes = new AtomicInteger();

    /**
     * @param failed told what broke a run; the work runs again at the next wish
     */
    OneAtATime(OffLoop offLoop, Runnable work, Consumer<Throwable> failed) {
        this.offLoop = offLoop;
        this.work = work;
        this.failed = failed;
    }

    /** Returns at once; a run that sees all that is so by now follows. */
    void wish() {
        if (wishes.getAndIncrement() == 0) {
            offLoop.call(this::untilStill).onFailure(this::broken);
        }
    }

    private boolean untilStill() {
        int seen;
        do {
            seen = wishes.get();
            work.run();
        } while (!wishes.compareAndSet(seen, 0));
        return true;
    }

    private void broken(Throwable failure) {
        wishes.set(0);
        failed.accept(failure);
    }
}
