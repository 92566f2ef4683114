package io.recaller.conversation.moving;

import io.recaller.contact.ContactId;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.context.Budgeted;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.db.ConflictException;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was left, as the rows have it. Any thread; blocking. */
public final class StoredLeftOff implements LeftOff {
    private static final Logger LOG = LoggerFactory.getLogger(StoredLeftOff.class);

    /** Nobody waits longer to be offered it. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Database database;
    private final Departures departures;
    private final Duration within;
    private final Budgeted budgeted;
    private final InstantSource clock;

    /**
     * Over one database.
     *
     * @param within how long what was left is offered
     * @param budgeted looks for it: a slow database keeps no caller waiting
     */
    public StoredLeftOff(
            Database database,
            Departures departures,
            Duration within,
            Budgeted budgeted,
            InstantSource clock) {
        this.database = database;
        this.departures = departures;
        this.within = within;
        this.budgeted = budgeted;
        this.clock = clock;
    }

    @Override
    public Optional<ContactId> of(ContactId contact) {
        return budgeted.start(() -> look(contact)).within(LOOK).flatMap(found -> found);
    }

    private Optional<ContactId> look(ContactId contact) {
        var now = clock.instant();
        return database.inTransaction(
                tx -> departures.leftOff(tx, contact, now.minus(within), now));
    }

    @Override
    public boolean goOn(ContactId contact, long version, ContactId left) {
        try {
            var goesOn =
                    database.<Boolean>inTransactionOrAgain(tx ->
                            departures.move(
                                    tx,
                                    left,
                                    contact,
                                    version,
                                    MovedDialogues.Known.BY_NAME,
                                    clock.instant()));
            if (goesOn) {
                LOG.atInfo()
                        .addKeyValue("contactId", contact)
                        .addKeyValue("left", left)
                        .log("goes on where another contact stood");
            }
            return goesOn;
        } catch (DatabaseUnavailableException | ConflictException down) {
            LOG.atWarn()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", down.getMessage())
                    .log("cannot go on with what was left");
            return false;
        }
    }
}
