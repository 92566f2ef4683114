package io.recaller.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import io.recaller.contact.context.CallerContext;
import io.recaller.contact.reported.Recorded;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.Pins;
import io.recaller.db.Tx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An office's number that thousands named beside their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClaimantsRowsTest {
    private static final int THOUSANDS = 10_000;

    private final Memory memory = new Memory("outage");
    private final Pins pins =
            new Pins(memory.handles, new Pepper.Keys(PepperKeys.parse("ab".repeat(32))), 4);
    private int reports;

    @AfterAll
    void close() {
        memory.close();
    }

    @Test
    void whoeverClaimsItACallReadsAFewRows() {
        var office = memory.newLine();
        var first = claimant(office);
        pin(first);
        var without = claimant(office);
        crowd(office, "claimed", false);
        crowd(office, "claimed", true);

        var claimants = claimants(office);

        assertThat(claimants).hasSize(3).startsWith(first).doesNotContain(without);
        assertThat(rowsRead(tx -> memory.links.claimants(tx, office))).isLessThan(200);
    }

    @Test
    void whenNoneOfThemHasAPinNoneIsRead() {
        var office = memory.newLine();
        crowd(office, "claimed", false);

        assertThat(rowsRead(tx -> memory.links.claimants(tx, office))).isLessThan(20);
    }

    @Test
    void whoeverUsesItACallReadsAFewRows() {
        var office = memory.newLine();
        crowd(office, "proved", false);

        assertThat(rowsRead(tx -> memory.context.read(tx, office, Memory.NOW))).isLessThan(200);
        assertThat(rowsRead(tx -> memory.links.claimants(tx, office))).isLessThan(200);
        assertThat(context(office).known()).isEmpty();
    }

    @Test
    void aPinThatIsSetAfterTheClaimCounts() {
        var office = memory.newLine();
        var late = claimant(office);

        pin(late);

        assertThat(claimants(office)).containsExactly(late);
    }

    @Test
    void aClaimOfAVisitorCountsWhenTheVisitorTurnsOutToHaveAPin() {
        var office = memory.newLine();
        var browser = new Handle(HandleKind.WEB, "office-" + ++reports);
        report(TrustTier.UNKNOWN, List.of(browser, office));
        var owner = memory.customer(memory.newLine());
        pin(owner);
        assertThat(claimants(office)).isEmpty();

        memory.db.runInTransaction(tx -> memory.links.prove(tx, owner, browser, Memory.NOW));

        assertThat(claimants(office)).containsExactly(owner);
    }

    private List<CustomerId> claimants(Handle office) {
        return memory.db.inTransaction(tx -> memory.links.claimants(tx, office));
    }

    private CallerContext context(Handle office) {
        return memory.db.inTransaction(tx -> memory.context.read(tx, office, Memory.NOW));
    }

    private CustomerId claimant(Handle office) {
        return report(TrustTier.CLAIMED, List.of(memory.newLine(), office))
                .customer()
                .orElseThrow();
    }

    private Recorded report(TrustTier trust, List<Handle> handles) {
        return memory.report(
                new Reported(
                        "crm",
                        "office-" + ++reports,
                        Nature.INTERACTION,
                        Channel.WEB,
                        Direction.INBOUND,
                        handles,
                        trust,
                        Optional.empty(),
                        Memory.NOW.minus(Duration.ofDays(1)),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
    }

    private void pin(CustomerId customer) {
        memory.db.runInTransaction(tx -> pins.set(tx, customer, "4711", Memory.NOW));
    }

    /** Written past the stores, which would take minutes. */
    private void crowd(Handle office, String standing, boolean pins) {
        memory.db.runInTransaction(tx -> {
            var handle = memory.handles.idOf(tx, office);
            tx.dsl()
                    .execute(
                            "with made as (insert into customer (id, created_at) select"
                                    + " gen_random_uuid(), ?::timestamptz from generate_series(1, ?)"
                                    + " returning id), pins as (insert into customer_pin (customer_id,"
                                    + " hash) select id, 'x' from made where ?) insert into"
                                    + " customer_handle (customer_id, handle_id, standing, created_at,"
                                    + " provable) select id, ?, ?, ?::timestamptz, ? from made",
                            Memory.NOW.toString(),
                            THOUSANDS,
                            pins,
                            handle,
                            standing,
                            Memory.NOW.plusSeconds(1).toString(),
                            pins);
        });
        memory.db.runAtOnce(
                tx -> tx.dsl().execute("analyze customer, customer_handle, customer_pin"));
    }

    /** As PostgreSQL counts them. */
    private long rowsRead(Consumer<Tx> work) {
        return memory.db.inTransaction(tx -> {
            var before = counted(tx);
            work.accept(tx);
            return counted(tx) - before;
        });
    }

    private static long counted(Tx tx) {
        var rows =
                field("coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)", BigDecimal.class);
        return tx.dsl()
                .select(sum(rows))
                .from(table("pg_stat_xact_user_tables"))
                .where(
                        field("relname", String.class)
                                .in("customer", "customer_handle", "customer_pin"))
                .fetchSingle()
                .value1()
                .longValue();
    }
}
