package io.recaller;

import io.recaller.asterisk.prompt.Prompts;
import io.recaller.channel.QuietThreads;
import io.recaller.channel.agent.RestingTalks;
import io.recaller.chore.AgedFields;
import io.recaller.chore.AgedMessages;
import io.recaller.chore.CalendarWatch;
import io.recaller.chore.SpentSecrets;
import io.recaller.chore.UntilDone;
import io.recaller.contact.retention.Retention;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.voicemail.UntakenMessages;
import io.recaller.customer.identity.StoredHandles;
import io.recaller.customer.pin.Pins;
import io.recaller.db.Database;
import io.recaller.experiment.FallBack;
import io.recaller.routing.Talks;
import io.recaller.voicemail.Voicemails;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server does on the side: replays the spool, makes the coming months' partitions, counts
 * the menus of calls that are over, looks at calendars of holidays and whether a menu policy does
 * harm, tells notices, reads what is recommended, encrypts old PINs, reads stored numbers by new
 * rules, deletes what may not be kept any longer.
 */
final class Chores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);

    /** So that a long one does not hold up the others. */
    private static final int THREADS = 2;

    /**
     * Of ten minutes; a history that was never counted, or that is kept no longer, takes some hours
     * so.
     */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    /** Seconds: what waits that long leaves the processors to the first callers. */
    private static final int SOON = 5;

    private static final int SEALED_AT_ONCE = 200;
    private static final int HANDLES_AT_ONCE = 500;

    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(
                    THREADS, Thread.ofPlatform().name("chores").daemon().factory());

    Chores(
            Foundation ground,
            ConversationParts conversations,
            Asterisk asterisk,
            ExperimentParts experiments,
            Prompts prompts,
            Voicemails voicemails,
            RecommendationParts recommendations,
            Runnable overflow,
            Runnable forgottenTalks,
            CalendarWatch calendars,
            PageContexts pages) {
        var stores = ground.stores();
        var clock = ground.clock();
        var meters = ground.meters();
        var _ = timer.scheduleWithFixedDelay(quietly(prompts::tidy), 1, 15, TimeUnit.MINUTES);
        var _ = timer.scheduleWithFixedDelay(quietly(calendars), 1, 1, TimeUnit.MINUTES);
        var database = stores.database();
        var pins = stores.pins();
        once(() -> sealPins(database, pins));
        once(() -> readHandles(database, stores.storedHandles(), clock));
        var _ =
                timer.scheduleWithFixedDelay(
                        quietly(() ->
                                database.runInTransaction(
                                        tx -> pins.forgetGuesses(tx, clock.instant()))),
                        1,
                        60,
                        TimeUnit.MINUTES);
        var _ =
                timer.scheduleWithFixedDelay(
                        quietly(() ->
                                conversations
                                        .spool()
                                        .replay(contact ->
                                                asterisk.callers().gone(contact, HangUp.UNTOLD))),
                        5,
                        15,
                        TimeUnit.SECONDS);
        var _ =
                timer.scheduleWithFixedDelay(
                        quietly(database.months()::ensureComing), 1, 24, TimeUnit.HOURS);
        var messages = meters.counter("recaller.retention.deleted", "kind", "message");
        var _ =
                timer.scheduleWithFixedDelay(
                        quietly(() ->
                                messages.increment(
                                        database.<Integer>inTransaction(
                                                tx -> voicemails.forget(tx, clock.instant())))),
                        5,
                        60,
                        TimeUnit.MINUTES);
        var untaken = new UntakenMessages(database, voicemails, stores.contacts(), clock);
        var _ = timer.scheduleWithFixedDelay(quietly(untaken), 4, 60, TimeUnit.MINUTES);
        var quiet = new QuietThreads(database, stores.contacts(), clock);
        var _ = timer.scheduleWithFixedDelay(quietly(quiet), 6, 10, TimeUnit.MINUTES);
        var talks = new Talks(ground.settings().routing(), ground.settings().serverName());
        var resting = new RestingTalks(database, talks, clock);
        var _ = timer.scheduleWithFixedDelay(quietly(resting), 20, 20, TimeUnit.SECONDS);
        var _ = timer.scheduleWithFixedDelay(quietly(overflow), 10, 20, TimeUnit.SECONDS);
        var _ = timer.scheduleWithFixedDelay(quietly(forgottenTalks), 30, 20, TimeUnit.SECONDS);
        var aged = new AgedFields(database, stores.fields(), clock, meters);
        var _ = timer.scheduleWithFixedDelay(quietly(aged), 10, 24 * 60, TimeUnit.MINUTES);
        var retention = new Retention(database, ground.settings().retention(), clock, meters);
        var _ =
                timer.scheduleWithFixedDelay(
                        quietly(() -> retention.run(AT_ONCE)), 12, 10, TimeUnit.MINUTES);
        var written = new AgedMessages(database, ground.settings().retention(), clock, meters);
        var _ = timer.scheduleWithFixedDelay(quietly(written), 15, 24 * 60, TimeUnit.MINUTES);
        var spent = new SpentSecrets(database, clock);
        var _ = timer.scheduleWithFixedDelay(quietly(spent), 7, 60, TimeUnit.MINUTES);
        var unread = conversations.notices();
        var _ = timer.scheduleWithFixedDelay(quietly(unread), 1, 3, TimeUnit.SECONDS);
        if (ground.settings().hasTelephone()) {
            var _ = timer.scheduleWithFixedDelay(quietly(pages), 1, 1, TimeUnit.MINUTES);
            var spoken = conversations.flows().spoken();
            var sounds = new PostedSounds(prompts, unread::texts, spoken);
            var _ = timer.scheduleWithFixedDelay(quietly(sounds), 2, 3, TimeUnit.SECONDS);
            var asked = new PostedSounds(prompts, recommendations::texts, spoken);
            var _ = timer.scheduleWithFixedDelay(quietly(asked), 4, 3, TimeUnit.SECONDS);
        }
        var caller = NoticeParts.caller(ground, asterisk, prompts);
        var calls = NoticeParts.calls(ground, asterisk, caller);
        var _ = timer.scheduleWithFixedDelay(quietly(calls), 5, 10, TimeUnit.SECONDS);
        var notices = NoticeParts.round(ground, caller);
        var _ = timer.scheduleWithFixedDelay(quietly(notices), 3, 3, TimeUnit.SECONDS);
        var _ =
                timer.scheduleWithFixedDelay(
                        quietly(recommendations.running()), 1, 5, TimeUnit.SECONDS);
        var switches = experiments.switches();
        var _ = timer.scheduleWithFixedDelay(quietly(switches::refresh), 30, 30, TimeUnit.SECONDS);
        var counting = experiments.counting();
        var _ =
                timer.scheduleWithFixedDelay(
                        quietly(() -> counting.run(AT_ONCE)), 2, 10, TimeUnit.MINUTES);
        experiments.fallBack().ifPresent(this::watch);
    }

    /** Once, or again each minute until it was done: the database may be away at the start. */
    private void once(Runnable chore) {
        var _ =
                timer.scheduleWithFixedDelay(
                        quietly(new UntilDone(chore)), SOON, 60, TimeUnit.SECONDS);
    }

    /** PINs that were set before there was a pepper. */
    private static void sealPins(Database database, Pins pins) {
        var sealed = 0;
        var more = SEALED_AT_ONCE;
        while (more == SEALED_AT_ONCE) {
            more = database.inTransaction(tx -> pins.sealBare(tx, SEALED_AT_ONCE));
            sealed += more;
        }
        if (sealed > 0) {
            LOG.atInfo().addKeyValue("pins", sealed).log("encrypted PINs set before the pepper");
        }
    }

    /** Numbers and addresses that were stored by other rules, or for another country. */
    private static void readHandles(Database database, StoredHandles handles, InstantSource clock) {
        if (database.inTransaction(handles::areRead)) {
            return;
        }
        Optional<UUID> last = Optional.empty();
        do {
            var after = last;
            last =
                    database.inTransaction(
                            tx -> handles.read(tx, after, HANDLES_AT_ONCE, clock.instant()));
        } while (last.isPresent());
        database.runInTransaction(tx -> handles.areReadNow(tx, clock.instant()));
        LOG.atInfo().log("read stored numbers and addresses by today's rules");
    }

    private void watch(FallBack fallBack) {
        var _ = timer.scheduleWithFixedDelay(quietly(fallBack::check), 1, 5, TimeUnit.MINUTES);
    }

    /** A chore that fails is tried again at its next time. */
    private static Runnable quietly(Runnable chore) {
        return () -> {
            try {
                chore.run();
            } catch (RuntimeException failure) {
                LOG.atWarn().addKeyValue("error", failure.toString()).log("chore put off");
            }
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
