package io.recaller.experiment;

import static io.recaller.db.generated.Tables.MENU_CLOSED;
import static io.recaller.db.generated.Tables.MENU_DAY;
import static io.recaller.db.generated.Tables.MENU_RECOUNT;
import static io.recaller.db.generated.Tables.MENU_VISIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What the database keeps of the menus that callers heard. */
record MenuDatabase(Database db) {
    static final Instant START = Instant.parse("2024-10-07T00:00:00Z");

    static final String EMPTY =
            "truncate menu_visit, menu_closed, menu_recount, menu_day, menu_day_sum,"
                    + " menu_day_customer, menu_adaptive, menu_visit_unfilled";

    List<String> kept() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .selectFrom(MENU_VISIT)
                        .orderBy(MENU_VISIT.CONTACT_ID, MENU_VISIT.POLICY, MENU_VISIT.MENU)
                        .fetch(row -> row.intoList().toString()));
    }

    /** What began before this hour. */
    void close(int hour) {
        close(hour, ZoneOffset.UTC);
    }

    void close(int hour, ZoneId zone) {
        var now = START.plus(Duration.ofHours(hour)).plus(MenuCounting.OPEN);
        new MenuCounting(db, InstantSource.fixed(now), zone).run(Duration.ofMinutes(1));
        var until = db.inTransaction(tx -> tx.dsl().fetchSingle(MENU_CLOSED).getUntilAt());
        assertThat(until).isAfterOrEqualTo(START.plus(Duration.ofHours(hour)));
    }

    /** As {@code contact.retention} does, in any order. */
    void retain(int day, String which) {
        db.runInTransaction(tx -> {
            tx.dsl().fetch("select set_config('recaller.retention', 'on', true)");
            tx.dsl()
                    .execute(
                            "delete from contact_key where started_at < ?::timestamptz and "
                                    + which,
                            START.plus(Duration.ofDays(day)).toString());
        });
    }

    Instant firstDay() {
        return db.inTransaction(tx ->
                tx.dsl().fetchSingle("select min(start_at) from menu_day").get(0, Instant.class));
    }

    List<String> sumsOfDays() {
        return db.inTransaction(tx -> {
            tx.dsl().fetch("select compact_menu_day(start_at) from menu_day");
            var sums = new ArrayList<String>();
            tx.dsl()
                    .fetch(
                            "select d::text from menu_day_sum d union all"
                                    + " select d::text from menu_day_customer d order by 1")
                    .forEach(row -> sums.add(row.get(0, String.class)));
            return sums;
        });
    }

    int summedDays() {
        return db.inTransaction(tx -> tx.dsl().fetchCount(MENU_DAY));
    }

    /** As if no day had been summed yet. */
    void forgetDays() {
        db.runInTransaction(tx -> tx.dsl().fetch("select forget_menu_days()"));
    }

    /** As if no change were to be counted anew. */
    void forgetChanges() {
        db.runInTransaction(tx -> tx.dsl().execute("truncate menu_recount"));
    }

    int changes() {
        return db.inTransaction(tx -> tx.dsl().fetchCount(MENU_RECOUNT));
    }
}
