package io.recaller.recommendation;

import static io.recaller.db.generated.Tables.RECOMMENDATION;
import static io.recaller.db.generated.Tables.RECOMMENDATION_OUTCOME;
import static io.recaller.db.generated.Tables.RECOMMENDATION_UPTAKE;

import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.experiment.Period;
import io.recaller.recommendation.UptakeReport.Group;
import io.recaller.recommendation.UptakeReport.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Makes reports of what recommendations were worth. Any thread; blocks. */
public final class UptakeReports {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Database database;

    public UptakeReports(Database database) {
        this.database = database;
    }

    /** Of what was shown or withheld in a period; who took it later in 30 days counts. */
    public UptakeReport of(Period period) {
        return database.inLongTransaction(LONGEST, tx -> of(tx, period));
    }

    private static UptakeReport of(Tx tx, Period period) {
        var in =
                RECOMMENDATION_OUTCOME
                        .SHOWN_AT
                        .ge(period.from())
                        .and(RECOMMENDATION_OUTCOME.SHOWN_AT.lt(period.to()));
        var counts = counts(tx, in);
        var treated = groups(tx, in, false);
        var control = groups(tx, in, true);
        var rows =
                tx
                        .dsl()
                        .select(RECOMMENDATION.ID, RECOMMENDATION.PRODUCT)
                        .from(RECOMMENDATION)
                        .where(RECOMMENDATION.ID.in(counts.keySet()))
                        .orderBy(RECOMMENDATION.ID)
                        .fetch()
                        .stream()
                        .map(row ->
                                row(
                                        row.value1(),
                                        row.value2(),
                                        counts.getOrDefault(row.value1(), Map.of()),
                                        treated.getOrDefault(row.value1(), Group.NOBODY),
                                        control.getOrDefault(row.value1(), Group.NOBODY)))
                        .toList();
        return new UptakeReport(period, rows);
    }

    private static Row row(
            String id,
            String product,
            Map<OutcomeState, Contacts> counts,
            Group treated,
            Group control) {
        var accepted = counts.getOrDefault(OutcomeState.ACCEPTED, Contacts.NONE);
        var declined = counts.getOrDefault(OutcomeState.DECLINED, Contacts.NONE);
        var wrong = counts.getOrDefault(OutcomeState.WRONG, Contacts.NONE).all();
        var silent = counts.getOrDefault(OutcomeState.SHOWN, Contacts.NONE).all();
        return new Row(
                new RecommendationId(id),
                product,
                silent + accepted.all() + declined.all() + wrong,
                accepted.all(),
                declined.all(),
                wrong,
                accepted.inFlows(),
                declined.inFlows(),
                treated,
                control);
    }

    /** So many, and of how many of them the customer answered a flow. */
    private record Contacts(int all, int inFlows) {
        static final Contacts NONE = new Contacts(0, 0);
    }

    private static Map<String, Map<OutcomeState, Contacts>> counts(Tx tx, Condition in) {
        var counts = new HashMap<String, Map<OutcomeState, Contacts>>();
        tx.dsl()
                .select(
                        RECOMMENDATION_OUTCOME.RECOMMENDATION_ID,
                        RECOMMENDATION_OUTCOME.STATE,
                        DSL.count(),
                        DSL.count()
                                .filterWhere(
                                        RECOMMENDATION_OUTCOME.ANSWERED_BY.eq(FlowAnswers.FLOW)))
                .from(RECOMMENDATION_OUTCOME)
                .where(in)
                .groupBy(RECOMMENDATION_OUTCOME.RECOMMENDATION_ID, RECOMMENDATION_OUTCOME.STATE)
                .forEach(row ->
                        counts.computeIfAbsent(row.value1(), _ -> new EnumMap<>(OutcomeState.class))
                                .put(
                                        OutcomeState.read(row.value2()),
                                        new Contacts(row.value3(), row.value4())));
        return counts;
    }

    /** Customers, and how many of them took it in the 30 days from when it first fitted them. */
    private static Map<String, Group> groups(Tx tx, Condition in, boolean isControl) {
        var first = DSL.field(DSL.name("first"), SQLDataType.INSTANT);
        var customer = DSL.field(DSL.name("seen", "customer_id"), SQLDataType.UUID);
        var one = DSL.field(DSL.name("seen", "recommendation_id"), SQLDataType.CLOB);
        var withheld = RECOMMENDATION_OUTCOME.STATE.eq(OutcomeState.WITHHELD.slug());
        var seen =
                DSL.select(
                                RECOMMENDATION_OUTCOME.RECOMMENDATION_ID,
                                RECOMMENDATION_OUTCOME.CUSTOMER_ID,
                                DSL.min(RECOMMENDATION_OUTCOME.SHOWN_AT).as(first))
                        .from(RECOMMENDATION_OUTCOME)
                        .where(in)
                        .groupBy(
                                RECOMMENDATION_OUTCOME.RECOMMENDATION_ID,
                                RECOMMENDATION_OUTCOME.CUSTOMER_ID)
                        .having(isControl ? DSL.boolAnd(withheld) : DSL.not(DSL.boolAnd(withheld)))
                        .asTable("seen");
        return tx.dsl()
                .select(one, DSL.count(), DSL.count(RECOMMENDATION_UPTAKE.CUSTOMER_ID))
                .from(seen)
                .leftJoin(RECOMMENDATION_UPTAKE)
                .on(
                        RECOMMENDATION_UPTAKE.RECOMMENDATION_ID.eq(one),
                        RECOMMENDATION_UPTAKE.CUSTOMER_ID.eq(customer),
                        RECOMMENDATION_UPTAKE.AT.ge(first),
                        RECOMMENDATION_UPTAKE.AT.lt(later(first)))
                .groupBy(one)
                .fetchMap(row -> row.value1(), row -> new Group(row.value2(), row.value3()));
    }

    private static Field<Instant> later(Field<Instant> at) {
        return DSL.field("{0} + interval '30 days'", SQLDataType.INSTANT, at);
    }
}
