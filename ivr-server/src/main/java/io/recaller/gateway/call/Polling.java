package io.recaller.gateway.call;

import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.Bulkhead;
import io.recaller.db.DatabaseUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a provider for what people did, again and again, by one server at a time, on a thread of its
 * own; and tells how that goes.
 */
public final class Polling implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONG_PAUSE = Duration.ofSeconds(30);

    /** What is asked; always by the one thread. */
    public interface Asking {
        /** Asks once, and takes in what came. */
        void poll() throws NotSentException;

        /** How far we are is not known any more: another server may have got further. */
        void forget();

        /** What to do where the provider refuses to be asked, with its words. */
        String refused(String why);
    }

    private final String gateway;
    private final Duration lease;
    private final Asking asking;
    private final Holding holding;
    private final GatewayHealth health;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /**
     * Nothing is asked before {@link #start}.
     *
     * @param lease for how long no other server asks; longer than one poll takes
     */
    public Polling(
            String gateway, Duration lease, Asking asking, Holding holding, GatewayHealth health) {
        this.gateway = gateway;
        this.lease = lease;
        this.asking = asking;
        this.holding = holding;
        this.health = health;
        this.thread =
                Thread.ofVirtual()
                        .name("polling-" + gateway)
                        .unstarted(() -> Bulkhead.run(this::run));
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                if (holding.hold(gateway, lease)) {
                    asking.poll();
                } else {
                    health.isElsewhere(gateway);
                    beginAnew(PAUSE);
                }
            } catch (NotSentException failure) {
                deal(failure.remedy());
            } catch (DatabaseUnavailableException _) {
                beginAnew(PAUSE);
            } catch (RuntimeException bug) {
                tell(bug);
                beginAnew(PAUSE);
            }
        }
    }

    /** Whoever closes it breaks off what it does: that comes again, at whichever server asks. */
    private void tell(RuntimeException bug) {
        if (closing.getCount() > 0) {
            LOG.atError()
                    .setCause(bug)
                    .addKeyValue("gateway", gateway)
                    .log("what people wrote cannot be taken in");
        }
    }

    private void deal(Remedy remedy) {
        switch (remedy) {
            case Remedy.Dead(var why) -> isDead(why);
            case Remedy.GiveUp(var why) -> isDead(asking.refused(why));
            case Remedy.Again(var after, var why) -> {
                if (closing.getCount() > 0) {
                    health.isAskedInVain(gateway, why);
                }
                pause(after);
            }
        }
    }

    private void isDead(String why) {
        health.isDead(gateway, why);
        beginAnew(LONG_PAUSE);
    }

    private void beginAnew(Duration after) {
        asking.forget();
        pause(after);
    }

    /** For those that ask: a side that answers at once would be asked without end. */
    public void rest() {
        pause(Duration.ofMillis(50));
    }

    private void pause(Duration time) {
        try {
            closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            closing.countDown();
        }
    }

    /** Another server may ask from now on. */
    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        holding.letGo(gateway);
    }
}
