package io.recaller.conversation.context;

import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was read of somebody within the last ten seconds is not read anew: for calls with a page
 * beside them, where each press and key is looked at from both sides. A call itself keeps what was
 * read when it began for as long as it lasts. Any thread; blocking where it has to be read.
 */
public final class RecentContext implements ContextSource {
    private static final Duration KEPT_FOR = Duration.ofSeconds(10);
    private static final int MOST = 1_000;

    private final ContextSource source;

    /** By customer or handle, in the order in which they were read; guarded by itself. */
    private final Map<Object, Read> read = new LinkedHashMap<>();

    private record Read(Caller caller, Instant at) {
        boolean isOld(Instant now) {
            return !at.plus(KEPT_FOR).isAfter(now);
        }
    }

    /** Nobody is known yet. */
    public RecentContext(ContextSource source) {
        this.source = source;
    }

    @Override
    public Caller read(Handle handle, Instant now) {
        return known(handle, now, () -> source.read(handle, now));
    }

    @Override
    public Caller read(CustomerId customer, Instant now) {
        return known(customer, now, () -> source.read(customer, now));
    }

    /** As it is now, such as after an agent had the caller, who may have learned more. */
    public ContextSource anew() {
        return new ContextSource() {
            @Override
            public Caller read(Handle handle, Instant now) {
                return kept(handle, now, source.read(handle, now));
            }

            @Override
            public Caller read(CustomerId customer, Instant now) {
                return kept(customer, now, source.read(customer, now));
            }

            @Override
            public Caller stranger(Instant now) {
                return source.stranger(now);
            }
        };
    }

    @Override
    public Caller stranger(Instant now) {
        return source.stranger(now);
    }

    private Caller known(Object who, Instant now, Supplier<Caller> reading) {
        synchronized (read) {
            var before = read.get(who);
            if (before != null && !before.isOld(now)) {
                return before.caller();
            }
        }
        return kept(who, now, reading.get());
    }

    private Caller kept(Object who, Instant now, Caller caller) {
        keep(who, new Read(caller, now));
        return caller;
    }

    private void keep(Object who, Read now) {
        synchronized (read) {
            read.remove(who);
            read.put(who, now);
            var oldest = read.values().iterator();
            while (oldest.hasNext() && isTooMuch(oldest.next(), now.at())) {
                oldest.remove();
            }
        }
    }

    private boolean isTooMuch(Read oldest, Instant now) {
        return read.size() > MOST || oldest.isOld(now);
    }
}
