package io.recaller.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import io.recaller.contact.history.AsOfStartQuery;
import io.recaller.contact.history.FinalContact;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Families;
import io.recaller.db.Tx;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Who asks for a customer's past reads that customer's rows and not everybody's: on a table of some
 * months PostgreSQL is easily led to walk through all of it from the newest contact on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PastRowsTest {
    private static final int CUSTOMERS = 400;
    private static final int CONTACTS = 50;
    private static final int AT_ONCE = 25;

    /** A customer's own rows and a short partition or two as a whole; all are twenty thousand. */
    private static final long FEW = 900;

    private final Memory memory = new Memory("outage");

    @BeforeAll
    void fill() {
        memory.db.runInTransaction(PastRowsTest::prepare);
        for (var first = 1; first <= CUSTOMERS; first += AT_ONCE) {
            var from = first;
            memory.db.runInTransaction(tx -> fill(tx, from, from + AT_ONCE - 1));
        }
        memory.db.runAtOnce(tx -> tx.dsl().execute("analyze"));
    }

    @AfterAll
    void close() {
        memory.close();
    }

    @Test
    void learningABatch() {
        var batch = List.of(customer(1), customer(2), customer(3), customer(4)).stream();
        var contacts = batch.map(PastRowsTest::contactOf).toList();
        var query = new AsOfStartQuery(memory.catalogue);

        var read =
                rowsRead(tx -> {
                    var families =
                            Families.of(
                                    tx,
                                    contacts.stream()
                                            .flatMap(each -> each.customer().stream())
                                            .toList());
                    assertThat(query.read(tx, contacts, families, 1000))
                            .hasSize(contacts.size())
                            .allSatisfy((_, then) -> assertThat(then.history()).hasSize(CONTACTS));
                });

        assertThat(read).isLessThan(contacts.size() * FEW);
    }

    @Test
    void showingATimeline() {
        var read =
                rowsRead(tx ->
                        assertThat(memory.timeline.read(tx, customer(5), Optional.empty(), 20))
                                .hasSize(20));

        assertThat(read).isLessThan(FEW);
    }

    @Test
    void whatACallKnowsOfItsCaller() {
        var read =
                rowsRead(tx ->
                        assertThat(
                                        memory.context
                                                .read(tx, customer(6), Memory.NOW)
                                                .known()
                                                .orElseThrow()
                                                .history())
                                .hasSize(CONTACTS));

        assertThat(read).isLessThan(FEW);
    }

    private static CustomerId customer(int number) {
        return new CustomerId(UUID.fromString("00000000-0000-0000-0000-%012d".formatted(number)));
    }

    private static FinalContact contactOf(CustomerId customer) {
        return new FinalContact(
                1,
                new ContactId(UUID.randomUUID()),
                Memory.NOW,
                Optional.of(customer),
                Channel.PHONE,
                Nature.INTERACTION,
                new Topic("outage"),
                false);
    }

    private static void prepare(Tx tx) {
        var now = Memory.NOW.toString();
        tx.dsl()
                .execute(
                        "select ensure_contact_partitions(?::timestamptz - interval '26 months',"
                                + " ?::timestamptz)",
                        now,
                        now);
        tx.dsl()
                .execute(
                        "insert into customer (id, created_at) select ('00000000-0000-0000-0000-'"
                                + " || lpad(i::text, 12, '0'))::uuid, ?::timestamptz from"
                                + " generate_series(1, ?) i",
                        now,
                        CUSTOMERS);
    }

    /** Written past the stores, which would take minutes; learned, a contact of each in turn. */
    private static void fill(Tx tx, int first, int last) {
        tx.dsl()
                .execute(
                        "insert into contact (id, started_at, ended_at, source, external_id,"
                                + " nature, channel, direction, customer_id, topic, topic_source,"
                                + " learned_seq)"
                                + " select gen_random_uuid(), at, at + interval '1 minute', 'crm',"
                                + " i || '-' || n, 'interaction', 'chat', 'inbound',"
                                + " ('00000000-0000-0000-0000-' || lpad(i::text, 12, '0'))::uuid,"
                                + " 'outage', 'given', n from generate_series(?::int, ?::int) i,"
                                + " generate_series(1, ?) n, lateral (select ?::timestamptz -"
                                + " make_interval(days => 15 * n, secs => i)) as past(at)",
                        first,
                        last,
                        CONTACTS,
                        Memory.NOW.toString());
    }

    /** As PostgreSQL counts them, once it has made the plan it keeps. */
    private long rowsRead(Consumer<Tx> work) {
        return memory.db.inTransaction(tx -> {
            for (var time = 0; time < 6; time++) {
                work.accept(tx);
            }
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
                .where(field("relname", String.class).like("contact%"))
                .fetchSingle()
                .value1()
                .longValue();
    }
}
