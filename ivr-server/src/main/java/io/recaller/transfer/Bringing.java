package io.recaller.transfer;

import io.recaller.agent.Station;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.routing.Talks;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.ScreenNames;
import io.recaller.transfer.Switchboard.Arranged;
import io.recaller.transfer.Transfer.Event;
import io.recaller.transfer.Transfer.Other;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings about at Asterisk what the rows of transfers say, whichever server wrote them, and hears
 * what no event told: who was gone when nobody listened. One virtual thread does the work.
 */
public final class Bringing implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Bringing.class);

    /** Between two looks while nothing is told. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** One try at Asterisk takes less; another server may try then. */
    private static final Duration TRY = Duration.ofSeconds(5);

    /** What could not be brought about for so long is no longer wanted. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of a phone that rings out, the answer to it takes that much longer. */
    private static final Duration SLACK = Duration.ofSeconds(15);

    private final Database db;
    private final Transfers transfers;
    private final Talks talks;
    private final Destinations destinations;
    private final ContactStore contacts;
    private final Switchboard switchboard;
    private final ScreenNames names;
    private final String server;
    private final InstantSource clock;
    private final TransferRows rows = new TransferRows();
    private final Semaphore signal = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("transfers").unstarted(this::run);

    /**
     * Does nothing until {@link #start}.
     *
     * @param server the name of this server
     */
    public Bringing(
            Database db,
            Transfers transfers,
            Talks talks,
            Destinations destinations,
            ContactStore contacts,
            Switchboard switchboard,
            ScreenNames names,
            String server,
            InstantSource clock) {
        this.db = db;
        this.transfers = transfers;
        this.talks = talks;
        this.destinations = destinations;
        this.contacts = contacts;
        this.switchboard = switchboard;
        this.names = names;
        this.server = server;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    /** There may be something to do. Returns at once. */
    public void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        wake();
        thread.interrupt();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try {
                look();
                signal.tryAcquire(LOOK_EVERY.toNanos(), TimeUnit.NANOSECONDS);
                signal.drainPermits();
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /**
     * Does what is to be done now. An edge: whatever one look runs into, the next one comes. Of the
     * thread that {@link #start} starts, or of whoever never starts it.
     */
    public void look() {
        try {
            switchboard.reach().ifPresent(this::look);
        } catch (DatabaseUnavailableException down) {
            log.atDebug().setCause(down).log("transfers wait for the database");
        } catch (RuntimeException failure) {
            log.atWarn().setCause(failure).log("transfers not looked at, tried again");
        }
    }

    private void look(Reach reach) {
        var now = clock.instant();
        for (var due :
                db.inTransaction(tx -> rows.due(tx, reach.system(), server, now, now.plus(TRY)))) {
            bringAbout(due);
        }
        for (var open : db.inTransaction(tx -> rows.open(tx, reach.system()))) {
            db.inTransaction(tx -> overlooked(tx, open))
                    .ifPresent(heard -> tell(open.state(), heard));
        }
    }

    private void bringAbout(TransferRows.Row row) {
        var state = row.state();
        try {
            var ring = db.inTransaction(tx -> ring(tx, state));
            var arranged = switchboard.arrange(state, ring);
            db.runInTransactionOrAgain(tx -> arranged(tx, state, arranged));
            log.atInfo()
                    .addKeyValue("contactId", state.contact())
                    .addKeyValue("state", state.getClass().getSimpleName())
                    .addKeyValue("arranged", arranged)
                    .log("a talk is handed over");
        } catch (DatabaseUnavailableException down) {
            throw down;
        } catch (RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("contactId", state.contact())
                    .addKeyValue("error", failure.toString())
                    .log("a talk cannot be handed over now, tried again");
        }
    }

    private void arranged(Tx tx, Transfer state, Arranged arranged) {
        talks.lock(tx, state.contact());
        rows.find(tx, state.parties().id())
                .map(TransferRows.Row::state)
                .filter(state::equals)
                .ifPresent(same -> arrangedNow(tx, same, arranged));
    }

    private void arrangedNow(Tx tx, Transfer state, Arranged arranged) {
        switch (arranged) {
            case DONE -> {
                rows.arranged(tx, state, clock.instant());
                transfers.heard(tx, state, Event.ARRANGED);
            }
            case CALLER_GONE -> gone(tx, state, Event.CALLER_LEFT);
            case AGENT_GONE -> gone(tx, state, Event.AGENT_LEFT);
            case OTHER_GONE -> gone(tx, state, Event.OTHER_LEFT);
        }
    }

    private void gone(Tx tx, Transfer state, Event heard) {
        if (state.after(heard, clock.instant()).isPresent()) {
            transfers.heard(tx, state, heard);
        } else {
            rows.arranged(tx, state, clock.instant());
        }
    }

    private Optional<Ring> ring(Tx tx, Transfer state) {
        return switch (state) {
            case Transfer.Ringing(_, _, var asked) -> ring(tx, state, asked, true);
            case Transfer.Calling(_, _, var asked) -> ring(tx, state, asked, false);
            case Transfer.OnHold _,
                    Transfer.Consulting _,
                    Transfer.Conference _,
                    Transfer.Queueing _,
                    Transfer.TakingBack _,
                    Transfer.Completing _,
                    Transfer.Closed _ ->
                    Optional.empty();
        };
    }

    private Optional<Ring> ring(Tx tx, Transfer state, Other asked, boolean isToConsult) {
        var parties = state.parties();
        return endpoint(tx, asked.target())
                .flatMap(endpoint ->
                        talks.waited(tx, state.contact())
                                .map(waited ->
                                        new Ring(
                                                asked.leg(),
                                                state.contact(),
                                                parties.agent(),
                                                endpoint,
                                                waited.address(),
                                                screenName(asked.target(), state.contact()),
                                                talks.ringFor(),
                                                Optional.empty(),
                                                isToConsult
                                                        ? Optional.of(parties.talk())
                                                        : Optional.empty(),
                                                number(asked.target()))));
    }

    private Optional<String> endpoint(Tx tx, Target target) {
        return switch (target) {
            case Target.ToAgent(var agent) -> talks.phone(tx, agent).map(Station::endpoint);
            case Target.ToNumber(var dialled) ->
                    Optional.of(destinations.outside().endpoint(dialled));
            case Target.ToQueue _ -> Optional.empty();
        };
    }

    /** What it is about is nothing for a screen outside. */
    private String screenName(Target target, ContactId contact) {
        return target instanceof Target.ToAgent ? names.of(contact) : "";
    }

    private String number(Target target) {
        return target instanceof Target.ToNumber ? destinations.outside().callerNumber() : "";
    }

    private void tell(Transfer state, Event heard) {
        db.runInTransactionOrAgain(tx -> {
            talks.lock(tx, state.contact());
            rows.find(tx, state.parties().id())
                    .map(TransferRows.Row::state)
                    .filter(state::equals)
                    .ifPresent(same -> transfers.heard(tx, same, heard));
        });
    }

    /** What the rows say that nobody told. */
    private Optional<Event> overlooked(Tx tx, TransferRows.Row open) {
        var state = open.state();
        if (contacts.endReason(tx, state.contact()).isPresent()) {
            return Optional.of(Event.CALLER_LEFT);
        }
        if (!isConnected(tx, state) && state.after(Event.AGENT_LEFT, clock.instant()).isPresent()) {
            return Optional.of(Event.AGENT_LEFT);
        }
        var age = Duration.between(state.since(), clock.instant());
        if (open.arrangedAt().isEmpty()) {
            return age.compareTo(PATIENCE) > 0 ? Optional.of(Event.GIVEN_UP) : Optional.empty();
        }
        var rings = state instanceof Transfer.Ringing || state instanceof Transfer.Calling;
        return rings && age.compareTo(talks.ringFor().plus(SLACK)) > 0
                ? Optional.of(Event.NO_ANSWER)
                : Optional.empty();
    }

    private boolean isConnected(Tx tx, Transfer state) {
        return talks.find(tx, state.parties().talk())
                .filter(Assignment.Connected.class::isInstance)
                .isPresent();
    }
}
