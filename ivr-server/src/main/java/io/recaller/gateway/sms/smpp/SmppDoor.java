package io.recaller.gateway.sms.smpp;

import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.Database;
import io.recaller.gateway.sms.Carrier;
import io.recaller.gateway.sms.Receipts;
import io.recaller.gateway.sms.SmsInbox;
import io.recaller.gateway.sms.SmsPlan;
import java.time.Duration;
import java.time.InstantSource;

/** A message centre that is spoken to by SMPP 3.4, both ways over one bind. Any thread. */
public final class SmppDoor implements Carrier, AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration UNBOUND = Duration.ofSeconds(5);

    private final SmppBind bind;
    private final Submission submission;

    public SmppDoor(
            SmsPlan plan,
            Database db,
            SmsInbox inbox,
            Receipts receipts,
            Holding holding,
            GatewayHealth health,
            InstantSource clock) {
        this(plan, db, inbox, receipts, holding, health, BEAT, clock);
    }

    /** As the other one, looking more often. */
    SmppDoor(
            SmsPlan plan,
            Database db,
            SmsInbox inbox,
            Receipts receipts,
            Holding holding,
            GatewayHealth health,
            Duration beat,
            InstantSource clock) {
        var known = new SmppReceipts(receipts);
        var longs = new LongMessages(plan.gateway(), db, inbox, clock);
        this.submission = new Submission(plan, known);
        this.bind =
                new SmppBind(
                        plan,
                        holding,
                        health,
                        new Deliveries(plan.gateway(), inbox, longs, known, clock),
                        longs::look,
                        beat,
                        clock);
    }

    /** Binds from now on, when it is this server's turn. */
    public void start() {
        bind.start();
    }

    @Override
    public boolean isHere() {
        return bind.session().isPresent();
    }

    @Override
    public String carry(Parcel parcel) throws NotSentException {
        var session =
                bind.session()
                        .orElseThrow(() ->
                                new NotSentException(
                                        new Remedy.Again(UNBOUND, "not bound to the centre")));
        return submission.submit(session, parcel);
    }

    @Override
    public void close() {
        bind.close();
    }
}
