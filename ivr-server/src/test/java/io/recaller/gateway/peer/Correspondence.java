package io.recaller.gateway.peer;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Said;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.channel.outbound.Gateway;
import io.recaller.channel.outbound.Outbox;
import io.recaller.contact.Channel;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.Threads;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** People at one door who wrote, what they are told, and an outbox that tells them. */
public final class Correspondence {
    private static final InstantSource CLOCK = InstantSource.system();

    public final GatewayHealth health = new GatewayHealth();
    private final Database db;
    private final Gateway gateway;
    private final Channel channel;
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final TreeSet<String> peers = new TreeSet<>();

    public Correspondence(Database db, Gateway gateway, Channel channel) {
        this.db = db;
        this.gateway = gateway;
        this.channel = channel;
    }

    /** Somebody has written and is told that, one after the other. */
    public void tells(String peer, String... texts) {
        peers.add(peer);
        new Inbox(db, _ -> {}, GatewayTraffic.uncounted(), CLOCK)
                .take(
                        new Incoming(
                                new Peer(
                                        gateway.name(),
                                        peer,
                                        channel,
                                        Optional.empty(),
                                        TrustTier.CLAIMED,
                                        Optional.empty(),
                                        Optional.empty()),
                                new Said.Words("hello"),
                                Optional.of("in-" + peer),
                                Optional.empty(),
                                CLOCK.instant()));
        db.runInTransaction(tx -> {
            var thread = threads.find(tx, gateway.name(), peer).orElseThrow();
            for (var text : texts) {
                var _ = messages.aside(tx, thread, text, CLOCK.instant());
            }
        });
    }

    /** Sends what they are told. */
    public Outbox outbox() {
        return new Outbox(
                db,
                Map.of(gateway.name(), gateway),
                health,
                GatewayTraffic.uncounted(),
                "server-1",
                CLOCK);
    }

    public boolean isAllSent() {
        return peers.stream()
                .allMatch(peer ->
                        db
                                .inTransaction(tx ->
                                        messages.changed(
                                                tx,
                                                threads.find(tx, gateway.name(), peer)
                                                        .orElseThrow(),
                                                Instant.EPOCH,
                                                100))
                                .stream()
                                .filter(each -> each.author() != Author.CUSTOMER)
                                .allMatch(each -> each.state() == MessageState.SENT));
    }

    /** Those who were told something. */
    public List<String> peers() {
        return List.copyOf(peers);
    }
}
