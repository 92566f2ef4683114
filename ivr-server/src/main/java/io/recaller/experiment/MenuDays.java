package io.recaller.experiment;

import static io.recaller.db.generated.Tables.MENU_DAY;
import static io.recaller.db.generated.Tables.MENU_DAY_SUM;
import static io.recaller.db.generated.Tables.MENU_VISIT;

import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Days whose menus are summed up once, so that a report of a month reads sums. For one at a time;
 * in the caller's transaction.
 */
final class MenuDays {
    /** Until then it is not known of every call whether the customer came back within a week. */
    private static final Duration AFTERWARDS = Duration.ofDays(7);

    /** Beside the sums of a day; then they are added up. A day has 2,000 rows an arm. */
    private static final int MOST_CHANGES = 20_000;

    private final ZoneId zone;

    /** Days of this time zone. */
    MenuDays(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * The next day that can be, or one with many changes; those that no menu is left of go.
     *
     * @param closed up to where menus are counted
     * @return whether there is more to do
     */
    boolean sum(Tx tx, Instant closed) {
        if (!areOfThisZone(tx)) {
            tx.dsl().select(DSL.function("forget_menu_days", SQLDataType.OTHER)).fetch();
        }
        tx.dsl().select(DSL.function("drop_menu_days", SQLDataType.INTEGER)).fetch();
        var next = next(tx);
        var until = next.map(day -> day.plusDays(1).atStartOfDay(zone).toInstant());
        if (until.filter(end -> !end.plus(AFTERWARDS).isAfter(closed)).isPresent()) {
            return sum(tx, next.get().atStartOfDay(zone).toInstant(), until.get());
        }
        return addUp(tx);
    }

    /** A server that is started with another time zone begins anew. */
    private boolean areOfThisZone(Tx tx) {
        return tx.dsl().select(MENU_DAY.START_AT).from(MENU_DAY).fetch(MENU_DAY.START_AT).stream()
                .allMatch(start ->
                        start.equals(
                                LocalDate.ofInstant(start, zone).atStartOfDay(zone).toInstant()));
    }

    /** After the last one; where there is none, the day of the first menu. */
    private Optional<LocalDate> next(Tx tx) {
        var last = first(tx, DSL.max(MENU_DAY.END_AT), MENU_DAY);
        return last.or(() -> first(tx, DSL.min(MENU_VISIT.STARTED_AT), MENU_VISIT))
                .map(at -> LocalDate.ofInstant(at, zone));
    }

    private static Optional<Instant> first(Tx tx, Field<Instant> what, org.jooq.Table<?> table) {
        return tx.dsl().select(what).from(table).fetchOptional(what);
    }

    /** False as well when somebody else writes there for long: the next turn tries again. */
    private static boolean sum(Tx tx, Instant from, Instant until) {
        var summed =
                DSL.function("sum_menu_day", SQLDataType.BOOLEAN, DSL.val(from), DSL.val(until));
        return Boolean.TRUE.equals(tx.dsl().select(summed).fetchSingle().value1());
    }

    private static boolean addUp(Tx tx) {
        var crowded =
                tx.dsl()
                        .select(MENU_DAY_SUM.START_AT)
                        .from(MENU_DAY_SUM)
                        .groupBy(MENU_DAY_SUM.START_AT)
                        .having(DSL.count().gt(MOST_CHANGES))
                        .limit(1)
                        .fetchOptional(MENU_DAY_SUM.START_AT);
        crowded.ifPresent(day ->
                tx.dsl()
                        .select(DSL.function("compact_menu_day", SQLDataType.OTHER, DSL.val(day)))
                        .fetch());
        return crowded.isPresent();
    }
}
