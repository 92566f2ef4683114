package io.recaller.report;

import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jooq.JSONB;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 25 November 2026 in Kathmandu, counted by hand: what callers were told of their wait, and when it
 * was over. It is noon.
 *
 * <pre>
 *      told at    band     over at    what
 * W1   09:00:30   2–5 min  09:02:30   answered after 120 s, as the band begins: true
 * W2   09:00:30   2–5 min  09:05:30   answered after 300 s, as it ends: true
 * W3   09:00:30   2–5 min  09:05:31   answered a second later: took longer
 * W4   09:00:30   2–5 min  09:02:29   answered a second sooner
 * W5   09:00:30   2–5 min  09:04:00   hung up: left before
 * W6   09:00:30   2–5 min  09:06:00   hung up after it should have been over: took longer
 * W7   09:31:00   5–10     09:38:00   true; told 1–2 at 09:32:00 too: the first counts
 * W8   09:40:00   1–2      09:41:30   true, though the first talk did not come about
 * W9   09:41:00   1–2      09:41:30   went to the queue sales, where nothing was told: left before
 * W10  09:50:00   5–10     09:52:00   asked to be called back, and was an hour later: left before
 * W11  11:55:00   3–5                 waits: not known yet
 * W12  11:50:00   3–5                 waits: took longer already
 * W13  -          -        10:00:10   nothing was told
 * </pre>
 */
class ToldAgainstTrueTest {
    private static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Day day = new Day(db, KATHMANDU);
    private static final ServiceReports reports =
            new ServiceReports(db, InstantSource.fixed(day.at("12:00:00")));

    @BeforeAll
    static void theDay() {
        toldAtNine("answered", "09:02:30");
        toldAtNine("answered", "09:05:30");
        toldAtNine("answered", "09:05:31");
        toldAtNine("answered", "09:02:29");
        toldAtNine("abandoned", "09:04:00");
        toldAtNine("abandoned", "09:06:00");
        var w7 = day.wait("09:30:30", "answered", "09:38:00");
        day.told(w7, 2, "09:32:00", 1, 2);
        day.told(w7, 1, "09:31:00", 5, 10);
        var w8 = day.wait("09:39:30", "requeued", "09:40:20");
        day.told(w8, 1, "09:40:00", 1, 2);
        var again = day.wait(day.contactOf(w8), "09:39:30", "answered", "09:41:30");
        day.told(again, 1, "09:41:20", 0, 1);
        var w9 = day.wait("09:40:10", "overflowed", "09:41:30");
        day.told(w9, 1, "09:41:00", 1, 2);
        day.wait(day.contactOf(w9), "sales", "09:40:10", "answered", "09:50:00");
        var w10 = day.wait("09:49:00", "answered", "10:52:00");
        day.told(w10, 1, "09:50:00", 5, 10);
        isCalledBack(w10);
        day.told(day.wait("11:54:00", "", ""), 1, "11:55:00", 3, 5);
        day.told(day.wait("11:49:00", "", ""), 1, "11:50:00", 3, 5);
        day.wait("10:00:00", "answered", "10:00:10");
    }

    private static void toldAtNine(String outcome, String left) {
        day.told(day.wait("09:00:00", outcome, left), 1, "09:00:30", 2, 5);
    }

    private static void isCalledBack(UUID wait) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(WAITING_CONTACT)
                        .set(WAITING_CONTACT.ADDRESS, JSONB.valueOf("{\"callback\": true}"))
                        .where(WAITING_CONTACT.ID.eq(wait))
                        .execute());
    }

    @Test
    void theDayInAll() {
        var promises = promises(Slice.TOTAL, 0, "main");

        assertThat(promises.told()).as("all but W13").isEqualTo(12);
        assertThat(promises.kept()).as("W1 W2 W7 W8").isEqualTo(4);
        assertThat(promises.longer()).as("W3 W6 W12").isEqualTo(3);
        assertThat(promises.sooner()).as("W4").isEqualTo(1);
        assertThat(promises.leftBefore()).as("W5 W9 W10").isEqualTo(3);
        assertThat(promises.keptShare()).hasValueCloseTo(4 / 8.0, within(1e-9));
        assertThat(promises(Slice.TOTAL, 0, "sales").told()).isZero();
    }

    @Test
    void itIsCountedInTheHalfHourInWhichTheyJoined() {
        var nine = promises(Slice.HALF_HOUR, 18, "main");
        var halfPast = promises(Slice.HALF_HOUR, 19, "main");

        assertThat(nine).isEqualTo(new Promises(6, 2, 2, 1, 1));
        assertThat(halfPast).as("W7 to W10").isEqualTo(new Promises(4, 2, 0, 0, 2));
    }

    @Test
    void machinesAreToldTheSame() {
        var sheet = QueueSheet.of(report(Slice.TOTAL));

        var json = SheetJson.of(sheet, times(Slice.TOTAL), day.at("12:00:00")).at("/totals/0");

        assertThat(json.path("told").asInt()).isEqualTo(12);
        assertThat(json.path("toldKept").asInt()).isEqualTo(4);
        assertThat(json.path("toldLonger").asInt()).isEqualTo(3);
        assertThat(json.path("toldSooner").asInt()).isEqualTo(1);
        assertThat(json.path("toldLeftBefore").asInt()).isEqualTo(3);
        assertThat(json.path("toldKeptShare").asDouble()).isEqualTo(0.5);
    }

    private static Promises promises(Slice by, int slice, String queue) {
        var report = report(by);
        return (by == Slice.TOTAL ? report.totals() : report.rows())
                .stream()
                        .filter(row -> row.slice() == slice && row.queue().equals(queue))
                        .findFirst()
                        .orElseThrow()
                        .figures()
                        .promises();
    }

    private static QueueReport report(Slice by) {
        return reports.queues(times(by), ServiceRules.usual(), Optional.empty());
    }

    private static Timetable times(Slice by) {
        return Timetable.of(DAY, DAY, KATHMANDU, by);
    }
}
