package io.recaller.gateway.sms;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.inbound.Inbox;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.speech.Language;
import io.recaller.tls.Authorities;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One gateway for short messages over real rows; nobody answers by himself. */
public final class SmsRows {
    public final Database db;
    public final SmsPlan plan;
    public final InstantSource clock;
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final OutgoingMessages outgoing = new OutgoingMessages();

    public SmsRows(Database db, SmsPlan plan, InstantSource clock) {
        this.db = db;
        this.plan = plan;
        this.clock = clock;
    }

    public static SmsPlan plan(String name, SmsPlan.Provider provider, String url) {
        return plan(name, provider, url, Optional.empty());
    }

    public static SmsPlan plan(
            String name, SmsPlan.Provider provider, String url, Optional<Integer> perSecond) {
        return new SmsPlan(
                name,
                provider,
                URI.create(url),
                "AC42",
                "12345",
                "+77272000000",
                Optional.of(URI.create("https://ivr.example")),
                provider == SmsPlan.Provider.TWILIO ? Optional.empty() : Optional.of("t0k en"),
                2,
                perSecond,
                Authorities.ofJava(),
                new Language("ru"));
    }

    /** The same at a centre that is spoken to in TLS. */
    public static SmsPlan secure(SmsPlan plan, Authorities authorities) {
        return new SmsPlan(
                plan.gateway(),
                plan.provider(),
                plan.url(),
                plan.user(),
                plan.password(),
                plan.from(),
                plan.address(),
                plan.token(),
                plan.segments(),
                plan.perSecond(),
                authorities,
                plan.language());
    }

    public SmsInbox inbox() {
        return new SmsInbox(
                plan,
                db,
                new Inbox(db, _ -> {}, GatewayTraffic.uncounted(), clock),
                new Senders(new Handles("KZ")),
                clock);
    }

    public Receipts receipts() {
        return new Receipts(db, plan.gateway(), GatewayTraffic.uncounted(), clock);
    }

    public SmsGateway gateway(Carrier carrier) {
        return new SmsGateway(plan, db, carrier);
    }

    public static ShortMessage from(String number, String text) {
        return new ShortMessage(number, text, Optional.empty(), Instant.EPOCH, false);
    }

    public List<ThreadMessage> with(String peer) {
        return db.inTransaction(tx ->
                threads.find(tx, plan.gateway(), peer)
                        .map(thread -> messages.changed(tx, thread, Instant.EPOCH, 100))
                        .orElse(List.of()));
    }

    public MessageThread thread(String peer) {
        return db.inTransaction(tx ->
                threads.find(tx, plan.gateway(), peer)
                        .flatMap(id -> threads.find(tx, id))
                        .orElseThrow());
    }

    /** Something that we say; its place. */
    public long say(String peer, String text) {
        return db.inTransaction(tx -> messages.aside(tx, thread(peer).id(), text, clock.instant()));
    }

    public void sent(long seq, String externalId) {
        db.runInTransaction(tx -> outgoing.sent(tx, seq, externalId, clock.instant()));
    }
}
