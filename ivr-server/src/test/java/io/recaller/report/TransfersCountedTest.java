package io.recaller.report;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.TRANSFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 25 November 2026 in St. John's, three and a half hours behind UTC, counted by hand: what Ann and
 * Bob did with their talks.
 *
 * <pre>
 * W1  joined 09:29:00  Ann talks 09:29:30–09:40:00, wraps up till 09:41:00;
 *                      on hold 09:31:00–09:32:30 (90 s, taken back), asks Bob 09:35:00–09:37:00
 *                      (120 s), who talks 09:35:10–09:36:40 and wraps up till 09:37:00, and takes back
 * W2  joined 10:00:00  Ann talks 10:00:10–10:05:00, wraps up till 10:06:00;
 *                      sends it to the queue sales without a word at 10:05:00
 * W3  joined 10:10:00  Bob talks 10:10:30–10:20:30, wraps up till 10:21:30;
 *                      asks a number outside at 10:12:00, which refuses: back at 10:12:20 (20 s)
 * W4  joined 11:00:00  Bob talks 11:00:10, on hold since 11:01:00; it is 11:05: nothing of it is handled
 * W5  joined 11:02:00  Ann talks 11:02:10–11:04:00, wraps up still: hung up while on hold
 * </pre>
 */
class TransfersCountedTest {
    private static final ZoneId ST_JOHNS = ZoneId.of("America/St_Johns");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);
    @AutoClose private static final Database db = TestDatabase.fresh();
    private static final Day day = new Day(db, ST_JOHNS);
    private static final ServiceReports reports =
            new ServiceReports(db, InstantSource.fixed(day.at("11:05:00")));

    @BeforeAll
    static void theDay() {
        var ann = day.agent("ann");
        var bob = day.agent("bob");
        day.is(ann, "09:00:00", "ready");
        day.is(bob, "09:00:00", "ready");
        var w1 = day.wait("09:29:00", "answered", "09:29:30");
        day.talks(ann, w1, "09:29:10", "09:29:30", "09:40:00", "09:41:00");
        day.talks(bob, w1, "09:35:00", "09:35:10", "09:36:40", "09:37:00");
        handed(ann, w1, "hold", null, "09:31:00", "09:32:30", "taken-back");
        handed(ann, w1, "consult", "agent", "09:35:00", "09:37:00", "taken-back");
        var w2 = day.wait("10:00:00", "answered", "10:00:10");
        day.talks(ann, w2, "10:00:00", "10:00:10", "10:05:00", "10:06:00");
        handed(ann, w2, "send", "queue", "10:05:00", "10:05:00", "queued");
        var w3 = day.wait("10:10:00", "answered", "10:10:30");
        day.talks(bob, w3, "10:10:20", "10:10:30", "10:20:30", "10:21:30");
        handed(bob, w3, "consult", "outside", "10:12:00", "10:12:20", "refused");
        var w4 = day.wait("11:00:00", "answered", "11:00:10");
        day.talks(bob, w4, "11:00:00", "11:00:10", "11:00:10", "11:00:10");
        goesOn(bob, w4, "connected");
        handed(bob, w4, "hold", null, "11:01:00", null, null);
        var w5 = day.wait("11:02:00", "answered", "11:02:10");
        day.talks(ann, w5, "11:02:00", "11:02:10", "11:04:00", "11:30:00");
        goesOn(ann, w5, "wrap_up");
        handed(ann, w5, "hold", null, "11:03:00", "11:04:00", "caller-gone");
    }

    private static void handed(
            AgentId agent,
            UUID wait,
            String kind,
            @Nullable String to,
            String asked,
            @Nullable String until,
            @Nullable String outcome) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(TRANSFER)
                        .set(TRANSFER.ID, UUID.randomUUID())
                        .set(TRANSFER.CONTACT_ID, day.contactOf(wait))
                        .set(TRANSFER.ASSIGNMENT_ID, talkOf(agent, wait))
                        .set(TRANSFER.AGENT_ID, agent.value())
                        .set(TRANSFER.STATE, outcome == null ? "on_hold" : "closed")
                        .set(TRANSFER.STATE_AT, day.at(until == null ? asked : until))
                        .set(TRANSFER.ASKED_AT, day.at(asked))
                        .set(TRANSFER.ARRANGED_AT, day.at(asked))
                        .set(TRANSFER.OUTCOME, outcome)
                        .set(TRANSFER.KIND, kind)
                        .set(TRANSFER.SENT_TO, to)
                        .set(TRANSFER.HELD_UNTIL, until == null ? null : day.at(until))
                        .execute());
    }

    private static UUID talkOf(AgentId agent, UUID wait) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(ASSIGNMENT.ID)
                        .from(ASSIGNMENT)
                        .where(
                                ASSIGNMENT.WAITING_CONTACT_ID.eq(wait),
                                ASSIGNMENT.AGENT_ID.eq(agent.value()))
                        .fetchSingle(row -> row.value1()));
    }

    private static void goesOn(AgentId agent, UUID wait, String state) {
        db.runInTransaction(tx -> {
            var row =
                    tx.dsl()
                            .update(ASSIGNMENT)
                            .set(ASSIGNMENT.STATE, state)
                            .setNull(ASSIGNMENT.OUTCOME)
                            .setNull(ASSIGNMENT.CLOSED_AT);
            (state.equals("connected")
                            ? row.setNull(ASSIGNMENT.WRAP_UP_AT).setNull(ASSIGNMENT.WRAP_UP_UNTIL)
                            : row)
                    .where(ASSIGNMENT.ID.eq(talkOf(agent, wait)))
                    .execute();
        });
    }

    @Test
    void holdIsApartFromTalkAndBothAreInTheHandlingTime() {
        var figures = queues(Slice.TOTAL, 0);

        // W1, W2, W3
        assertThat(figures.handled()).isEqualTo(3);
        assertThat(figures.transfers().hold()).isEqualTo(seconds(90 + 120 + 20));
        // Ann 630 and Bob 90 of W1, 290 of W2, 600 of W3; without hold
        assertThat(figures.talk()).isEqualTo(seconds(630 + 90 + 290 + 600 - 230));
        assertThat(figures.wrapUp()).isEqualTo(seconds(60 + 20 + 60 + 60));
        assertThat(figures.aht()).contains(Duration.ofSeconds(1610 + 200).dividedBy(3));
        assertThat(figures.meanHold()).contains(Duration.ofSeconds(230).dividedBy(3));
    }

    @Test
    void transfersAreCountedByKindAndOutcomeWithTheContact() {
        var transfers = queues(Slice.TOTAL, 0).transfers();
        var nine = queues(Slice.HALF_HOUR, 18).transfers();

        assertThat(transfers.sentOn()).as("W2").isEqualTo(1);
        assertThat(transfers.consulted()).as("W1 W3").isEqualTo(2);
        assertThat(transfers.byOutcome())
                .isEqualTo(
                        Map.of(
                                "hold.taken-back", 1L,
                                "consult-agent.taken-back", 1L,
                                "to-queue.queued", 1L,
                                "consult-outside.refused", 1L,
                                "hold.open", 1L,
                                "hold.caller-gone", 1L));
        assertThat(nine.byOutcome())
                .as("W1 joined before half past nine")
                .isEqualTo(Map.of("hold.taken-back", 1L, "consult-agent.taken-back", 1L));
    }

    @Test
    void anAgentsAreCountedWhereTheAgentBeganThem() {
        var ann = agent(Slice.TOTAL, "ann", 0);
        var bob = agent(Slice.TOTAL, "bob", 0);
        var nine = agent(Slice.HALF_HOUR, "ann", 18);
        var halfPast = agent(Slice.HALF_HOUR, "ann", 19);

        assertThat(ann.transfers().sentOn()).isEqualTo(1);
        assertThat(ann.transfers().consulted()).isEqualTo(1);
        assertThat(ann.transfers().hold()).as("W1").isEqualTo(seconds(210));
        assertThat(ann.meanTalk()).contains(seconds((630 + 290 - 210) / 2));
        assertThat(ann.meanHold()).contains(seconds(105));
        assertThat(ann.aht()).contains(seconds((630 + 290 + 120) / 2));
        assertThat(bob.transfers().byOutcome())
                .isEqualTo(Map.of("consult-outside.refused", 1L, "hold.open", 1L));
        assertThat(nine.transfers().byOutcome()).as("W1 rang, and was handed over later").isEmpty();
        assertThat(nine.transfers().hold()).isEqualTo(seconds(210));
        assertThat(halfPast.transfers().byOutcome()).hasSize(2);
        assertThat(halfPast.talking()).as("also on hold").isEqualTo(seconds(600));
    }

    @Test
    void machinesAreToldEachKindThatThereWas() {
        var sheet =
                QueueSheet.of(
                        reports.queues(times(Slice.TOTAL), ServiceRules.usual(), Optional.empty()));

        var json = SheetJson.of(sheet, times(Slice.TOTAL), day.at("11:05:00")).at("/totals/0");

        assertThat(json.path("sentOn").asInt()).isEqualTo(1);
        assertThat(json.path("transfers.consult-outside.refused").asInt()).isEqualTo(1);
        assertThat(json.path("holdSeconds").asInt()).isEqualTo(230);
        assertThat(json.has("transfers.phone.completed")).isFalse();
    }

    private static QueueFigures queues(Slice by, int slice) {
        var report = reports.queues(times(by), ServiceRules.usual(), Optional.empty());
        return (by == Slice.TOTAL ? report.totals() : report.rows())
                .stream().filter(row -> row.slice() == slice).findFirst().orElseThrow().figures();
    }

    private static AgentFigures agent(Slice by, String login, int slice) {
        var report = reports.agents(times(by), Optional.empty());
        return (by == Slice.TOTAL ? report.totals() : report.rows())
                .stream()
                        .filter(row -> row.login().equals(login) && row.slice() == slice)
                        .findFirst()
                        .orElseThrow()
                        .figures();
    }

    private static Timetable times(Slice by) {
        return Timetable.of(DAY, DAY, ST_JOHNS, by);
    }

    private static Duration seconds(long number) {
        return Duration.ofSeconds(number);
    }
}
