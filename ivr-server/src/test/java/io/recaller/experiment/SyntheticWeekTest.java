package io.recaller.experiment;

import static io.recaller.db.generated.Tables.MENU_LOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.contact.context.ContextQuery;
import io.recaller.conversation.context.DatabaseContext;
import io.recaller.customer.Arms;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleStore;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.TestDatabase;
import io.recaller.flow.Context;
import io.recaller.menu.Model;
import io.recaller.menu.planner.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * A made-up week with known effects through the real tables: the report finds them, the fall-back
 * acts on them.
 */
class SyntheticWeekTest {
    private static final Arms ARMS =
            new Arms(0.2, new TreeMap<>(Map.of("recaller", 0.5, "popularity", 0.5)));
    private static final double SOONER = -1.8;
    private static final double LATER = 1.0;
    private static final InstantSource CLOCK = InstantSource.fixed(SyntheticWeek.NEXT_MONDAY);
    @AutoClose private static final Database db = TestDatabase.fresh();

    private static final Supplier<UUID> IDS = SyntheticWeek.ids(99);
    private static final CustomerStore CUSTOMERS = new CustomerStore(IDS, new HandleStore(IDS));

    private final PolicySwitches switches = new PolicySwitches(db, IDS);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void aWeekPasses() {
        new SyntheticWeek(ARMS, Map.of("recaller", SOONER, "popularity", LATER), "recaller")
                .writeTo(db, 1_000, 7);
    }

    @Test
    void theReportFindsTheKnownEffectsWithinTheirIntervals() {
        var report = reports(100).of(SyntheticWeek.PERIOD);

        assertThat(report.arms())
                .extracting(MenuReport.Arm::policy)
                .containsExactly("control", "popularity", "recaller");
        assertThat(report.sampleRatio())
                .hasValueSatisfying(ratio -> assertThat(ratio.isTrusted()).isTrue());
        assertThat(covers(report, Policy.RECALLER, SOONER)).isTrue();
        assertThat(covers(report, Policy.POPULARITY, LATER)).isTrue();
        assertThat(verdict(report, Policy.RECALLER)).isEqualTo(Verdict.BETTER);
        assertThat(verdict(report, Policy.POPULARITY)).isEqualTo(Verdict.WORSE);
    }

    /** Another test's look is followed by a pause. */
    @BeforeEach
    void nobodyLookedLately() {
        db.runInTransaction(tx -> tx.dsl().deleteFrom(MENU_LOOK).execute());
    }

    /** As of a week later, when it can be told who had to call again. */
    @Test
    void theReportInTheDocumentationIsThisOne() throws IOException {
        var later = InstantSource.fixed(SyntheticWeek.NEXT_MONDAY.plus(Duration.ofDays(8)));
        var report = new MenuReports(db, later, 100).of(SyntheticWeek.PERIOD);

        var lines = String.join("\n", ReportText.of(report, ZoneId.of("UTC")));

        assertThat(Files.readString(Path.of("../docs/menu-report.md"))).contains(lines);
    }

    @Test
    void menusWhoseOrderTheFlowKeepsAreNoPartOfTheReport() {
        var report = reports(100).of(SyntheticWeek.PERIOD);

        var control = report.arm(Policy.CONTROL).orElseThrow();
        assertThat(control.metric(Metric.SECONDS_TO_OPTION))
                .hasValueSatisfying(seconds -> assertThat(seconds.of()).isEqualTo(control.calls()));
    }

    @Test
    void theHarmfulPolicyIsSwitchedOffAndItsCustomersHearTheDesignersOrder() {
        var heard = listen();
        var customer = customerOf("popularity");
        assertThat(policyOf(customer)).isEqualTo(Policy.POPULARITY);

        fallBack(100).check();
        fallBack(100).check();

        assertThat(policyOf(customer)).isEqualTo(Policy.DESIGNED);
        assertThat(policyOf(customerOf("recaller"))).isEqualTo(Policy.RECALLER);
        assertThat(counted("popularity")).isEqualTo(1);
        assertThat(counted("recaller")).isZero();
        assertThat(heard.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getKeyValuePairs().toString())
                                .contains("policy=\"popularity\"", "lowSeconds"));
        var report = reports(100).of(SyntheticWeek.PERIOD);
        assertThat(report.switchedOff(Policy.POPULARITY)).isPresent();
        comeBack();
    }

    /** As another server would see it: nothing but the rows tell it. */
    private void comeBack() {
        var other = new PolicySwitches(db, IDS);
        other.refresh();
        assertThat(other.inForce(Policy.POPULARITY)).isEqualTo(Policy.DESIGNED);
        other.decide(
                new PolicySwitch(
                        Policy.POPULARITY,
                        true,
                        CLOCK.instant(),
                        true,
                        "tried again",
                        Optional.empty()));
        switches.refresh();
        assertThat(switches.inForce(Policy.POPULARITY)).isEqualTo(Policy.POPULARITY);
    }

    @Test
    void aLookThatRunsIntoItsTimeLimitIsFollowedByAPauseToo() {
        var hurried = new FallBack(db, reports(100), switches, meters, CLOCK, Duration.ofMillis(1));

        assertThatThrownBy(hurried::check).isInstanceOf(DatabaseUnavailableException.class);

        var look = db.inTransaction(tx -> tx.dsl().selectFrom(MENU_LOOK).fetchSingle());
        assertThat(look.getNextAt()).isAfter(CLOCK.instant());
        assertThat(look.getLookedAt()).as("what it did not see").isEqualTo(Instant.EPOCH);
        fallBack(100).check();
        assertThat(counted("popularity")).as("another server rests too").isZero();
    }

    @Test
    void nothingIsSwitchedOffWithTooFewCustomers() {
        fallBack(10_000).check();

        assertThat(counted("popularity")).isZero();
        assertThat(verdict(reports(10_000).of(SyntheticWeek.PERIOD), Policy.POPULARITY))
                .isEqualTo(Verdict.TOO_EARLY);
    }

    private static boolean covers(MenuReport report, Policy policy, double truth) {
        var found =
                report.arm(policy)
                        .flatMap(arm -> arm.difference(Metric.SECONDS_TO_OPTION))
                        .orElseThrow();
        return found.low() <= truth && truth <= found.high();
    }

    private static Verdict verdict(MenuReport report, Policy policy) {
        return report.verdict(report.arm(policy).orElseThrow());
    }

    private static MenuReports reports(int leastCustomers) {
        return new MenuReports(db, CLOCK, leastCustomers);
    }

    private FallBack fallBack(int leastCustomers) {
        return new FallBack(db, reports(leastCustomers), switches, meters, CLOCK);
    }

    private double counted(String policy) {
        var counter =
                meters.find("recaller.menu.policy.switched_off").tag("policy", policy).counter();
        return counter == null ? 0 : counter.count();
    }

    private static ListAppender<ILoggingEvent> listen() {
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(FallBack.class)).addAppender(appender);
        return appender;
    }

    /** The number of some customer who was drawn into this policy. */
    private static Handle customerOf(String policy) {
        return IntStream.range(0, 100)
                .mapToObj(SyntheticWeek::handle)
                .filter(handle -> drawn(handle).equals(policy))
                .findFirst()
                .orElseThrow();
    }

    private static String drawn(Handle handle) {
        return db.inTransaction(tx -> {
            var customer = CUSTOMERS.resolve(tx, handle).single().orElseThrow();
            return CUSTOMERS.policy(tx, customer, ARMS, CLOCK.instant());
        });
    }

    /** What the planner is told at this customer's next call. */
    private Policy policyOf(Handle handle) {
        UnaryOperator<Policy> inForce = switches::inForce;
        var contexts =
                new DatabaseContext(
                        db,
                        new ContextQuery(new FieldCatalogue(List.of())),
                        CUSTOMERS,
                        ARMS,
                        inForce,
                        () -> Model.of(List.of()),
                        Runnable::run);
        return contexts.read(handle, CLOCK.instant())
                .known()
                .map(Context.Known::policy)
                .orElseThrow();
    }
}
