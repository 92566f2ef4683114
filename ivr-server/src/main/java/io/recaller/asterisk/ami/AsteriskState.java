package io.recaller.asterisk.ami;

import io.recaller.asterisk.ami.wire.AmiException;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.ami.wire.AmiWire;
import io.recaller.asterisk.ami.wire.LiveCalls;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Whether it is known here what an Asterisk has: read when the link was made, when what was heard
 * is in doubt, and now and then. Until it was read and told, nobody is in reach.
 */
final class AsteriskState {
    private static final Logger log = LoggerFactory.getLogger(AsteriskState.class);

    /** Between two looks at all channels, however much there is in doubt. */
    private static final Duration BREATH = Duration.ofMillis(400);

    /**
     * Of a call that came in less than ten seconds before a look it is not known whether it is over
     * ({@link CallerEvents#alive}); while nobody listened it may be.
     */
    private static final Duration AND_AGAIN = Duration.ofSeconds(12);

    /** So many looks in a row may fail before a word is said: a server that starts is busy. */
    private static final int BUSY_LOOKS = 2;

    private final AmiSettings settings;
    private final Supplier<List<Engagement>> engagements;
    private final CallerEvents callers;
    private final SystemNames names;
    private final AtomicBoolean stale = new AtomicBoolean();

    /** Set once what Asterisk has was read and told; empty from the first doubt on. */
    private volatile Optional<Reach> reach = Optional.empty();

    // Of the consumer's thread only.
    private int failed;
    private long lookedAt = System.nanoTime() - BREATH.toNanos();

    /** When it is looked once more, after the link was made. */
    private Optional<Long> againAt = Optional.empty();

    AsteriskState(
            AmiSettings settings,
            Supplier<List<Engagement>> engagements,
            CallerEvents callers,
            SystemNames names) {
        this.settings = settings;
        this.engagements = engagements;
        this.callers = callers;
        this.names = names;
    }

    Optional<Reach> reach() {
        return reach;
    }

    /** What was heard is in doubt: it is looked before long. Any thread. */
    void doubt() {
        stale.set(true);
    }

    /** Asterisk does not answer: nobody is rung until its state was read again. Any thread. */
    void lose() {
        if (reach.isPresent()) {
            log.atWarn()
                    .addKeyValue("ami", settings)
                    .log("Asterisk is out of reach: hand-offs wait until it answers");
        }
        reach = Optional.empty();
        stale.set(true);
    }

    /**
     * Takes back in time, that the link is still ours. What cannot be written now is written at the
     * next ping: a lease outlasts several.
     */
    void renew(AmiWire wire) {
        reach.ifPresent(within -> {
            try {
                var allowed = names.announce(within.system(), wire.identity());
                if (allowed.isEmpty()) {
                    lose();
                } else if (reach.isPresent()) {
                    reach = allowed;
                }
            } catch (RuntimeException e) {
                log.atDebug().addKeyValue("error", e.getMessage()).log("link not renewed");
            }
        });
    }

    /** Reads it when that is due. */
    void lookWhenDue(AmiWire wire, AmiPhones phones, List<AmiListener> listeners) {
        if (sinceLook().compareTo(settings.lookEvery()) >= 0 || isDueAgain()) {
            stale.set(true);
        }
        if (wire.isConnected() && sinceLook().compareTo(BREATH) >= 0 && stale.getAndSet(false)) {
            read(wire, phones, listeners);
        }
    }

    private boolean isDueAgain() {
        var due = againAt.filter(at -> System.nanoTime() - at >= 0).isPresent();
        if (due) {
            againAt = Optional.empty();
        }
        return due;
    }

    private Duration sinceLook() {
        return Duration.ofNanos(System.nanoTime() - lookedAt);
    }

    /**
     * What Asterisk says is told before anybody is rung. An Asterisk that is taken for another is
     * not listened to: its contacts and that other's could not be told apart.
     */
    private void read(AmiWire wire, AmiPhones phones, List<AmiListener> listeners) {
        lookedAt = System.nanoTime();
        try {
            var system = wire.system();
            var allowed = names.announce(system, wire.identity());
            if (allowed.isEmpty()) {
                lose();
                return;
            }
            names.formerNames().forEach(name -> bury(name, phones));
            var engaged = engaged();
            var calls = LiveCalls.of(system, wire.channels());
            tell(engaged, calls, phones, listeners);
            if (reach.isEmpty()) {
                callers.backInReach(system);
                againAt = Optional.of(System.nanoTime() + AND_AGAIN.toNanos());
                log.atInfo().addKeyValue("ami", settings).log("Asterisk's state is known");
            }
            reach = allowed;
            failed = 0;
        } catch (AmiException e) {
            throw e;
        } catch (RuntimeException e) {
            stale.set(true);
            failed++;
            log.atLevel(failed > BUSY_LOOKS ? Level.WARN : Level.DEBUG)
                    .addKeyValue("error", e.toString())
                    .log("Asterisk's calls cannot be compared with the rows, tried again");
        }
    }

    private void tell(
            Optional<List<Engagement>> engaged,
            LiveCalls calls,
            AmiPhones phones,
            List<AmiListener> listeners) {
        log.atDebug()
                .addKeyValue("ami", settings)
                .addKeyValue("channels", calls.channels().size())
                .log("Asterisk's state read");
        engaged.ifPresent(known -> phones.compare(known, calls));
        listeners.forEach(listener -> listener.compare(calls));
    }

    /** Calls under a name that Asterisk had before it was started again. */
    private void bury(String formerName, AmiPhones phones) {
        phones.compare(engagements.get(), LiveCalls.of(formerName, List.of()));
        callers.alive(formerName, Map.of());
        names.ended(formerName);
    }

    /** Empty when it cannot be known now: then only what needs no database is compared. */
    private Optional<List<Engagement>> engaged() {
        try {
            return Optional.of(engagements.get());
        } catch (RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("error", failure.toString())
                    .log("talks not compared with Asterisk's calls until the next look");
            return Optional.empty();
        }
    }
}
