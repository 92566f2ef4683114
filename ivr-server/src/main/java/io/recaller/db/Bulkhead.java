package io.recaller.db;

import java.util.concurrent.Executor;

/**
 * Keeps work apart from the rest in its use of connections, so that neither can sink the other: all
 * that is inside together has half of the pool's at most, and none of those that are kept for the
 * turns of calls. Inside is what people write, of whom there may be any number; what callers,
 * agents and the router wait for is not, and never waits for it.
 *
 * <p>It holds for the thread that is inside, and for others by {@link #carrying}. What is inside
 * may not ask for a second connection while it has one: it would wait for itself.
 */
public final class Bulkhead {
    private static final ScopedValue<Boolean> INSIDE = ScopedValue.newInstance();

    private Bulkhead() {}

    /** Does the work inside. */
    public static void run(Runnable work) {
        ScopedValue.where(INSIDE, true).run(work);
    }

    /** As {@link #run}; gives back what the work does. */
    public static <T, X extends Throwable> T call(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(INSIDE, true).call(work);
    }

    /** What those who are inside give to that executor stays inside. */
    public static Executor carrying(Executor executor) {
        return work -> executor.execute(isInside() ? () -> run(work) : work);
    }

    static boolean isInside() {
        return INSIDE.isBound();
    }
}
