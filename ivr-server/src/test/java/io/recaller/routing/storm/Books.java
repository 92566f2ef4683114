package io.recaller.routing.storm;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CALLBACK;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.TRANSFER;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.count;

import com.fasterxml.uuid.Generators;
import io.recaller.contact.ContactStore;
import io.recaller.contact.TopicStore;
import io.recaller.customer.HandleStore;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.report.QueueFigures;
import io.recaller.report.QueueReport;
import io.recaller.report.ServiceReports;
import io.recaller.report.ServiceRules;
import io.recaller.report.Slice;
import io.recaller.report.Timetable;
import io.recaller.routing.storm.Telephones.Call;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.jooq.Condition;
import org.jooq.Table;

/** What the rows say against what the telephones know. */
final class Books {
    private final Database truth;
    private final Telephones telephones;
    private final InstantSource clock;
    private final ContactStore contacts;

    Books(Database truth, Telephones telephones, InstantSource clock) {
        this.truth = truth;
        this.telephones = telephones;
        this.clock = clock;
        this.contacts =
                new ContactStore(
                        Generators.timeBasedEpochRandomGenerator()::generate,
                        new HandleStore(UUID::randomUUID),
                        new TopicStore());
    }

    ContactStore contacts() {
        return contacts;
    }

    /** At every moment. */
    void checkNow() {
        assertThat(telephones.wrongs).isEmpty();
        var overloaded =
                truth.inTransaction(tx ->
                        tx.dsl()
                                .select(ASSIGNMENT.AGENT_ID)
                                .from(ASSIGNMENT)
                                .where(ASSIGNMENT.STATE.ne("closed"))
                                .groupBy(ASSIGNMENT.AGENT_ID)
                                .having(count().gt(1))
                                .fetch(ASSIGNMENT.AGENT_ID));
        assertThat(overloaded).as("agents who hold more than they can").isEmpty();
    }

    boolean areClosed(boolean isAllHeard) {
        return isAllHeard
                && telephones.live().isEmpty()
                && telephones.calls.values().stream()
                        .allMatch(call -> call.where == Telephones.Where.GONE)
                && open().values().stream().allMatch(number -> number == 0);
    }

    /** What is not over, in the rows. */
    Map<String, Integer> open() {
        return truth.inTransaction(tx ->
                Map.of(
                        "waits", number(tx, WAITING_CONTACT, WAITING_CONTACT.LEFT_AT.isNull()),
                        "assignments", number(tx, ASSIGNMENT, ASSIGNMENT.STATE.ne("closed")),
                        "transfers",
                                number(
                                        tx,
                                        TRANSFER,
                                        TRANSFER.STATE
                                                .ne("closed")
                                                .or(TRANSFER.ARRANGED_AT.isNull())),
                        "call-backs", number(tx, CALLBACK, CALLBACK.CLOSED_AT.isNull()),
                        "contacts", number(tx, CONTACT, CONTACT.ENDED_AT.isNull())));
    }

    private static int number(Tx tx, Table<?> of, Condition which) {
        return tx.dsl().fetchCount(of, which);
    }

    void checkAtTheEnd() {
        var outcomes = outcomes();
        assertThat(outcomes).as("every wait has an outcome").doesNotContainKey("null");
        telephones.calls.values().forEach(this::check);
        checkReport(outcomes);
    }

    private Map<String, Integer> outcomes() {
        var outcomes = new HashMap<String, Integer>();
        truth.runInTransaction(tx ->
                tx.dsl()
                        .select(WAITING_CONTACT.OUTCOME, count())
                        .from(WAITING_CONTACT)
                        .groupBy(WAITING_CONTACT.OUTCOME)
                        .forEach(row -> outcomes.put("" + row.value1(), row.value2())));
        return outcomes;
    }

    /** No contact is lost, doubled, or said to have been served that was not. */
    private void check(Call call) {
        var waits =
                truth.inTransaction(tx ->
                        tx.dsl()
                                .select(WAITING_CONTACT.OUTCOME)
                                .from(WAITING_CONTACT)
                                .where(WAITING_CONTACT.CONTACT_ID.eq(call.id.value()))
                                .orderBy(WAITING_CONTACT.LEFT_AT)
                                .fetch(WAITING_CONTACT.OUTCOME));
        var isServed = truth.inTransaction(tx -> contacts.wasServed(tx, call.id));
        assertThat(isServed).as("%s was served, rows: %s", call.id, waits).isEqualTo(call.isServed);
        if (isServed) {
            assertThat(isAbandoned(call)).as("%s was served", call.id).isFalse();
        }
        if (!call.wasTransferred && !waits.isEmpty()) {
            assertThat(waits.stream().filter("answered"::equals).count())
                    .as("%s was answered, rows: %s", call.id, waits)
                    .isEqualTo(call.isServed ? 1 : 0);
        }
    }

    private boolean isAbandoned(Call call) {
        return truth.inTransaction(tx ->
                number(
                                tx,
                                CONTACT,
                                CONTACT.ID
                                        .eq(call.id.value())
                                        .and(CONTACT.END_RESULT.eq("abandoned")))
                        > 0);
    }

    /** As a report says it, so it is in the rows; and everything adds up. */
    private void checkReport(Map<String, Integer> outcomes) {
        var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var report =
                new ServiceReports(truth, clock)
                        .queues(
                                Timetable.of(day.minusDays(1), day, ZoneOffset.UTC, Slice.TOTAL),
                                ServiceRules.usual(),
                                Optional.empty());
        var told = report.totals().stream().map(QueueReport.Row::figures).toList();

        for (var each : told) {
            assertThat(each.offered())
                    .isEqualTo(
                            each.answered()
                                    + each.abandoned()
                                    + each.abandonedShort()
                                    + each.ringGroup()
                                    + each.overflowed()
                                    + each.closed()
                                    + each.exited()
                                    + each.callBacks()
                                    + each.voicemails()
                                    + each.waiting());
            assertThat(each.waiting()).isZero();
        }
        var all = outcomes.values().stream().mapToInt(each -> each).sum();
        assertThat(sum(told, QueueFigures::offered))
                .as("waits, those that another went on with once: %s", outcomes)
                .isEqualTo(all - outcomes.getOrDefault("requeued", 0));
    }

    private static long sum(List<QueueFigures> told, ToLongFunction<QueueFigures> figure) {
        return told.stream().mapToLong(figure).sum();
    }
}
