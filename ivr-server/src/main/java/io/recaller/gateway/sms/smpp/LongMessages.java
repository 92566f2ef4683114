package io.recaller.gateway.sms.smpp;

import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.gateway.sms.ShortMessage;
import io.recaller.gateway.sms.SmsInbox;
import io.recaller.gateway.sms.smpp.Piece.Place;
import io.recaller.gateway.sms.smpp.SmsParts.Part;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Puts parts together, in whatever order and however often they come. Each is a row before it is
 * acknowledged. A message of which a part never comes is taken as far as it came. Any thread;
 * blocking.
 */
final class LongMessages {
    /** Networks bring the parts of a message within seconds, or a telephone was off meanwhile. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A repeat of a part is known that long. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final String MISSING = " […] ";

    private final String gateway;
    private final Database db;
    private final SmsInbox inbox;
    private final InstantSource clock;
    private final SmsParts parts = new SmsParts();

    LongMessages(String gateway, Database db, SmsInbox inbox, InstantSource clock) {
        this.gateway = gateway;
        this.db = db;
        this.inbox = inbox;
        this.clock = clock;
    }

    /**
     * A part came.
     *
     * @throws DatabaseUnavailableException when it is not kept: it must be sent again
     */
    void take(String from, int coding, Place place, Buffer octets) {
        var key = SmsParts.Key.of(gateway, from, place);
        var came =
                db.inTransaction(tx -> {
                    parts.keep(tx, key, place.number(), coding, octets, clock.instant());
                    return parts.of(tx, key);
                });
        if (came.size() == place.total() && !came.getFirst().isJoined()) {
            join(key, came);
        }
    }

    /** Those of which a part did not come in time; and what need not be kept is forgotten. */
    void look() {
        var now = clock.instant();
        var late = db.inTransaction(tx -> parts.waitedFor(tx, gateway, now.minus(PATIENCE)));
        for (var key : late) {
            join(key, db.inTransaction(tx -> parts.of(tx, key)));
        }
        db.runInTransaction(tx -> parts.forget(tx, gateway, now.minus(KEPT)));
    }

    /** Taken in under one id whoever does it: once. */
    private void join(SmsParts.Key key, List<Part> came) {
        if (!came.isEmpty()) {
            var begun = came.stream().map(Part::at).min(Instant::compareTo).orElseThrow();
            var id = "parts-" + key.reference() + "-" + key.total() + "-" + begun.toEpochMilli();
            inbox.take(
                    new ShortMessage(key.peer(), text(key, came), Optional.of(id), begun, false));
            db.runInTransaction(tx -> parts.joined(tx, key));
        }
    }

    /** Octets of one coding are put together first: a letter may be cut in two by the sender. */
    private static String text(SmsParts.Key key, List<Part> came) {
        var text = new StringBuilder();
        var octets = new ByteArrayOutputStream();
        var next = 1;
        var coding = came.getFirst().coding();
        for (var part : came) {
            if (part.number() != next || part.coding() != coding) {
                text.append(Coding.decode(coding, octets.toByteArray()))
                        .append(part.number() == next ? "" : MISSING);
                octets.reset();
                coding = part.coding();
            }
            octets.writeBytes(part.octets().getBytes());
            next = part.number() + 1;
        }
        text.append(Coding.decode(coding, octets.toByteArray()));
        return text.append(next > key.total() ? "" : MISSING).toString().strip();
    }
}
