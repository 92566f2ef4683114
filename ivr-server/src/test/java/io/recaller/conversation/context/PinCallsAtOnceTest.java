package io.recaller.conversation.context;

import static io.recaller.db.generated.Tables.PIN_BUDGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.conversation.Archive;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.pin.Comparing;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.Pins;
import io.recaller.db.Crossing;
import io.recaller.db.Tx;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jooq.Record1;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** PINs that are keyed at once on several calls, by two servers. Real rows and threads. */
class PinCallsAtOnceTest {
    private static final String PIN = "4711";

    private static final Archive archive = new Archive();
    private static final AtomicInteger numbers = new AtomicInteger(10);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<PinProofs> servers = List.of(server(), server());

    private PinProofs server() {
        return archive.proofs(pins(4), meters);
    }

    private static Pins pins(int cost) {
        return new Pins(archive.handles, new Pepper.Keys(PepperKeys.parse("ab".repeat(32))), cost);
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void ofOneLineNoMoreAreTriedThanFive() throws Exception {
        var line = line();
        var customer = customer(line, 4);

        var proofs = atOnce(wrongOnes(Collections.nCopies(12, line), customer));

        assertThat(proofs).filteredOn(PinChecks.Proof.Rejected.class::isInstance).hasSize(4);
        assertThat(proofs).filteredOn(PinChecks.Proof.Impossible.class::isInstance).hasSize(8);
        assertThat(checks("rejected")).isEqualTo(4);
        assertThat(checks("locked")).isEqualTo(8);
        assertThat(strangersWrong(customer)).isEqualTo(5);
    }

    @Test
    void ofManyLinesNoMoreAreTriedOfOneCustomerThanFive() throws Exception {
        var lines = IntStream.range(0, 12).mapToObj(_ -> line()).toList();
        var customer = customer(lines.getFirst(), 4);

        var proofs = atOnce(wrongOnes(lines, customer));

        assertThat(proofs).filteredOn(PinChecks.Proof.Rejected.class::isInstance).hasSize(4);
        assertThat(strangersWrong(customer)).isEqualTo(5);
    }

    @Test
    void noneOfTheRightOnesIsRefused() throws Exception {
        var lines = IntStream.range(0, 12).mapToObj(_ -> line()).toList();
        var customer = customer(lines.getFirst(), 4);

        var proofs = atOnce(lines.stream().map(line -> keying(line, customer, PIN)).toList());

        assertThat(proofs).containsOnly(new PinChecks.Proof.Accepted(customer));
        assertThat(checks("accepted")).isEqualTo(12);
    }

    @Test
    void nothingIsLockedWhileAPinIsCompared() throws Exception {
        var line = line();
        var customer = customer(line, Comparing.SLOW);

        var right = Comparing.seen(archive.db, keying(line, customer, PIN));
        var wrong = Comparing.seen(archive.db, keying(line(), customer, "1000"));

        assertThat(right.result()).isEqualTo(new PinChecks.Proof.Accepted(customer));
        assertThat(wrong.result()).isInstanceOf(PinChecks.Proof.Rejected.class);
        assertThat(List.of(right, wrong))
                .allSatisfy(seen -> {
                    assertThat(seen.looked()).isPositive();
                    assertThat(seen.open()).isZero();
                });
    }

    @Test
    void aTryThatHadToGiveWayIsCountedOnce() throws Exception {
        var mine = line();
        var customer = customer(mine, 4);
        // Then the rows of both budgets are there.
        var _ = keying(mine, customer, "1000").call();

        var proof =
                new Crossing(archive.db)
                        .crosswise(
                                tx -> locked(tx, "line"),
                                tx -> locked(tx, "strangers"),
                                keying(mine, customer, "1001"));

        assertThat(proof).isInstanceOf(PinChecks.Proof.Rejected.class);
        assertThat(strangersWrong(customer)).isEqualTo(2);
        assertThat(checks("rejected")).isEqualTo(2);
    }

    private static void locked(Tx tx, String scope) {
        var _ =
                tx.dsl()
                        .selectFrom(PIN_BUDGET)
                        .where(PIN_BUDGET.SCOPE.eq(scope))
                        .orderBy(PIN_BUDGET.ID)
                        .forUpdate()
                        .fetch();
    }

    private static Handle line() {
        return new Handle(HandleKind.TEL, "+4930123400" + numbers.incrementAndGet());
    }

    private static CustomerId customer(Handle line, int cost) {
        return archive.db.inTransaction(tx -> {
            var who = archive.customers.createWhenNew(tx, line, Archive.NOW).single().orElseThrow();
            pins(cost).set(tx, who, PIN, Archive.NOW);
            return who;
        });
    }

    private List<Callable<PinChecks.Proof>> wrongOnes(List<Handle> lines, CustomerId customer) {
        return IntStream.range(0, lines.size())
                .mapToObj(each -> keying(lines.get(each), customer, String.valueOf(1000 + each)))
                .toList();
    }

    private Callable<PinChecks.Proof> keying(Handle line, CustomerId customer, String pin) {
        var server = servers.get(numbers.incrementAndGet() % servers.size());
        var asked =
                new PinChecks.Asked(
                        archive.newContact(),
                        Optional.of(customer),
                        Optional.of(line),
                        TrustTier.CLAIMED);
        return () -> server.check(asked, pin, Archive.NOW);
    }

    private static List<PinChecks.Proof> atOnce(List<Callable<PinChecks.Proof>> all)
            throws Exception {
        var ready = new CountDownLatch(all.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads
                    .invokeAll(
                            all.stream()
                                    .<Callable<PinChecks.Proof>>map(each ->
                                            () -> {
                                                ready.countDown();
                                                ready.await();
                                                return each.call();
                                            })
                                    .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    private double checks(String outcome) {
        return meters.get("recaller.pin.checks").tag("outcome", outcome).counter().count();
    }

    private static double strangersWrong(CustomerId customer) {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(PIN_BUDGET.WRONG)
                        .from(PIN_BUDGET)
                        .where(
                                PIN_BUDGET.SCOPE.eq("strangers"),
                                PIN_BUDGET.CUSTOMER_ID.eq(customer.value()))
                        .fetchSingle(Record1::value1));
    }
}
