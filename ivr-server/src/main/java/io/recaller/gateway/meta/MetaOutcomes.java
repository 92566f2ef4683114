package io.recaller.gateway.meta;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.outbound.Outbound;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Storable;
import io.recaller.db.Tx;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.SentElsewhere;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadReceipts;
import io.recaller.message.Threads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Writes down what became of messages: each only gets further. What a colleague wrote in Meta's own
 * inbox is kept as written elsewhere. Any thread; blocking.
 *
 * <p>Methods throw {@link DatabaseUnavailableException} when it is not kept: it must be told again.
 */
public final class MetaOutcomes {
    /** An echo comes within that time of what it echoes. */
    private static final Duration ECHOED_WITHIN = Duration.ofMinutes(10);

    private static final int NEWEST = 20;
    private static final int MOST_SENT = 200;

    private final Database db;
    private final MetaPlan plan;
    private final GatewayTraffic traffic;
    private final InstantSource clock;
    private final Messages messages = new Messages();
    private final OutgoingMessages outgoing = new OutgoingMessages();
    private final ThreadReceipts receipts = new ThreadReceipts();
    private final Threads threads = new Threads();
    private final SentElsewhere elsewhere = new SentElsewhere();

    public MetaOutcomes(MetaPlan plan, Database db, GatewayTraffic traffic, InstantSource clock) {
        this.db = db;
        this.plan = plan;
        this.traffic = traffic;
        this.clock = clock;
    }

    void take(MetaEvent.Became became) {
        db.runInTransaction(tx -> seq(tx, became).ifPresent(seq -> write(tx, seq, became)));
    }

    private OptionalLong seq(Tx tx, MetaEvent.Became became) {
        var ours = became.seq();
        return ours.isPresent() && outgoing.isOf(tx, ours.getAsLong(), plan.gateway())
                ? ours
                : outgoing.sentAs(tx, plan.gateway(), Storable.mended(became.externalId()));
    }

    private void write(Tx tx, long seq, MetaEvent.Became became) {
        if (became.state() == MessageState.FAILED) {
            if (outgoing.failed(tx, seq, Storable.mended(became.why()), clock.instant())) {
                traffic.failed(plan.gateway());
            }
        } else {
            outgoing.reached(tx, seq, became.state(), clock.instant());
        }
    }

    void take(MetaEvent.BecameUntil became) {
        db.runInTransaction(tx ->
                threads.find(tx, plan.gateway(), became.peer())
                        .ifPresent(thread ->
                                elsewhere
                                        .lastSent(tx, thread, became.until())
                                        .ifPresent(seq -> got(tx, thread, seq, became.state()))));
    }

    void take(MetaEvent.ReadUpTo read) {
        db.runInTransaction(tx ->
                threads.find(tx, plan.gateway(), read.peer())
                        .ifPresent(thread ->
                                outgoing.sentAs(
                                                tx,
                                                plan.gateway(),
                                                Storable.mended(read.externalId()))
                                        .ifPresent(
                                                seq -> got(tx, thread, seq, MessageState.READ))));
    }

    private void got(Tx tx, ThreadId thread, long seq, MessageState state) {
        receipts.got(tx, Map.of(thread.value(), seq), state, clock.instant());
    }

    /** Of whom we know nothing nothing is kept: they have not written to us. */
    void take(MetaEvent.Echo echo) {
        if (!echo.isOurs()) {
            db.runInTransaction(tx ->
                    threads.find(tx, plan.gateway(), echo.peer())
                            .ifPresent(id -> keep(tx, id, echo)));
        }
    }

    private void keep(Tx tx, ThreadId thread, MetaEvent.Echo echo) {
        threads.lock(tx, thread);
        if (!isOurs(tx, thread, echo) && !echo.text().isBlank()) {
            elsewhere.keep(
                    tx,
                    thread,
                    Storable.mended(echo.externalId()),
                    Storable.mended(echo.text()),
                    echo.at());
        }
    }

    /**
     * Whether it is a piece of one of ours that was sent about then, or is being sent: an id is
     * written only after that, and of the last piece only.
     */
    private boolean isOurs(Tx tx, ThreadId thread, MetaEvent.Echo echo) {
        var now = clock.instant();
        var since = (echo.at().isBefore(now) ? echo.at() : now).minus(ECHOED_WITHIN);
        var waiting =
                messages.newest(tx, thread, NEWEST).stream()
                        .filter(each -> each.state() == MessageState.QUEUED);
        var sent =
                messages.changed(tx, thread, since, MOST_SENT).stream()
                        .filter(each ->
                                each.state() == MessageState.SENT || each.at().isAfter(since));
        return Stream.concat(waiting, sent).anyMatch(each -> isOf(each, echo));
    }

    private boolean isOf(ThreadMessage message, MetaEvent.Echo echo) {
        return message.author() != Author.CUSTOMER
                && new PageRequests(plan.service())
                                .of(
                                        new Outbound(
                                                message.seq(),
                                                echo.peer(),
                                                message.text(),
                                                message.buttons(),
                                                message.author()),
                                        false)
                                .stream()
                                .map(request ->
                                        request.path("message").path("text").asText().strip())
                                .anyMatch(echo.text().strip()::equals);
    }
}
