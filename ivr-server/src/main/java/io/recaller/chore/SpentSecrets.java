package io.recaller.chore;

import io.recaller.continuation.AgedPages;
import io.recaller.conversation.moving.SpentCodes;
import io.recaller.db.Database;
import io.recaller.message.FlowMessages;
import java.time.InstantSource;

/**
 * Deletes what can be used no more: links to pages with the numbers they went to, codes for calls
 * with the lines that guessed them, and both where they stand in messages. Several servers may run
 * it at once. Belongs to one thread.
 */
public final class SpentSecrets implements Runnable {
    private static final int BITE = 500;

    private final Database database;
    private final InstantSource clock;
    private final AgedPages pages = new AgedPages();
    private final SpentCodes codes = new SpentCodes();
    private final FlowMessages flowMessages = new FlowMessages();

    public SpentSecrets(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void run() {
        var now = clock.instant();
        database.runInTransaction(tx -> codes.forget(tx, now));
        database.runInTransaction(tx -> flowMessages.veilOld(tx, now));
        var bite = BITE;
        while (bite == BITE && !Thread.currentThread().isInterrupted()) {
            bite = database.<Integer>inTransaction(tx -> pages.forget(tx, now, BITE));
        }
    }
}
