package io.recaller.gateway.sms.smpp;

import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.gateway.sms.SmsPlan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transceiver bind of one server, for most centres sell no more: whoever holds the gateway
 * binds, and binds again when the link is lost. Any thread.
 */
final class SmppBind implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmppBind.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration BIND_WITHIN = Duration.ofSeconds(10);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration LINK_ASKED_AFTER = Duration.ofSeconds(20);
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(10);

    /** In the order they come: one peer's messages have one. */
    private static final int ONE_AT_A_TIME = 1;

    private final SmsPlan plan;
    private final Holding holding;
    private final GatewayHealth health;
    private final MessageReceiverListener listener;
    private final Runnable chores;
    private final Duration beat;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread beating;
    private volatile Optional<Bound> bound = Optional.empty();
    private volatile Instant heldUntil = Instant.MIN;
    private Duration pause = Duration.ZERO;
    private Instant notBefore = Instant.MIN;

    /**
     * Nothing is bound before {@link #start}.
     *
     * @param listener of what comes in
     * @param chores done at each beat while bound
     * @param beat from one look to the next; much shorter than half a minute
     */
    SmppBind(
            SmsPlan plan,
            Holding holding,
            GatewayHealth health,
            MessageReceiverListener listener,
            Runnable chores,
            Duration beat,
            InstantSource clock) {
        this.plan = plan;
        this.holding = holding;
        this.health = health;
        this.listener = listener;
        this.chores = chores;
        this.beat = beat;
        this.clock = clock;
        this.beating =
                Thread.ofPlatform().daemon().name("smpp-" + plan.gateway()).unstarted(this::run);
    }

    void start() {
        beating.start();
    }

    /**
     * What was bound.
     *
     * @param isLost told by the library's reader: a link that is lost while the bind is answered is
     *     bound, by the library's word, for ever
     */
    private record Bound(SMPPSession session, AtomicBoolean isLost) {
        boolean isUsable() {
            return !isLost.get() && session.getSessionState().isTransmittable();
        }
    }

    /** Empty: this server is not bound now. */
    Optional<SMPPSession> session() {
        return bound.filter(Bound::isUsable).map(Bound::session);
    }

    private void run() {
        do {
            try {
                beat();
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("gateway", plan.gateway())
                        .setCause(e)
                        .log("a look at a bind failed, and comes again");
            }
        } while (!isClosing());
    }

    private boolean isClosing() {
        try {
            return closing.await(beat.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void beat() {
        var now = clock.instant();
        if (isHeld(now)) {
            if (session().isEmpty() && !now.isBefore(notBefore)) {
                bind(now);
            }
            if (session().isPresent()) {
                chores();
            }
        } else if (!now.isBefore(heldUntil)) {
            unbind();
            health.isElsewhere(plan.gateway());
        }
    }

    /** While the rows are away whoever holds it does so until the lease is over. */
    private boolean isHeld(Instant now) {
        try {
            var isOurs = holding.hold(plan.gateway(), LEASE);
            heldUntil = isOurs ? now.plus(LEASE) : Instant.MIN;
            return isOurs;
        } catch (DatabaseUnavailableException _) {
            return now.isBefore(heldUntil);
        }
    }

    private void chores() {
        try {
            chores.run();
        } catch (DatabaseUnavailableException _) {
            // at the next beat
        }
    }

    private void bind(Instant now) {
        unbind();
        var fresh = new SMPPSession(Sockets.of(plan.url(), plan.authorities()));
        fresh.setTransactionTimer(ANSWER_WITHIN.toMillis());
        fresh.setEnquireLinkTimer((int) LINK_ASKED_AFTER.toMillis());
        fresh.setPduProcessorDegree(ONE_AT_A_TIME);
        fresh.setMessageReceiverListener(listener);
        var isLost = new AtomicBoolean();
        fresh.addSessionStateListener(
                (state, _, _) -> isLost.compareAndSet(false, state == SessionState.CLOSED));
        try {
            fresh.connectAndBind(
                    plan.url().getHost(),
                    Sockets.port(plan.url()),
                    login(plan, BindType.BIND_TRX),
                    BIND_WITHIN.toMillis());
            bound = Optional.of(new Bound(fresh, isLost));
            pause = Duration.ZERO;
            health.works(plan.gateway());
            LOG.atInfo().addKeyValue("gateway", plan.gateway()).log("bound");
        } catch (IOException e) {
            fresh.close();
            failed(e, now);
        }
    }

    /** What is shown to a centre. */
    static BindParameter login(SmsPlan plan, BindType type) {
        return new BindParameter(
                type,
                plan.user(),
                plan.password(),
                "",
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                "",
                InterfaceVersion.IF_34);
    }

    private void failed(IOException failure, Instant now) {
        pause = pause.isZero() ? beat : pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        notBefore = now.plus(pause);
        health.isDead(plan.gateway(), Unbound.why(plan, failure));
    }

    private void unbind() {
        bound.map(Bound::session).ifPresent(SMPPSession::unbindAndClose);
        bound = Optional.empty();
    }

    /** Another server may bind at once. */
    @Override
    public void close() {
        closing.countDown();
        try {
            beating.join(CLOSED_WITHIN);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        unbind();
        holding.letGo(plan.gateway());
    }
}
