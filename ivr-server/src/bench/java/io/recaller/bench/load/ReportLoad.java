package io.recaller.bench.load;

import io.recaller.db.Database;
import io.recaller.experiment.MenuCounting;
import io.recaller.experiment.MenuReports;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * The menu report of a month and of half a year over half a year's contacts, every second a call
 * with a counted menu; before its days are summed up and afterwards, beside a bare count of the
 * month's menus. Then what calls wait for while one report follows the other, beside the same calls
 * without. Loopback only.
 *
 * <p>Bounded by {@code -Dload.contacts} (10 million: some ten minutes and 10 GB).
 */
public final class ReportLoad {
    private static final int CONTACTS = Integer.getInteger("load.contacts", 10_000_000);
    private static final int DAYS = 182;
    private static final int TIMES = 3;
    private static final Duration LONGEST = Duration.ofHours(1);

    private ReportLoad() {}

    /** Prints what it measures. */
    public static void main(String[] arguments) throws IOException {
        var postgres = new MeteredPostgres();
        var clock = InstantSource.system();
        var db = postgres.database();
        new ReportedWorld(db, LONGEST).write(CONTACTS, DAYS);
        var report = new Reported(db, clock, postgres);
        report.bare();
        report.month("a month, days not summed ");
        var began = System.nanoTime();
        new MenuCounting(db, clock, ZoneOffset.UTC).run(LONGEST);
        System.out.printf(
                Locale.ROOT,
                "days summed up and the rest counted in %.1f s%n",
                (System.nanoTime() - began) / 1e9);
        for (var i = 0; i < TIMES; i++) {
            report.month("a month                  ");
        }
        report.days("half a year              ", DAYS - 1);
        report.bare();
        ReportedCalls.beside(postgres, () -> report.month("a month, beside calls    "));
    }

    private record Reported(Database db, InstantSource clock, MeteredPostgres postgres) {
        void month(String what) {
            days(what, 30);
        }

        /** Up to now, today and so many days before. */
        void days(String what, int before) {
            var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            var reports = new MenuReports(db, clock, 200);
            var menus = new long[1];
            timed(
                    what,
                    () -> {
                        var report =
                                reports.ofDays(
                                        Optional.of(today.minusDays(before)),
                                        Optional.of(today),
                                        ZoneOffset.UTC);
                        menus[0] = report.arms().stream().mapToLong(arm -> arm.calls()).sum();
                    });
            System.out.println("  calls in it: " + menus[0]);
        }

        /** What reading the same rows takes, and nothing else. */
        void bare() {
            var from = Instant.now().minus(Duration.ofDays(30));
            timed(
                    "bare count(*) of its menus",
                    () ->
                            db.<Object>inTransactionWithin(
                                    LONGEST,
                                    tx -> {
                                        tx.dsl()
                                                .execute(
                                                        "set local max_parallel_workers_per_gather = 0");
                                        return tx.dsl()
                                                .fetch(
                                                        "select count(*) from menu_visit where started_at >="
                                                                + " ?::timestamptz",
                                                        from.toString());
                                    }));
        }

        private void timed(String what, Runnable work) {
            var cpu = postgres.cpu();
            var began = System.nanoTime();
            work.run();
            System.out.printf(
                    Locale.ROOT,
                    "%s  %.2f s, of PostgreSQL's processor time %.2f s%n",
                    what,
                    (System.nanoTime() - began) / 1e9,
                    postgres.cpu().minus(cpu).toMillis() / 1e3);
        }
    }
}
