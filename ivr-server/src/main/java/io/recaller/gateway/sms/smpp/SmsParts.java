package io.recaller.gateway.sms.smpp;

import static io.recaller.db.generated.Tables.SMS_PART;
import static org.jooq.impl.DSL.max;

import io.recaller.db.Tx;
import io.recaller.gateway.sms.smpp.Piece.Place;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;

/** The rows of parts. Each method works in the caller's transaction. Any thread. */
final class SmsParts {
    /** A centre whose acknowledgements were lost delivers all again by then; people do later. */
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(2);

    /**
     * One message of a sender.
     *
     * @param peer the number as it came
     */
    record Key(String gateway, String peer, int reference, int total) {
        static Key of(String gateway, String peer, Place place) {
            return new Key(gateway, peer, place.reference(), place.total());
        }
    }

    /** One part of it. */
    record Part(
            int number,
            int coding,
            Buffer octets,
            Instant at,
            boolean isJoined,
            Optional<Instant> again) {}

    /**
     * Keeps a part; a repeat is kept once. Telephones use their references again: a part that is
     * another one than before, or that a message which was taken in had not, begins a new message.
     * What came again of the old one meanwhile was of the new one already, and so it is when all
     * came again; not what comes so soon after that only the centre can have sent it again.
     */
    void keep(Tx tx, Key key, int number, int coding, Buffer octets, Instant now) {
        var there = of(tx, key);
        var same = there.stream().filter(part -> part.number() == number).findFirst();
        var isRepeat = same.filter(part -> part.octets().equals(octets)).isPresent();
        var wasJoined = there.stream().anyMatch(Part::isJoined);
        if (isRepeat && wasJoined && isSoonAfter(there, now)) {
            return;
        }
        if (isRepeat && wasJoined) {
            cameAgain(tx, key, number, now);
            if (of(tx, key).stream().allMatch(part -> part.again().isPresent())) {
                beginAnew(tx, key);
            }
        } else if (wasJoined) {
            beginAnew(tx, key);
        } else if (same.isPresent() && !isRepeat) {
            tx.dsl().deleteFrom(SMS_PART).where(is(key)).execute();
        }
        tx.dsl()
                .insertInto(SMS_PART)
                .set(SMS_PART.GATEWAY, key.gateway())
                .set(SMS_PART.PEER, key.peer())
                .set(SMS_PART.REFERENCE, key.reference())
                .set(SMS_PART.TOTAL, (short) key.total())
                .set(SMS_PART.PART, (short) number)
                .set(SMS_PART.CODING, (short) coding)
                .set(SMS_PART.BODY, octets.getBytes())
                .set(SMS_PART.AT, now)
                .onConflictDoNothing()
                .execute();
    }

    private static boolean isSoonAfter(List<Part> there, Instant now) {
        return there.stream().anyMatch(part -> part.at().plus(REPEATED_WITHIN).isAfter(now));
    }

    private static void cameAgain(Tx tx, Key key, int number, Instant now) {
        tx.dsl()
                .update(SMS_PART)
                .set(SMS_PART.AGAIN_AT, now)
                .where(is(key), SMS_PART.PART.eq((short) number))
                .execute();
    }

    /** With what came again since the old one was taken in. */
    private static void beginAnew(Tx tx, Key key) {
        tx.dsl().deleteFrom(SMS_PART).where(is(key), SMS_PART.AGAIN_AT.isNull()).execute();
        tx.dsl()
                .update(SMS_PART)
                .set(SMS_PART.JOINED, false)
                .set(SMS_PART.AT, SMS_PART.AGAIN_AT)
                .setNull(SMS_PART.AGAIN_AT)
                .where(is(key))
                .execute();
    }

    /** Those that came, in order. */
    List<Part> of(Tx tx, Key key) {
        return tx.dsl()
                .selectFrom(SMS_PART)
                .where(is(key))
                .orderBy(SMS_PART.PART)
                .fetch(row ->
                        new Part(
                                row.getPart(),
                                row.getCoding(),
                                Buffer.buffer(row.getBody()),
                                row.getAt(),
                                row.getJoined(),
                                Optional.ofNullable(row.getAgainAt())));
    }

    /** Their message was taken in. */
    void joined(Tx tx, Key key) {
        tx.dsl().update(SMS_PART).set(SMS_PART.JOINED, true).where(is(key)).execute();
    }

    /** Messages of which nothing came since, and something is missing. */
    List<Key> waitedFor(Tx tx, String gateway, Instant since) {
        return tx.dsl()
                .selectDistinct(SMS_PART.PEER, SMS_PART.REFERENCE, SMS_PART.TOTAL)
                .from(SMS_PART)
                .where(SMS_PART.GATEWAY.eq(gateway), SMS_PART.JOINED.isFalse())
                .groupBy(SMS_PART.PEER, SMS_PART.REFERENCE, SMS_PART.TOTAL)
                .having(max(SMS_PART.AT).lt(since))
                .limit(100)
                .fetch(row -> new Key(gateway, row.value1(), row.value2(), row.value3()));
    }

    /** Those that no repeat is expected of any more. */
    void forget(Tx tx, String gateway, Instant before) {
        tx.dsl()
                .deleteFrom(SMS_PART)
                .where(
                        SMS_PART.GATEWAY.eq(gateway),
                        SMS_PART.JOINED.isTrue(),
                        SMS_PART.AT.lt(before))
                .execute();
    }

    private static Condition is(Key key) {
        return SMS_PART.GATEWAY
                .eq(key.gateway())
                .and(SMS_PART.PEER.eq(key.peer()))
                .and(SMS_PART.REFERENCE.eq(key.reference()))
                .and(SMS_PART.TOTAL.eq((short) key.total()));
    }
}
