package io.recaller.gateway.sms.smpp;

import io.recaller.gateway.sms.SmsPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jsmpp.bean.BindType;
import org.jsmpp.session.SMPPSession;

/** Looks whether a message centre lets us in, without sending. Blocking, some seconds. */
public final class SmppProbe {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private SmppProbe() {}

    /**
     * Why not, with the remedy; empty: it does.
     *
     * @param mayBind false: a server of ours may be bound, and many a centre takes no second; then
     *     its address and certificate alone are looked at
     */
    public static Optional<String> problem(SmsPlan plan, boolean mayBind) {
        try {
            if (mayBind) {
                bind(plan);
            } else {
                connect(plan);
            }
            return Optional.empty();
        } catch (IOException failure) {
            return Optional.of(Unbound.why(plan, failure));
        }
    }

    private static void connect(SmsPlan plan) throws IOException {
        var url = plan.url();
        Sockets.of(url, plan.authorities())
                .createConnection(url.getHost(), Sockets.port(url))
                .close();
    }

    /** As one that only sends: to it nothing is delivered that would be lost. */
    private static void bind(SmsPlan plan) throws IOException {
        var session = new SMPPSession(Sockets.of(plan.url(), plan.authorities()));
        session.setTransactionTimer(WITHIN.toMillis());
        try {
            session.connectAndBind(
                    plan.url().getHost(),
                    Sockets.port(plan.url()),
                    SmppBind.login(plan, BindType.BIND_TX),
                    WITHIN.toMillis());
        } finally {
            session.unbindAndClose();
        }
    }
}
