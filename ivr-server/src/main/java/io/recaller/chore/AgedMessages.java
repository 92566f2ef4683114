package io.recaller.chore;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.contact.retention.RetentionRules;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.AgedWriting;
import io.recaller.notice.AgedNotices;
import io.recaller.recommendation.AgedRecommendations;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what was written outside of a contact, notices, recommendations, and headers of mails
 * whose words are gone, when they are as old as contacts become, and what was told of requests
 * after a while in any case; a few hundred rows at a time. Several servers may run it at once.
 * Belongs to one thread.
 */
public final class AgedMessages implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AgedMessages.class);
    private static final int BITE = 500;

    private final Database database;
    private final RetentionRules rules;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final AgedWriting rows = new AgedWriting();
    private final AgedNotices notices = new AgedNotices();
    private final AgedRecommendations recommendations = new AgedRecommendations();

    public AgedMessages(
            Database database, RetentionRules rules, InstantSource clock, MeterRegistry meters) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void run() {
        var now = clock.instant();
        rules.contacts().map(now::minus).ifPresent(this::forget);
        all("notice", now.minus(AgedNotices.OF_REQUESTS), notices::forgetOfRequests);
    }

    private void forget(Instant before) {
        var writings = all("writing", before, rows::forgetMessages);
        var mails = all("mail", before, rows::forgetMails);
        all("notice-recipient", before, notices::forgetRecipients);
        var told = all("notice", before, notices::forget);
        var recommended = all("recommendation", before, recommendations::forget);
        if (writings + mails + told + recommended > 0) {
            LOG.atInfo()
                    .addKeyValue("writings", writings)
                    .addKeyValue("mails", mails)
                    .addKeyValue("notices", told)
                    .addKeyValue("recommendations", recommended)
                    .log("deleted what was written outside of contacts");
        }
    }

    private int all(String kind, Instant before, Deletion deletion) {
        var all = 0;
        var bite = BITE;
        while (bite == BITE && !Thread.currentThread().isInterrupted()) {
            bite = database.<Integer>inTransaction(tx -> deletion.delete(tx, before, BITE));
            meters.counter("recaller.retention.deleted", "kind", kind).increment(bite);
            all += bite;
        }
        return all;
    }

    @FunctionalInterface
    private interface Deletion {
        int delete(Tx tx, Instant before, int most);
    }
}
