package io.recaller.notice;

import io.recaller.contact.ContactId;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The unread notices as the database has them. Run it every few seconds to know whether any notice
 * runs: else no call need ask. Any thread; blocking, but for {@link #mayBe}.
 */
public final class DatabaseNotices implements UnreadNotices, Runnable {
    private static final int MOST_TEXTS = 100;

    private final Database db;
    private final InstantSource clock;
    private final UnreadRows rows = new UnreadRows();
    private volatile Instant runningUntil = Instant.MAX;

    public DatabaseNotices(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    @Override
    public void run() {
        runningUntil = db.inTransaction(tx -> rows.runningUntil(tx)).orElse(Instant.MIN);
    }

    /** What was posted and runs, in each of its languages, the newest first; blocks. */
    public List<Map<String, String>> texts() {
        return mayBe()
                ? db.inTransaction(tx -> rows.runningTexts(tx, clock.instant(), MOST_TEXTS))
                : List.of();
    }

    @Override
    public boolean mayBe() {
        return runningUntil.isAfter(clock.instant());
    }

    @Override
    public Optional<Unread> find(
            CustomerId customer, TrustTier trust, ContactId contact, String language) {
        return db.inTransaction(
                tx -> rows.find(tx, customer, trust, contact, language, clock.instant()));
    }

    @Override
    public void begun(Unread unread, ContactId contact) {
        db.runInTransaction(tx -> rows.begun(tx, unread, contact));
    }

    @Override
    public void heard(Unread unread, ContactId contact, TrustTier trust) {
        db.runInTransaction(tx -> rows.heard(tx, unread, contact, trust, clock.instant()));
    }
}
