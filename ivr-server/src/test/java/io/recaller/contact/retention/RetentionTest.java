package io.recaller.contact.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept, what goes and with what, on real rows. */
final class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final UUID customer = UUID.randomUUID();
    private final UUID agent = UUID.randomUUID();

    @BeforeEach
    void aCustomerAnAgentAndMonths() {
        run("truncate customer, contact_key, fact, request, conversation, topic cascade");
        run("truncate learning_change, menu_recount, menu_closed");
        List.of(
                        "2023-11-01",
                        "2024-03-01",
                        "2024-06-01",
                        "2025-10-01",
                        "2025-11-01",
                        "2026-05-01",
                        "2026-11-01")
                .forEach(month ->
                        run("select ensure_contact_partitions(?::date, ?::date)", month, month));
        run("insert into customer (id) values (?)", customer);
        run("insert into agent (id, login, name) values (?, ?, 'Dana')", agent, "a" + agent);
        run("insert into topic (id) values ('billing')");
        run(
                "insert into flow_version (sha256, flow, yaml) values (repeat('a', 64), 'f', 'y')"
                        + " on conflict do nothing");
    }

    @Test
    void contactsGoWithAllThatHangsOnThemOnceTheyWereOverForLongEnough() {
        var old = contact("interaction", 400, 400);
        var older = contact("interaction", 1_100, 1_100);
        var long2 = contact("interaction", 380, 364);
        var young = contact("interaction", 364, 364);
        List.of(old, older, young).forEach(this::historyOf);

        retention(rules(YEAR)).run(Duration.ofMinutes(1));

        assertThat(contacts()).containsExactlyInAnyOrder(long2, young);
        assertThat(rowsNaming(old)).isEmpty();
        assertThat(rowsNaming(older)).isEmpty();
        assertThat(rowsNaming(young)).hasSizeGreaterThan(8).doesNotContainValue(0);
        assertThat(count("known_field")).as("kept by its own setting").isEqualTo(3);
        assertThat(deleted("contact")).isEqualTo(2);
        assertThat(deleted("activity")).isZero();
    }

    /** A new table that names a contact is decided on: it goes with it, or says why it does not. */
    @Test
    void everyTableThatNamesAContactGoesWithItOrForgetsIt() {
        var undecided =
                db.inTransaction(tx ->
                        tx.dsl()
                                .fetch(
                                        """
                                        select a.attrelid::regclass::text
                                          from pg_attribute a join pg_class t on t.oid = a.attrelid
                                         where a.attname ~ '(^|_)contact_id$' and t.relkind = 'r'
                                           and t.relnamespace = current_schema()::regnamespace
                                           and not a.attisdropped
                                           and not exists (
                                               select from pg_constraint f
                                                where f.conrelid = t.oid and f.contype = 'f'
                                                  and f.confdeltype in ('c', 'n')
                                                  and f.conkey = array[a.attnum])
                                        """)
                                .getValues(0, String.class));

        assertThat(undecided)
                .as("the contact itself; what outlives it; and a peer, who may write again")
                .containsExactlyInAnyOrder("contact_key", "audit", "agent_state", "thread");
    }

    /** Else each contact that goes would have the database read whole tables. */
    @Test
    void whateverHangsOnAContactIsFoundByAnIndex() {
        var unindexed =
                strings(
                        """
                        select f.conrelid::regclass || '.' || a.attname
                          from pg_constraint f
                          join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
                         where f.contype = 'f' and f.conparentid = 0
                           and f.confrelid in ('contact_key'::regclass, 'assignment'::regclass,
                               'waiting_contact'::regclass, 'conversation'::regclass,
                               'transfer'::regclass, 'callback'::regclass)
                           and not exists (
                               select from pg_index i
                                where i.indrelid = f.conrelid and i.indkey[0] = f.conkey[1]
                                  and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid)
                                                            = '(' || a.attname || ' IS NOT NULL)'))
                        """);

        assertThat(unindexed).isEmpty();
    }

    @Test
    void whoWaitsWhomAnAgentHoldsAndWhoIsToBeCalledBackStaysHoweverOld() {
        var waits = contact("interaction", 800, 800);
        var held = contact("interaction", 800, 800);
        var calledBack = contact("interaction", 800, 800);
        waiting(waits, null);
        assignment(held, false);
        run(
                "insert into callback (contact_id, number, asked_at, not_before) values (?,"
                        + " '+77010000001', now(), now())",
                calledBack);

        retention(rules(YEAR)).run(Duration.ofMinutes(1));

        assertThat(contacts()).containsExactlyInAnyOrder(waits, held, calledBack);
    }

    @Test
    void whatNobodyEndedIsOverOnceNothingMoreWasSaid() {
        var reported = contact("interaction", 400, null);
        var young = contact("interaction", 300, null);
        var writtenOn = contact("interaction", 400, null);
        run(
                "insert into dialogue (contact_id, flow_sha, node, language, updated_at) values (?,"
                        + " repeat('a', 64), 'n', 'en', ?::timestamptz)",
                writtenOn,
                ago(3));

        retention(rules(YEAR)).run(Duration.ofMinutes(1));

        assertThat(contacts()).containsExactlyInAnyOrder(young, writtenOn).doesNotContain(reported);
    }

    @Test
    void activitiesMayBeKeptShorterOrAloneBeDeleted() {
        var page = contact("activity", 31, null);
        var newPage = contact("activity", 29, null);
        var call = contact("interaction", 900, 900);

        retention(
                        new RetentionRules(
                                Optional.empty(),
                                Optional.of(Duration.ofDays(30)),
                                Optional.empty(),
                                Optional.empty()))
                .run(Duration.ofMinutes(1));

        assertThat(contacts()).containsExactlyInAnyOrder(newPage, call).doesNotContain(page);
        assertThat(deleted("activity")).isOne();
    }

    @Test
    void whereNothingIsSaidAllIsKept() {
        contact("interaction", 5_000, 5_000);
        contact("activity", 5_000, null);
        request("r", 5_000);
        fact("f", 5_000);

        var all =
                new RetentionRules(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        retention(all).run(Duration.ofMinutes(1));

        assertThat(contacts()).hasSize(2);
        assertThat(count("request") + count("fact")).isEqualTo(2);
    }

    @Test
    void monthsThatAreEmptyAreDroppedAndMayComeAgain() {
        contact("interaction", 1_000, 1_000);
        var waits = contact("interaction", 900, 900);
        waiting(waits, null);
        var before = months();

        retention(rules(YEAR)).run(Duration.ofMinutes(1));

        assertThat(before).contains("contact_2024_03", "contact_2024_06", "contact_2025_10");
        assertThat(months())
                .doesNotContain("contact_2024_03", "contact_2025_10")
                .contains("contact_2024_06", "contact_2025_11", "contact_2026_11");

        var late = contact("interaction", 1_000, 1_000);
        db.months().ensure(NOW.minus(Duration.ofDays(1_000)), NOW);
        assertThat(contacts()).containsExactlyInAnyOrder(waits, late);
        assertThat(months()).contains("contact_2024_03");
    }

    @Test
    void aMonthThatSomebodyReadsIsDroppedAnotherDay() {
        db.runInTransaction(reader -> {
            reader.dsl().fetch("select * from contact");

            retention(rules(YEAR)).run(Duration.ofMinutes(1));
        });

        assertThat(months()).contains("contact_2024_03");

        retention(rules(YEAR)).run(Duration.ofMinutes(1));

        assertThat(months()).doesNotContain("contact_2024_03");
    }

    @Test
    void whatWasLearnedAndCountedStaysTrue() {
        var old = contact("interaction", 400, 400);
        run("update contact set learned_seq = 7 where id = ?", old);
        var erased = contact("interaction", 200, 200);
        run("update contact set learned_seq = 8 where id = ?", erased);
        impression(old, 400);
        impression(erased, 200);
        run("truncate learning_change, menu_recount");

        retention(rules(YEAR)).run(Duration.ofMinutes(1));

        assertThat(count("learning_change")).isZero();
        assertThat(count("menu_recount")).isZero();

        run("delete from contact_key where contact_id = ?", erased);

        assertThat(count("learning_change")).isOne();
        assertThat(count("menu_recount")).isPositive();
    }

    @Test
    void aMatterGoesWithItsLastContact() {
        var over = UUID.randomUUID();
        var goesOn = UUID.randomUUID();
        matter(over, 400);
        matter(goesOn, 10);
        List.of(contact("interaction", 400, 400), contact("interaction", 401, 401))
                .forEach(old ->
                        run("update contact set conversation_id = ? where id = ?", over, old));
        run(
                "update contact set conversation_id = ? where id = ?",
                goesOn,
                contact("interaction", 400, 400));
        var young = contact("interaction", 10, 10);
        run("update contact set conversation_id = ? where id = ?", goesOn, young);

        retention(rules(YEAR)).run(Duration.ofMinutes(1));

        assertThat(contacts()).containsExactly(young);
        assertThat(uuids("select id from conversation")).containsExactly(goesOn);
    }

    @Test
    void itWaitsForNobodyAndComesBackForWhatWasLocked() {
        var locked = contact("interaction", 400, 400);
        var free = contact("interaction", 400, 400);
        var clock = new Instant[] {NOW};
        var retention = new Retention(db, rules(YEAR), () -> clock[0], meters);

        db.runInTransaction(tx -> {
            tx.dsl().fetch("select * from contact where id = ? for update", locked);

            retention.run(Duration.ofMinutes(1));

            assertThat(contacts()).containsExactly(locked).doesNotContain(free);
        });
        retention.run(Duration.ofMinutes(1));
        assertThat(contacts()).as("once a day is enough").containsExactly(locked);
        clock[0] = NOW.plus(Duration.ofDays(1));
        retention.run(Duration.ofMinutes(1));

        assertThat(contacts()).isEmpty();
    }

    @Test
    void aLotGoesInStepsWithTimeForOthersBetween() {
        run(
                """
                insert into contact (id, started_at, ended_at, source, external_id, nature, channel,
                                     direction)
                select gen_random_uuid(), ?::timestamptz - make_interval(days => 370 + g % 90), null, 's', '' || g,
                       'interaction', 'chat', 'inbound' from generate_series(1, 1201) g
                """,
                NOW.toString());
        run(
                "insert into request select gen_random_uuid(), ?, 'k', 'billing', 's', now() -"
                        + " interval '9 years', now() - interval '8 years', 'verified', 's', '' || g"
                        + " from generate_series(1, 1201) g",
                customer);
        var retention =
                retention(
                        new RetentionRules(
                                Optional.of(YEAR),
                                Optional.empty(),
                                Optional.of(YEAR),
                                Optional.empty()));

        var runs = 0;
        var left = contacts().size();
        while (left + count("request") > 0 && runs < 500) {
            retention.run(Duration.ZERO);
            var now = contacts().size();
            assertThat(left - now).isLessThanOrEqualTo(AgedContacts.LOOK);
            left = now;
            runs++;
        }

        assertThat(contacts()).isEmpty();
        assertThat(count("request")).isZero();
        assertThat(runs).isGreaterThan(5);
        assertThat(deleted("contact")).isEqualTo(1_201);
        assertThat(deleted("request")).isEqualTo(1_201);
    }

    @Test
    void whileAnotherServerIsAtItThisOneLeavesItToThem() {
        var old = contact("interaction", 400, 400);

        db.runInTransaction(other -> {
            other.dsl().fetch("select pg_advisory_xact_lock(hashtext('retention'))");

            retention(rules(YEAR)).run(Duration.ofMinutes(1));
        });

        assertThat(contacts()).containsExactly(old);
    }

    /** Another server's, for some seconds of ten minutes: it is no reason to wait a day. */
    @Test
    void whileMenusAreCountedItDeletesNothingAndGoesOnTheNextTurn() {
        var old = contact("interaction", 400, 400);
        var retention = retention(rules(YEAR));

        db.runInTransaction(other -> {
            other.dsl().fetch("select pg_advisory_xact_lock(hashtext('menu counting'))");
            retention.run(Duration.ofMinutes(1));
        });

        assertThat(contacts()).containsExactly(old);
        retention.run(Duration.ofMinutes(1));
        assertThat(contacts()).isEmpty();
    }

    @Test
    void closedRequestsAndFactsThatAreOverGoTheOthersStay() {
        request("closed long ago", 91);
        request("closed lately", 89);
        run(
                "insert into request (id, customer_id, kind, status, opened_at, source,"
                        + " external_id) values (gen_random_uuid(), ?, 'k', 's', now() - interval"
                        + " '9 years', 's', 'open')",
                customer);
        fact("over long ago", 31);
        fact("over lately", 29);
        run(
                "insert into fact (id, customer_id, kind, topic, from_at, source, external_id,"
                        + " updated_at) values (gen_random_uuid(), ?, 'k', 'billing', now() -"
                        + " interval '9 years', 's', 'still true', now())",
                customer);

        retention(
                        new RetentionRules(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Duration.ofDays(90)),
                                Optional.of(Duration.ofDays(30))))
                .run(Duration.ofMinutes(1));

        assertThat(strings("select external_id from request"))
                .containsExactlyInAnyOrder("closed lately", "open");
        assertThat(strings("select external_id from fact"))
                .containsExactlyInAnyOrder("over lately", "still true");
        assertThat(deleted("request")).isOne();
        assertThat(deleted("fact")).isOne();
    }

    @Test
    void whatIsInUseCannotBeDeleted() {
        assertThatThrownBy(() -> rules(Duration.ofDays(39)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("40 days");
    }

    private Retention retention(RetentionRules rules) {
        return new Retention(db, rules, () -> NOW, meters);
    }

    private static RetentionRules rules(Duration contacts) {
        return new RetentionRules(
                Optional.of(contacts), Optional.of(contacts), Optional.empty(), Optional.empty());
    }

    private double deleted(String kind) {
        return meters.counter("recaller.retention.deleted", "kind", kind).count();
    }

    private UUID contact(String nature, int daysAgo, @Nullable Integer endedDaysAgo) {
        var id = UUID.randomUUID();
        run(
                "insert into contact (id, started_at, ended_at, source, external_id, nature,"
                        + " channel, direction, customer_id, topic, topic_source) values (?,"
                        + " ?::timestamptz, ?::timestamptz, 's', ?, ?, 'phone', 'inbound', ?,"
                        + " 'billing', 'given')",
                id,
                ago(daysAgo),
                endedDaysAgo == null ? null : ago(endedDaysAgo),
                id.toString(),
                nature,
                customer);
        return id;
    }

    /** A row of each kind that can hang on a contact. */
    private void historyOf(UUID contact) {
        run(
                "insert into dialogue (contact_id, flow_sha, node, language, updated_at) values (?,"
                        + " repeat('a', 64), 'n', 'en', now())",
                contact);
        run(
                "insert into look_up (contact_id, node, turn, source, requested_at) values (?, 'n',"
                        + " 1, 's', now())",
                contact);
        impression(contact, 400);
        message(contact);
        run(
                "insert into known_field (id, customer_id, key, value, source, contact_id,"
                        + " given_at) values (gen_random_uuid(), ?, 'k', 'v', 's', ?, now())",
                customer,
                contact);
        var entry = waiting(contact, "answered");
        run("insert into told_wait values (?, 1, now(), 1, 2, 90)", entry);
        var talk = assignment(contact, true);
        run(
                "insert into transfer (id, contact_id, assignment_id, agent_id, state, state_at,"
                        + " asked_at, outcome) values (gen_random_uuid(), ?, ?, ?, 'closed', now(),"
                        + " now(), 'completed')",
                contact,
                talk,
                agent);
        run(
                "insert into callback (contact_id, number, asked_at, not_before, outcome,"
                        + " closed_at) values (?, '+77010000001', now(), now(), 'talked', now())",
                contact);
        run(
                "insert into voicemail (contact_id, recorded_at, length_ms, audio) values (?,"
                        + " now(), 1000, 'x')",
                contact);
        run(
                "insert into menu_visit (contact_id, policy, menu, customer_id, whose, started_at,"
                        + " first_option, first_of_call, right_at_once, offered, taken,"
                        + " right_offer, wrong_offer, inbound, handed_over) values (?, 'order', 1,"
                        + " ?, ?, now(), 1, true, true, false, false, false, false, true, false)",
                contact,
                customer,
                customer);
    }

    private static void message(UUID contact) {
        var thread = UUID.randomUUID();
        run(
                "insert into thread (id, gateway, peer, channel, trust, created_at) values (?,"
                        + " 'site', ?, 'chat', 'unknown', now())",
                thread,
                thread.toString());
        run(
                "insert into message (thread_id, contact_id, direction, author, body, state, at,"
                        + " state_at) values (?, ?, 'inbound', 'customer', 'hello', 'handled', now(),"
                        + " now())",
                thread,
                contact);
    }

    private static void impression(UUID contact, int daysAgo) {
        run(
                "insert into menu_impression (id, contact_id, flow_sha, node, layout, policy,"
                        + " spoken_at) values (gen_random_uuid(), ?, repeat('a', 64), 'n', '{}',"
                        + " 'order', ?::timestamptz)",
                contact,
                ago(daysAgo));
    }

    private static UUID waiting(UUID contact, @Nullable String outcome) {
        var id = UUID.randomUUID();
        run(
                "insert into waiting_contact (id, contact_id, requirement, entered_at, state,"
                        + " outcome, left_at) values (?, ?, '{}', now(), ?, ?, ?::timestamptz)",
                id,
                contact,
                outcome == null ? "waiting" : "answered",
                outcome,
                outcome == null ? null : NOW.toString());
        return id;
    }

    private UUID assignment(UUID contact, boolean closed) {
        var id = UUID.randomUUID();
        run(
                "insert into assignment (id, contact_id, agent_id, channel, held_by, state,"
                        + " offered_at, lease_until, connected_at, outcome, closed_at) values (?, ?, ?,"
                        + " 'phone', 's', ?, now(), now(), now(), ?, ?::timestamptz)",
                id,
                contact,
                agent,
                closed ? "closed" : "connected",
                closed ? "answered" : null,
                closed ? NOW.toString() : null);
        return id;
    }

    private void matter(UUID id, int daysAgo) {
        run(
                "insert into conversation (id, customer_id, opened_at, last_contact_at) values (?,"
                        + " ?, ?::timestamptz, ?::timestamptz)",
                id,
                customer,
                ago(1_000),
                ago(daysAgo));
    }

    private void request(String name, int closedDaysAgo) {
        run(
                "insert into request (id, customer_id, kind, status, opened_at, closed_at, source,"
                        + " external_id) values (gen_random_uuid(), ?, 'k', 's', ?::timestamptz,"
                        + " ?::timestamptz, 's', ?)",
                customer,
                ago(closedDaysAgo + 5),
                ago(closedDaysAgo),
                name);
    }

    private void fact(String name, int untilDaysAgo) {
        run(
                "insert into fact (id, customer_id, kind, topic, from_at, until_at, source,"
                        + " external_id, updated_at) values (gen_random_uuid(), ?, 'k', 'billing',"
                        + " ?::timestamptz, ?::timestamptz, 's', ?, now())",
                customer,
                ago(untilDaysAgo + 5),
                ago(untilDaysAgo),
                name);
    }

    private static String ago(int days) {
        return NOW.minus(Duration.ofDays(days)).toString();
    }

    /** By table, how many rows name a contact; tables with none are left out. */
    private static Map<String, Integer> rowsNaming(UUID contact) {
        return db.inTransaction(tx -> {
            var rows = new HashMap<String, Integer>();
            var tables =
                    tx.dsl()
                            .fetch(
                                    "select table_name from information_schema.columns where"
                                            + " column_name = 'contact_id' and table_schema ="
                                            + " current_schema() and table_name not like 'agent%'")
                            .getValues(0, String.class);
            for (var table : tables) {
                var found = found(tx, table, contact);
                if (found > 0) {
                    rows.put(table, found);
                }
            }
            return rows;
        });
    }

    private static int found(Tx tx, String table, UUID contact) {
        return tx.dsl()
                .fetchSingle("select count(*) from " + table + " where contact_id = ?", contact)
                .get(0, Integer.class);
    }

    private static List<UUID> contacts() {
        return uuids("select id from contact");
    }

    private static List<UUID> uuids(String sql) {
        return db.inTransaction(tx -> tx.dsl().fetch(sql).getValues(0, UUID.class));
    }

    private static List<String> strings(String sql) {
        return db.inTransaction(tx -> tx.dsl().fetch(sql).getValues(0, String.class));
    }

    private static List<String> months() {
        return strings(
                "select inhrelid::regclass::text from pg_inherits where inhparent ="
                        + " 'contact'::regclass");
    }

    private static int count(String table) {
        return db.inTransaction(
                tx -> tx.dsl().fetchSingle("select count(*) from " + table).get(0, Integer.class));
    }

    private static void run(String sql, @Nullable Object... values) {
        db.runInTransaction(tx -> tx.dsl().execute(sql, values));
    }
}
