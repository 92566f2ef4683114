package io.recaller.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.history.Wait;
import io.recaller.routing.plan.ServiceLevel;
import io.recaller.routing.queue.WaitOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 25 November 2026 in Kolkata, half an hour beside the hours of UTC, counted by hand.
 *
 * <p>Asha works from 8:55 to 17:59:40, Bala at night, from 22:00 to 6:00.
 *
 * <pre>
 *      joined    left      after  what
 * W1   23:59:50  00:00:05  15 s   of the day before; Bala talks 240 s, wraps up 60 s
 * W2   09:00:10  09:00:20  10 s   Asha talks 180 s, wraps up 40 s
 * W3   09:10:00  09:10:04   4 s   hung up: short
 * W4   09:12:00  09:12:10  10 s   hung up: not short any more
 * W5   09:25:00  09:26:15  75 s   Asha lets it ring for 20 s, is back after 40 s, then talks 480 s,
 *                                 over the half hour, and wraps up 60 s
 * W6   10:00:00  10:00:20  20 s   the first talk does not come about; the second lasts 60 s, 30 s
 * W7   10:05:00  10:20:00 900 s   given to the ring group
 * W8   23:59:40  00:00:10  30 s   over midnight; Bala talks 120 s, wraps up 30 s
 * W9   17:55:00  17:55:10  10 s   Asha talks 240 s, and goes home after 30 s of wrap-up
 * </pre>
 */
class HandCountedDayTest {
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Day day = new Day(db, KOLKATA);
    private static final ServiceReports reports =
            new ServiceReports(db, InstantSource.fixed(day.at("26T12:00:00")));

    @BeforeAll
    static void theDay() {
        var asha = day.agent("asha");
        day.is(asha, "08:55:00", "not_ready", "signed-in");
        day.is(asha, "09:00:00", "ready");
        day.is(asha, "09:25:20", "not_ready", "rona");
        day.is(asha, "09:26:00", "ready");
        day.is(asha, "12:00:00", "not_ready", "lunch");
        day.is(asha, "12:30:00", "ready");
        day.is(asha, "17:59:40", "logged_out");
        var bala = day.agent("bala");
        day.is(bala, "24T22:00:00", "ready");
        day.is(bala, "06:00:00", "logged_out");
        day.is(bala, "22:00:00", "ready");
        day.is(bala, "26T06:00:00", "logged_out");
        day.agent("chitra");

        var w1 = day.wait("24T23:59:50", "answered", "00:00:05");
        day.talks(bala, w1, "24T23:59:52", "00:00:05", "00:04:05", "00:05:05");
        var w2 = day.wait("09:00:10", "answered", "09:00:20");
        day.talks(asha, w2, "09:00:10", "09:00:20", "09:03:20", "09:04:00");
        day.wait("09:10:00", "abandoned", "09:10:04");
        day.wait("09:12:00", "abandoned", "09:12:10");
        var w5 = day.wait("09:25:00", "answered", "09:26:15");
        day.rings(asha, w5, "09:25:00", "no_answer", "09:25:20");
        day.talks(asha, w5, "09:26:00", "09:26:15", "09:34:15", "09:35:15");
        var w6 = day.wait("10:00:00", "requeued", "10:00:05");
        day.talks(asha, w6, "10:00:02", "10:00:05", "10:00:05", "10:00:06");
        var again = day.wait(day.contactOf(w6), "10:00:00", "answered", "10:00:20");
        day.talks(asha, again, "10:00:10", "10:00:20", "10:01:20", "10:01:50");
        day.wait("10:05:00", "ring-group", "10:20:00");
        var w8 = day.wait("23:59:40", "answered", "26T00:00:10");
        day.talks(bala, w8, "23:59:45", "26T00:00:10", "26T00:02:10", "26T00:02:40");
        var w9 = day.wait("17:55:00", "answered", "17:55:10");
        day.talks(asha, w9, "17:55:00", "17:55:10", "17:59:10", "17:59:40");
    }

    @Test
    void theQueuesDay() {
        var figures = queues(Slice.TOTAL).totals().getFirst().figures();

        // W2 to W9, W6 once: 8 = 5 + 1 + 1 + 1
        assertThat(figures.offered()).isEqualTo(8);
        assertThat(figures.answered()).as("W2 W5 W6 W8 W9").isEqualTo(5);
        assertThat(figures.abandoned()).as("W4").isEqualTo(1);
        assertThat(figures.abandonedShort()).as("W3").isEqualTo(1);
        assertThat(figures.ringGroup()).as("W7").isEqualTo(1);
        assertThat(figures.waiting()).isZero();
        assertThat(figures.inTime()).as("W2 W6 W9").isEqualTo(3);
        // 3 of 5 answered + 1 abandoned + 1 in the ring group
        assertThat(figures.serviceLevel()).hasValueCloseTo(3 / 7.0, within(1e-9));
        assertThat(figures.abandonRate()).hasValueCloseTo(1 / 7.0, within(1e-9));
        // (10 + 75 + 20 + 30 + 10) / 5
        assertThat(figures.asa()).contains(seconds(29));
        assertThat(figures.longest()).as("W7").isEqualTo(seconds(900));
        assertThat(figures.handled()).isEqualTo(5);
        assertThat(figures.talk()).isEqualTo(seconds(180 + 480 + 60 + 120 + 240));
        assertThat(figures.wrapUp()).isEqualTo(seconds(40 + 60 + 30 + 30 + 30));
        // 1270 / 5
        assertThat(figures.aht()).contains(seconds(254));
        // Asha's and Bala's, below: 1121 + 300 of 30540 + 28800
        assertThat(figures.occupancy()).hasValueCloseTo(1421 / 59340.0, within(1e-9));
    }

    @Test
    void theQueuesHalfHours() {
        var rows = queues(Slice.HALF_HOUR).rows();

        assertThat(rows)
                .extracting(row -> times(Slice.HALF_HOUR).begin(row.slice()))
                .containsExactly(
                        day.at("09:00:00"),
                        day.at("10:00:00"),
                        day.at("17:30:00"),
                        day.at("23:30:00"));
        var nine = rows.getFirst().figures();
        assertThat(nine.offered()).as("W2 W3 W4 W5").isEqualTo(4);
        assertThat(nine.answered()).isEqualTo(2);
        // W2 of W2, W4, W5
        assertThat(nine.serviceLevel()).hasValueCloseTo(1 / 3.0, within(1e-9));
        assertThat(nine.asa()).contains(Duration.ofMillis(42_500));
        // (180 + 40 + 480 + 60) / 2: the talk that began here, however long it lasted
        assertThat(nine.aht()).contains(seconds(380));
        // Asha alone: talked 180 + 225, wrapped up 40, rang 45, was ready 1270
        assertThat(nine.occupancy()).hasValueCloseTo(445 / 1760.0, within(1e-9));
        var ten = rows.get(1).figures();
        assertThat(ten.answered()).isEqualTo(1);
        assertThat(ten.inTime()).as("20 s are within 20 s").isEqualTo(1);
        assertThat(ten.serviceLevel()).hasValueCloseTo(0.5, within(1e-9));
        assertThat(ten.longest()).isEqualTo(seconds(900));
        var midnight = rows.get(3).figures();
        assertThat(midnight.serviceLevel()).hasValue(0);
        assertThat(midnight.asa()).contains(seconds(30));
        assertThat(midnight.aht()).contains(seconds(150));
    }

    @Test
    void ashasDay() {
        var figures = agent(Slice.TOTAL, "asha", 0);

        assertThat(figures.offered()).as("W2, W5 twice, W6 twice, W9").isEqualTo(6);
        assertThat(figures.answered()).isEqualTo(4);
        assertThat(figures.noAnswer()).as("W5").isEqualTo(1);
        assertThat(figures.failed()).as("W6").isEqualTo(1);
        assertThat(figures.meanTalk()).contains(seconds((180 + 480 + 60 + 240) / 4));
        assertThat(figures.meanWrapUp()).contains(seconds((40 + 60 + 30 + 30) / 4));
        assertThat(figures.aht()).contains(seconds(280));
        // 8:55:00 to 17:59:40
        assertThat(figures.signedIn()).isEqualTo(seconds(32_680));
        assertThat(figures.ringing()).isEqualTo(seconds(10 + 20 + 15 + 3 + 10 + 10));
        assertThat(figures.talking()).isEqualTo(seconds(180 + 480 + 60 + 240));
        // a second of them after the talk that did not come about, 30 before going home
        assertThat(figures.wrappingUp()).isEqualTo(seconds(40 + 60 + 1 + 30 + 30));
        assertThat(figures.notReady())
                .isEqualTo(
                        Map.of(
                                "signed-in", seconds(300),
                                "rona", seconds(40),
                                "lunch", seconds(1_800)));
        // what is left of 32680 - 68 - 960 - 161 - 2140
        assertThat(figures.ready()).isEqualTo(seconds(29_351));
        assertThat(figures.occupancy()).hasValueCloseTo(1121 / 30540.0, within(1e-9));
    }

    @Test
    void aTalkOverTheHalfHourIsTimeInBothAndAContactInOne() {
        var nine = agent(Slice.HALF_HOUR, "asha", 18);
        var halfPast = agent(Slice.HALF_HOUR, "asha", 19);

        assertThat(nine.offered()).as("W2, W5 twice").isEqualTo(3);
        assertThat(nine.talking()).isEqualTo(seconds(180 + 225));
        assertThat(nine.signedIn()).isEqualTo(Duration.ofMinutes(30));
        assertThat(halfPast.offered()).isZero();
        assertThat(halfPast.talking()).isEqualTo(seconds(255));
        assertThat(halfPast.wrappingUp()).isEqualTo(seconds(60));
        assertThat(halfPast.ready()).isEqualTo(seconds(1_485));
        assertThat(halfPast.aht()).isEmpty();
    }

    @Test
    void balasNightIsOfTwoDays() {
        var figures = agent(Slice.TOTAL, "bala", 0);
        var before =
                reports.agents(
                                Timetable.of(
                                        DAY.minusDays(1), DAY.minusDays(1), KOLKATA, Slice.TOTAL),
                                Optional.empty())
                        .totals()
                        .getFirst()
                        .figures();

        // 0:00 to 6:00 and 22:00 to 24:00
        assertThat(figures.signedIn()).isEqualTo(seconds(28_800));
        // W1 from midnight on, W8 until midnight
        assertThat(figures.ringing()).isEqualTo(seconds(5 + 15));
        assertThat(figures.talking()).as("W1").isEqualTo(seconds(240));
        assertThat(figures.wrappingUp()).as("W1").isEqualTo(seconds(60));
        assertThat(figures.ready()).isEqualTo(seconds(28_480));
        assertThat(figures.offered()).as("W8").isEqualTo(1);
        assertThat(figures.aht()).as("W8").contains(seconds(150));
        assertThat(before.offered()).as("W1").isEqualTo(1);
        assertThat(before.aht()).as("W1").contains(seconds(300));
        assertThat(before.signedIn()).isEqualTo(seconds(7_200));
        assertThat(before.talking()).isZero();
    }

    @Test
    void whoWasNotThereIsNotInTheReportAndTheRestAddUp() {
        var report = reports.agents(times(Slice.HALF_HOUR), Optional.empty());

        assertThat(report.totals())
                .extracting(AgentReport.Row::login)
                .containsExactly("asha", "bala");
        assertThat(report.reasons()).containsExactly("lunch", "rona", "signed-in");
        assertThat(report.all().signedIn()).isEqualTo(seconds(32_680 + 28_800));
        assertThat(report.rows().stream().mapToLong(row -> row.figures().offered()).sum())
                .isEqualTo(7);
        assertThat(
                        report.rows().stream()
                                .map(row -> row.figures().signedIn())
                                .reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(report.all().signedIn());
    }

    /** Agents are read a month at a time: a border of those is no border of what they did. */
    @Test
    void monthsAddUpWhereverTheyAreCut() {
        var whole =
                reports.agents(
                        Timetable.of(DAY.minusDays(100), DAY, KOLKATA, Slice.TOTAL),
                        Optional.empty());
        // the border is at the midnight in Bala's first ring
        var cut =
                reports.agents(
                        Timetable.of(DAY.minusDays(31), DAY, KOLKATA, Slice.TOTAL),
                        Optional.empty());

        assertThat(cut.totals()).isEqualTo(whole.totals());
        assertThat(cut.all().offered()).isEqualTo(8);
        assertThat(cut.all().signedIn()).isEqualTo(seconds(32_680 + 28_800 + 7_200));
    }

    @Test
    void aQueueNobodyJoinedHasNoFigures() {
        var report = reports.queues(times(Slice.DAY), ServiceRules.usual(), Optional.of("sales"));

        assertThat(report.totals()).isEmpty();
        assertThat(reports.agents(times(Slice.DAY), Optional.of("sales")).totals()).isEmpty();
    }

    @Test
    void whatIsAgreedOnDecidesWhatIsInTimeAndShort() {
        var strict = new ServiceRules(seconds(10), seconds(5));
        var lenient = new ServiceRules(seconds(75), Duration.ZERO);

        var one = reports.queues(times(Slice.TOTAL), strict, Optional.empty());
        var other = reports.queues(times(Slice.TOTAL), lenient, Optional.empty());

        assertThat(one.totals().getFirst().figures().inTime()).as("W2 W9").isEqualTo(2);
        assertThat(one.totals().getFirst().figures().abandonedShort()).isEqualTo(1);
        assertThat(other.totals().getFirst().figures().inTime()).isEqualTo(5);
        assertThat(other.totals().getFirst().figures().abandonedShort()).isZero();
    }

    @Test
    void theSameIsWrittenForMachines() {
        var json =
                SheetJson.of(
                        QueueSheet.of(queues(Slice.DAY)), times(Slice.DAY), day.at("26T12:00:00"));
        var csv = SheetCsv.of(QueueSheet.of(queues(Slice.HALF_HOUR)), KOLKATA);

        assertThat(json.path("from").asText()).isEqualTo("2026-11-25T00:00+05:30");
        assertThat(json.at("/totals/0/asaSeconds").asInt()).isEqualTo(29);
        assertThat(json.at("/rows/0/serviceLevel").asDouble()).isEqualTo(3 / 7.0);
        assertThat(csv.getFirst()).startsWith("from,to,queue,offered,answered,inTime,abandoned,");
        assertThat(csv.get(1))
                .isEqualTo(
                        "2026-11-25T09:00+05:30,2026-11-25T09:30+05:30,main,4,2,1,1,1,0,0,0,0,0,"
                                + "0,0,0.3333,0.3333,42.5,75,2,380,660,100,0.2528,20,0.8000,0,0,0,0,0,,"
                                + "0,0,0,0");
    }

    @Test
    void eachQueueIsJudgedByWhatWasAgreedForIt() {
        var lenient = new ServiceLevel(seconds(75), 0.9);
        var rules = new ServiceRules(ServiceLevel.USUAL, Map.of("main", lenient), seconds(10));

        var own = reports.queues(times(Slice.TOTAL), rules, Optional.empty());
        var given = reports.queues(times(Slice.TOTAL), rules.within(seconds(10)), Optional.empty());

        assertThat(own.totals().getFirst().figures().inTime()).isEqualTo(5);
        assertThat(own.totals().getFirst().figures().level()).isEqualTo(lenient);
        assertThat(given.totals().getFirst().figures().inTime()).as("--threshold").isEqualTo(2);
        assertThat(given.totals().getFirst().figures().level().target()).isEqualTo(0.9);
    }

    @Test
    void whoIsGivenOnIsNotServedInTimeButNothingWasPromisedToWhoCameWhileItWasClosed() {
        var tally = new QueueTally(ServiceLevel.USUAL, seconds(10));
        for (var outcome :
                List.of(
                        WaitOutcome.ANSWERED,
                        WaitOutcome.OVERFLOWED,
                        WaitOutcome.EXITED,
                        WaitOutcome.CLOSED,
                        WaitOutcome.CLOSED)) {
            tally.add(
                    new Wait(
                            "main",
                            day.at("09:00:00"),
                            Optional.of(outcome),
                            Optional.of(day.at("09:00:15")),
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            false,
                            Optional.empty()),
                    day.at("10:00:00"));
        }
        tally.add(
                new Wait(
                        "main",
                        day.at("07:00:00"),
                        Optional.of(WaitOutcome.ANSWERED),
                        Optional.of(day.at("09:00:15")),
                        Optional.of(Duration.ofMinutes(3)),
                        Optional.of(Duration.ofMinutes(1)),
                        true,
                        false,
                        Optional.empty()),
                day.at("10:00:00"));
        var twice = new QueueTally(ServiceLevel.USUAL, seconds(10));
        twice.add(tally);
        twice.add(tally);

        assertThat(twice.figures().offered()).isEqualTo(12);
        assertThat(twice.figures().callBacks()).isEqualTo(2);
        assertThat(twice.figures().longest()).isEqualTo(Duration.ofSeconds(15));
        assertThat(twice.figures().aht()).contains(Duration.ofMinutes(4));
        assertThat(twice.figures().overflowed()).isEqualTo(2);
        assertThat(twice.figures().exited()).isEqualTo(2);
        assertThat(twice.figures().closed()).isEqualTo(4);
        assertThat(tally.figures().serviceLevel()).hasValue(1 / 3.0);
    }

    @Test
    void prometheusIsToldTheLastHalfHourOfEachQueue() {
        var clock = new AtomicReference<>(day.at("09:30:00"));
        var registry = new SimpleMeterRegistry();
        new ServiceGauges(db, clock::get, ServiceRules.usual()).tell(registry, Set.of("main"));

        // as the row of 9:00: W2 of W2, W4, W5
        assertThat(told(registry, "recaller.queue.service.level")).isEqualTo(1 / 3.0);
        assertThat(told(registry, "recaller.queue.service.target")).isEqualTo(0.8);
        assertThat(told(registry, "recaller.queue.answer.speed")).isEqualTo(42.5);
        assertThat(told(registry, "recaller.queue.occupancy")).isEqualTo(445 / 1760.0);
        assertThat(abandoned(registry, "no")).as("W4").isEqualTo(1);
        assertThat(abandoned(registry, "yes")).as("W3").isEqualTo(1);
        clock.set(day.at("13:00:00"));
        assertThat(told(registry, "recaller.queue.service.level")).as("nobody came").isNaN();
        assertThat(abandoned(registry, "no")).isZero();
    }

    private static double told(SimpleMeterRegistry registry, String name) {
        return registry.get(name).tag("queue", "main").gauge().value();
    }

    private static double abandoned(SimpleMeterRegistry registry, String isShort) {
        return registry.get("recaller.queue.abandoned").tag("short", isShort).gauge().value();
    }

    @Test
    void withoutADatabasePrometheusIsToldNothing() {
        var away = TestDatabase.fresh();
        var registry = new SimpleMeterRegistry();
        new ServiceGauges(away, () -> day.at("09:30:00"), ServiceRules.usual())
                .tell(registry, Set.of("main"));
        away.close();

        assertThat(told(registry, "recaller.queue.service.level")).isNaN();
        assertThat(abandoned(registry, "no")).isNaN();
    }

    private static QueueReport queues(Slice by) {
        return reports.queues(times(by), ServiceRules.usual(), Optional.empty());
    }

    private static AgentFigures agent(Slice by, String login, int slice) {
        return reports.agents(times(by), Optional.empty()).rows().stream()
                .filter(row -> row.login().equals(login) && row.slice() == slice)
                .findFirst()
                .orElseThrow()
                .figures();
    }

    private static Timetable times(Slice by) {
        return Timetable.of(DAY, DAY, KOLKATA, by);
    }

    private static Duration seconds(long number) {
        return Duration.ofSeconds(number);
    }
}
