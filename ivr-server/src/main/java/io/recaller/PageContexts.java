package io.recaller;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the dialplan has what fetches a call that its page has answered: without it whoever
 * answers there would lose their call. Asked again until it has, and now and then after that: an
 * older dialplan may be put back. True while nothing could be asked. Any thread.
 */
public final class PageContexts implements BooleanSupplier, Runnable {
    /** Where calls go that are fetched for their page. */
    public static final List<String> ALL = List.of("recaller-companion", "recaller-page");

    /** What the absence of these means, with the remedy. */
    public static final String NONE =
            "recaller.conf is older than pages beside calls: no caller is offered one, and a flow that"
                    + " leads there says that it is not possible; copy"
                    + " dialplans/asterisk/recaller.conf anew, then: asterisk -rx 'dialplan"
                    + " reload'; a server sees it within a minute";

    /** What is there is asked for once in so many runs: each is a login in Asterisk's log. */
    static final int SELDOM = 10;

    private static final Logger LOG = LoggerFactory.getLogger(PageContexts.class);

    private final Supplier<Optional<List<String>>> missing;
    private final AtomicInteger passed = new AtomicInteger();
    private volatile Seen seen = Seen.NOTHING;

    private enum Seen {
        NOTHING,
        MISSING,
        THERE
    }

    /**
     * Nothing is asked before {@link #run}.
     *
     * @param missing those of {@link #ALL} that are not there; empty: it cannot be asked
     */
    PageContexts(Supplier<Optional<List<String>>> missing) {
        this.missing = missing;
    }

    @Override
    public boolean getAsBoolean() {
        return seen != Seen.MISSING;
    }

    /** Asks, mostly not where they are known to be there; blocking, up to some seconds. */
    @Override
    public void run() {
        if (seen != Seen.THERE || passed.incrementAndGet() >= SELDOM) {
            passed.set(0);
            missing.get().ifPresent(this::saw);
        }
    }

    private void saw(List<String> gone) {
        var before = seen;
        seen = gone.isEmpty() ? Seen.THERE : Seen.MISSING;
        if (seen == Seen.MISSING && before != Seen.MISSING) {
            LOG.atError().addKeyValue("missing", gone).log(NONE);
        }
        if (seen == Seen.THERE && before == Seen.MISSING) {
            LOG.atInfo().log("pages beside calls are offered from now on");
        }
    }
}
