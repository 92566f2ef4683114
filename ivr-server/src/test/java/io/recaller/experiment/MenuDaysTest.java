package io.recaller.experiment;

import static io.recaller.db.generated.Tables.MENU_DAY;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days are summed once, in a few buckets of customers, and their sums change with the menus. */
final class MenuDaysTest {
    @AutoClose private static final Database db = TestDatabase.fresh();
    private final MenuDatabase menus = new MenuDatabase(db);
    private final MenuComparison comparison = new MenuComparison(db);

    @ParameterizedTest
    @ValueSource(ints = {7, 50})
    void manyCustomersAreAFewBucketsOfTheSameSums(int buckets) {
        var world = new MenuWorld(db, new Random(9));
        world.write();
        var period = new Period(MenuDatabase.START, MenuDatabase.START.plus(Duration.ofDays(20)));
        var at = period.to().plus(Duration.ofDays(9));

        comparison.bucketsAreTheSame(buckets, period, at);
        menus.close(24 * 40);
        comparison.bucketsAreTheSame(buckets, period, at);
        for (var i = 0; i < 40; i++) {
            world.change();
        }
        comparison.bucketsAreTheSame(buckets, period, at);
        menus.close(24 * 40);
        assertThat(menus.summedDays()).isEqualTo(33);
        comparison.bucketsAreTheSame(buckets, period, at);
        comparison.bucketsAreTheSame(buckets, period, period.to().minus(Duration.ofDays(3)));
    }

    /** Whatever was changed: the sums of days are what counting their menus again gives. */
    @Test
    void changesOfSummedDaysAddUp() {
        var world = new MenuWorld(db, new Random(15));
        world.write();
        menus.close(24 * 40);
        for (var i = 0; i < 80; i++) {
            world.change();
            if (i % 20 == 0) {
                menus.close(24 * 40);
            }
        }
        menus.close(24 * 40);
        var changed = menus.sumsOfDays();

        menus.forgetDays();
        menus.close(24 * 40);

        assertThat(changed).hasSizeGreaterThan(50).isEqualTo(menus.sumsOfDays());
    }

    /** As the first start of a version with sums of days finds them: reports are right at once. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void menusThatAnOlderVersionCountedAreFilledADayAtATime(long seed) {
        var random = new Random(seed);
        var world = new MenuWorld(db, random);
        world.write();
        menus.close(24 * 17);
        var filled = menus.kept();
        db.runInTransaction(tx -> {
            tx.dsl().fetch("select forget_menu_days()");
            tx.dsl()
                    .execute(
                            "update menu_visit set adaptive = false, same_before_at = null,"
                                    + " adaptive_before_at = null");
            tx.dsl()
                    .execute(
                            "insert into menu_visit_unfilled (from_at, until_at) select"
                                    + " min(started_at), max(started_at) + interval '1 second'"
                                    + " from menu_visit");
        });
        assertThat(menus.kept()).isNotEqualTo(filled);
        for (var round = 0; round < 6; round++) {
            assertThat(comparison.sameAsMemory(random)).as("arms, round %d", round).isNotNegative();
            db.runInTransaction(tx -> tx.dsl().fetch("select fill_menu_visits()"));
        }
        menus.close(24 * 17);

        assertThat(menus.kept()).isEqualTo(filled);
        assertThat(menus.summedDays()).isEqualTo(10);
        for (var i = 0; i < 12; i++) {
            world.change();
        }
        assertThat(comparison.sameAsMemory(random)).as("arms, filled and changed").isNotNegative();
    }

    /** Clocks go back on 27 October there; afterwards the server is started in another zone. */
    @Test
    void daysAreThoseOfTheZoneThatTheServerHas() {
        new MenuWorld(db, new Random(17)).write();
        var berlin = ZoneId.of("Europe/Berlin");
        menus.close(24 * 40, berlin);
        var there = LocalDate.of(2024, 10, 7).atStartOfDay(berlin);

        assertThat(hoursOfDays()).hasSize(33).containsOnlyOnce(25L).contains(24L);
        daysAreTheSame(there.toInstant(), there.plusDays(20).toInstant());
        daysAreTheSame(there.plusDays(20).toInstant(), there.plusDays(21).toInstant());

        menus.close(24 * 40);

        assertThat(hoursOfDays()).hasSize(33).containsOnly(24L);
        daysAreTheSame(MenuDatabase.START, MenuDatabase.START.plus(Duration.ofDays(21)));
        daysAreTheSame(there.toInstant(), there.plusDays(21).toInstant());
    }

    private void daysAreTheSame(Instant from, Instant to) {
        comparison.bucketsAreTheSame(1, new Period(from, to), to.plus(Duration.ofDays(9)));
        comparison.bucketsAreTheSame(50, new Period(from, to), to.plus(Duration.ofDays(9)));
    }

    private static List<Long> hoursOfDays() {
        return db.inTransaction(tx ->
                tx.dsl()
                        .selectFrom(MENU_DAY)
                        .fetch(day ->
                                Duration.between(day.getStartAt(), day.getEndAt()).toHours()));
    }

    /** Most have none, and retention deletes hundreds of thousands in a night. */
    @Test
    void deletingContactsWithoutMenusReadsNoDay() {
        new MenuWorld(db, new Random(9)).write();
        menus.close(24 * 40);

        var read =
                db.<Long>inTransaction(tx -> {
                    var before = daysRead(tx);
                    var deleted =
                            tx.dsl()
                                    .execute(
                                            "delete from contact_key where contact_id not in"
                                                    + " (select contact_id from menu_visit)");
                    assertThat(deleted).isGreaterThan(20);
                    return daysRead(tx) - before;
                });

        assertThat(read).isZero();
    }

    private static long daysRead(Tx tx) {
        return tx.dsl()
                .fetchSingle(
                        "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from"
                                + " pg_stat_xact_user_tables where relname = 'menu_day'")
                .get(0, Long.class);
    }

    /** However the rows lie and are read: the buckets come in one order. */
    @Test
    void theSameRowsGiveTheSameBucketsInTheSameOrder() {
        new MenuWorld(db, new Random(9)).write();
        var period = new Period(MenuDatabase.START, MenuDatabase.START.plus(Duration.ofDays(20)));
        var at = period.to().plus(Duration.ofDays(9));

        var hashed = buckets(period, at, "set local enable_sort = off");
        var sorted = buckets(period, at, "set local enable_hashagg = off");

        assertThat(sorted.keySet()).isEqualTo(hashed.keySet());
        sorted.forEach((arm, sums) -> MenuComparison.same(sums, requireNonNull(hashed.get(arm))));
    }

    private static SortedMap<String, ArmSums> buckets(Period period, Instant at, String plan) {
        return db.inTransaction(tx -> {
            tx.dsl().execute(plan);
            return new MenuSums(0, 7).read(tx, period, at).arms();
        });
    }
}
