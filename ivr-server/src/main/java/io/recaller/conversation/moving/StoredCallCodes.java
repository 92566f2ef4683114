package io.recaller.conversation.moving;

import io.recaller.contact.ContactId;
import io.recaller.conversation.CallCodes;
import io.recaller.conversation.dialogue.MovedDialogues.Known;
import io.recaller.customer.Handle;
import io.recaller.customer.pin.CodePrints;
import io.recaller.db.ConflictException;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.message.FlowMessages;
import io.recaller.message.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Codes as the rows have them. A code is used, and its contact goes on as the call, in one
 * transaction. Any thread; blocking.
 */
public final class StoredCallCodes implements CallCodes {
    private static final Logger LOG = LoggerFactory.getLogger(StoredCallCodes.class);

    static final Duration GOOD = Duration.ofMinutes(15);
    static final int BORNE_OF_CALL = 3;

    /** Within half an hour. */
    static final int BORNE_OF_LINE = 6;

    /**
     * Within a quarter of an hour, in all: as long as a code lives. With a hundred codes out at
     * once this many guesses find one in two hundred such times.
     */
    static final int BORNE_OF_ALL = 50;

    private static final Duration OF_LINE = Duration.ofMinutes(30);
    private static final int MOST_DRAWN = 5;

    private final Database database;
    private final Departures departures;
    private final CodePrints prints;
    private final Place place;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final CallCodeRows rows = new CallCodeRows();
    private final Threads threads = new Threads();
    private final FlowMessages flowMessages = new FlowMessages();

    /**
     * Where codes are keyed.
     *
     * @param number to be called, as people read it
     * @param dialled the same, as the trunk delivers it
     */
    public record Place(String number, String dialled) {}

    /**
     * Over one database.
     *
     * @param random draws codes: a secure one
     */
    public StoredCallCodes(
            Database database,
            Departures departures,
            CodePrints prints,
            Place place,
            RandomGenerator random,
            InstantSource clock) {
        this.database = database;
        this.departures = departures;
        this.prints = prints;
        this.place = place;
        this.random = random;
        this.clock = clock;
    }

    /**
     * One for a contact that is written in; an earlier one of it is worth nothing from then on.
     *
     * @return empty: nobody can call so, or not now
     */
    public Optional<Code> make(Tx tx, ContactId written) {
        var now = clock.instant();
        rows.hold(tx);
        flowMessages.veil(tx, written);
        for (var drawn = 0; drawn < MOST_DRAWN; drawn++) {
            var digits = String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
            var print = prints.of(digits);
            if (print.isPresent() && rows.make(tx, written, print.get(), now, now.plus(GOOD))) {
                return Optional.of(new Code(place.number(), digits, GOOD));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean isPlace(String entry) {
        return entry.equals(place.dialled());
    }

    @Override
    public boolean isAsked(String entry, ContactId call) {
        return isPlace(entry) && isAsked(call);
    }

    private boolean isAsked(ContactId call) {
        try {
            return database.inTransaction(
                    tx -> rows.ofCall(tx, call) < BORNE_OF_CALL && !rows.goesOn(tx, call));
        } catch (DatabaseUnavailableException _) {
            return false;
        }
    }

    @Override
    public Keyed take(ContactId call, long version, Optional<Handle> line, String keys) {
        var from = line.map(Handle::value).orElse("");
        try {
            return database.inTransactionOrAgain(tx -> taken(tx, call, version, from, keys));
        } catch (DatabaseUnavailableException | ConflictException down) {
            LOG.atWarn().addKeyValue("error", down.getMessage()).log("no code can be taken");
            return Keyed.NO_MORE;
        }
    }

    private Keyed taken(Tx tx, ContactId call, long version, String line, String keys) {
        var now = clock.instant();
        lockThread(tx, keys, now);
        rows.hold(tx);
        if (isLocked(tx, call, line, now)) {
            return Keyed.NO_MORE;
        }
        var written = rows.use(tx, prints.all(keys), now);
        if (written.filter(each -> goesOn(tx, each, call, version, now)).isPresent()) {
            return Keyed.GOES_ON;
        }
        rows.wrong(tx, call, line, now);
        return isLocked(tx, call, line, now) ? Keyed.NO_MORE : Keyed.WRONG;
    }

    /**
     * As whoever asks for a code there does, before the codes are held: so neither waits for the
     * other, and nobody's code waits for one thread.
     */
    private void lockThread(Tx tx, String keys, Instant now) {
        rows.whose(tx, prints.all(keys), now)
                .flatMap(written -> threads.of(tx, written))
                .ifPresent(thread -> threads.lock(tx, thread.id()));
    }

    private boolean goesOn(Tx tx, ContactId written, ContactId call, long version, Instant now) {
        flowMessages.veil(tx, written);
        return departures.move(tx, written, call, version, Known.BY_SECRET, now);
    }

    private boolean isLocked(Tx tx, ContactId call, String line, Instant now) {
        var ofLine = rows.ofLine(tx, line, now.minus(OF_LINE));
        var ofAll = rows.ofAll(tx, now.minus(GOOD));
        if (ofAll >= BORNE_OF_ALL) {
            LOG.atError()
                    .addKeyValue("wrong", ofAll)
                    .log("so many wrong codes were keyed that none is taken for a while");
        }
        return ofAll >= BORNE_OF_ALL
                || ofLine >= BORNE_OF_LINE
                || rows.ofCall(tx, call) >= BORNE_OF_CALL;
    }
}
