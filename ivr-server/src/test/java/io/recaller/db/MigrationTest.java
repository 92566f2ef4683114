package io.recaller.db;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static io.recaller.db.generated.Tables.AGENT_STATE;
import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.AUDIT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static io.recaller.db.generated.Tables.FLOW_VERSION;
import static io.recaller.db.generated.Tables.KNOWN_FIELD;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.uuid.Generators;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.api.MigrationVersion;
import org.jooq.Condition;
import org.jooq.JSONB;
import org.jooq.Table;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema itself promises, whoever writes to it. */
class MigrationTest {
    private static final Instant OCTOBER = Instant.parse("2026-10-31T23:59:59Z");
    private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");
    @AutoClose private static final Database db = TestDatabase.fresh();

    /** Else a database of the version before would be taken for current. */
    @Test
    void theNewestVersionIsThatOfTheNewestFile() throws IOException {
        try (var files = Files.list(Path.of("../sql"))) {
            var versions =
                    files.map(file -> String.valueOf(file.getFileName()))
                            .filter(name -> name.matches("V[0-9_]+__.*\\.sql"))
                            .map(name -> name.substring(1, name.indexOf("__")).replace('_', '.'))
                            .map(MigrationVersion::fromVersion)
                            .sorted()
                            .toList();

            assertThat(versions.getLast()).hasToString(Migration.NEWEST);
            assertThat(versions).hasSize(Migration.VERSIONS);
        }
    }

    @Test
    void whatIsNotOfThisSchemaIsToBeMigrated() {
        var older = TestDatabase.asOf("94");

        assertThat(Migration.isCurrent(TestDatabase.empty())).isFalse();
        assertThat(Database.openCurrent(older)).isEmpty();
        Migration.run(older);
        assertThat(Migration.isCurrent(older)).isTrue();
    }

    @Test
    void whatIsOnlyReadIsNotMigrated() {
        var older = TestDatabase.asOf("91");

        assertThatThrownBy(() -> Database.openToRead(older))
                .hasMessageContaining("the next 'recaller serve' of this one brings it up to date");
        assertThatThrownBy(() -> Database.openToRead(TestDatabase.empty()))
                .hasMessageContaining("the first 'recaller serve' makes its tables");
        assertThat(Database.openCurrent(older)).isEmpty();
        try (var there = Database.openToRead(TestDatabase.freshSettings())) {
            assertThat(there.answersWithin(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void aVersionThatFailedOrIsNewerIsLeftToFlyway() {
        var access = TestDatabase.freshSettings();
        try (var database = Database.connect(access)) {
            assertThat(Migration.isCurrent(access)).isTrue();
            database.runInTransaction(
                    tx -> tx.dsl().execute("update flyway_schema_history set success = false"));
            assertThat(Migration.isCurrent(access)).isFalse();
            database.runInTransaction(tx ->
                    tx.dsl()
                            .execute(
                                    "update flyway_schema_history set success = true, version ="
                                            + " case version when {0} then '900' else"
                                            + " version end",
                                    String.valueOf(Migration.NEWEST)));
            assertThat(Migration.isCurrent(access)).isFalse();
        }
    }

    @Test
    void theSameContactReportedInTwoMonthsIsRefused() {
        enterContact(OCTOBER, "crm", "case-1");

        assertRefused(() -> enterContact(NOVEMBER, "crm", "case-1"));
    }

    @Test
    void anIntakeThatTakesTheKeyFirstSeesThatItCameSecond() {
        enterContact(OCTOBER, "shop", "order-7");

        var taken =
                db.<Integer>inTransaction(tx ->
                        tx.dsl()
                                .insertInto(CONTACT_KEY)
                                .set(CONTACT_KEY.CONTACT_ID, id())
                                .set(CONTACT_KEY.SOURCE, "shop")
                                .set(CONTACT_KEY.EXTERNAL_ID, "order-7")
                                .set(CONTACT_KEY.STARTED_AT, NOVEMBER)
                                .onConflictDoNothing()
                                .execute());

        assertThat(taken).isZero();
    }

    @Test
    void oneKeyIsOneContact() {
        var contact = enterContact(OCTOBER, "chat", "c-1");

        assertRefused(() -> enterContact(contact, NOVEMBER, "chat", "c-1"));
    }

    @Test
    void aMonthThatTwoMakeAtOnceIsMadeOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var second =
                    db.<Future<Integer>>inTransaction(tx -> {
                        assertThat(made(tx)).isEqualTo(1);
                        var other =
                                threads.submit(
                                        () -> db.<Integer>inTransaction(MigrationTest::made));
                        await().until(MigrationTest::somebodyWaits);
                        return other;
                    });

            assertThat(second.get()).isZero();
        }
    }

    private static int made(Tx tx) {
        return tx.dsl()
                .fetchSingle("select ensure_contact_partitions('2015-03-08Z', '2015-03-08Z')")
                .get(0, Integer.class);
    }

    private static boolean somebodyWaits() {
        return db.<Boolean>inTransaction(tx ->
                tx.dsl()
                        .fetchSingle(
                                "select count(*) > 0 from pg_stat_activity where wait_event ="
                                        + " 'advisory' and datname = current_database()")
                        .get(0, Boolean.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-12-31T23:59:59Z", "2026-11-15T12:00:00Z", "2099-01-01T00:00:00Z"})
    void aContactOfAnyTimeHasAPartition(Instant startedAt) {
        var contact = enterContact(startedAt, "history", startedAt.toString());

        assertThat(partitionOf(contact)).startsWith("contact_");
    }

    @Test
    void aMonthMadeLateTakesItsContactsOver() {
        var last = enterContact(Instant.parse("2031-03-31T23:59:59Z"), "late", "last");
        var first = enterContact(Instant.parse("2031-04-01T00:00:00Z"), "late", "first");

        ensurePartitions("2031-03-10T00:00:00Z", "2031-03-10T00:00:00Z");
        ensurePartitions("2031-03-10T00:00:00Z", "2031-03-10T00:00:00Z");

        assertThat(partitionOf(last)).isEqualTo("contact_2031_03");
        assertThat(partitionOf(first)).isEqualTo("contact_default");
        assertRefused(() -> enterContact(OCTOBER, "late", "last"));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-02-28T23:59:59Z, contact_2025_02",
        "2010-01-01T00:00:01Z, contact_2010_01",
        "2009-12-31T23:59:59Z, contact_before_2010",
        "1970-01-01T00:00:00Z, contact_before_2010"
    })
    void aContactOfThePastThatIsReportedHasItsMonth(Instant startedAt, String partition) {
        db.months().ensure(startedAt, NOVEMBER);
        db.months().ensure(startedAt, NOVEMBER);

        var contact = enterContact(startedAt, "reported", startedAt.toString());

        assertThat(partitionOf(contact)).isEqualTo(partition);
    }

    @Test
    void aMonthThatAnotherServerHasDroppedIsNamedNoMore() {
        var startedAt = Instant.parse("2019-03-15T12:00:00Z");
        db.months().ensure(startedAt, NOVEMBER);
        assertThat(db.months().partitionOf(startedAt)).contains("contact_2019_03");

        db.runInTransaction(tx ->
                tx.dsl()
                        .select(
                                DSL.function(
                                        "drop_contact_month",
                                        SQLDataType.BOOLEAN,
                                        DSL.val(startedAt)))
                        .fetch());

        assertThat(db.months().partitionOf(startedAt)).isEmpty();
    }

    @Test
    void aMonthThatCannotBeHadNowKeepsNobodyWaitingAndIsMadeLater() {
        var startedAt = Instant.parse("2021-07-15T12:00:00Z");
        var contact =
                db.inTransaction(tx -> {
                    var id = enterContact(startedAt, "busy", "1");
                    tx.dsl().execute("lock table contact_default in access share mode");
                    db.months().ensure(startedAt, NOVEMBER);
                    return id;
                });
        assertThat(partitionOf(contact)).isEqualTo("contact_default");

        db.months().ensureComing();

        assertThat(partitionOf(contact)).isEqualTo("contact_2021_07");
    }

    @Test
    void aContactGoesWithItsKeyAndTheFieldItGaveStays() {
        var customer = enterCustomer();
        var contact = enterContact(OCTOBER, "chat", "c-2");
        enterField(customer, contact);

        db.runInTransaction(tx ->
                tx.dsl()
                        .deleteFrom(CONTACT_KEY)
                        .where(CONTACT_KEY.CONTACT_ID.eq(contact))
                        .execute());

        assertThat(count(CONTACT.ID.eq(contact), CONTACT)).isZero();
        assertThat(count(KNOWN_FIELD.CUSTOMER_ID.eq(customer), KNOWN_FIELD)).isOne();
    }

    @Test
    void aKnownFieldIsNeverChangedOnlyDeleted() {
        var customer = enterCustomer();
        enterField(customer, null);

        assertRefused(() ->
                db.runInTransaction(
                        tx -> tx.dsl().update(KNOWN_FIELD).set(KNOWN_FIELD.VALUE, "2").execute()));

        db.runInTransaction(tx ->
                tx.dsl()
                        .deleteFrom(KNOWN_FIELD)
                        .where(KNOWN_FIELD.CUSTOMER_ID.eq(customer))
                        .execute());
        assertThat(count(KNOWN_FIELD.CUSTOMER_ID.eq(customer), KNOWN_FIELD)).isZero();
    }

    @Test
    void theAuditOnlyGrows() {
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(AUDIT)
                        .set(AUDIT.ID, id())
                        .set(AUDIT.OCCURRED_AT, OCTOBER)
                        .set(AUDIT.ACTOR_KIND, "agent")
                        .set(AUDIT.ACTOR, "aigerim")
                        .set(AUDIT.ACTION, "timeline.read")
                        .execute());

        assertRefused(() ->
                db.runInTransaction(tx -> tx.dsl().update(AUDIT).set(AUDIT.ACTOR, "x").execute()));
        assertRefused(() -> db.runInTransaction(tx -> tx.dsl().deleteFrom(AUDIT).execute()));
        assertRefused(() -> db.runInTransaction(tx -> tx.dsl().truncate(AUDIT).execute()));
    }

    @Test
    void aStaleDialogueWritesNothing() {
        var contact = enterContact(OCTOBER, "phone", "call-1");
        enterDialogue(contact);

        assertThat(moveDialogue(contact, 0, "pay")).isOne();
        assertThat(moveDialogue(contact, 0, "stale")).isZero();
        assertThat(moveDialogue(contact, 1, "paid")).isOne();
    }

    @Test
    void everyStateOfAnAgentIsLoggedAndARenewedLeaseIsNot() {
        var agent = enterAgent("dana");

        changeState(agent, "ready", OCTOBER);
        renewLease(agent, NOVEMBER);
        changeState(agent, "not_ready", NOVEMBER);

        assertThat(states(agent)).containsExactly("logged_out", "ready", "not_ready");
        assertRefused(() -> db.runInTransaction(tx -> tx.dsl().deleteFrom(AGENT_STATE).execute()));
    }

    @Test
    void aContactIsOfferedToOneAgentAtATime() {
        var first = enterAgent("first");
        var second = enterAgent("second");
        var contact = enterWaiting("queue-1");
        var other = enterWaiting("queue-2");
        offer(contact, first);

        assertRefused(() -> offer(contact, second));
        offer(other, first);
        closeOffers(contact);
        offer(contact, second);

        assertThat(count(ASSIGNMENT.OUTCOME.isNull(), ASSIGNMENT)).isEqualTo(2);
    }

    private static UUID id() {
        return Generators.timeBasedEpochGenerator().generate();
    }

    private static void assertRefused(ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOf(IntegrityConstraintViolationException.class);
    }

    private static UUID enterContact(Instant startedAt, String source, String externalId) {
        return enterContact(id(), startedAt, source, externalId);
    }

    private static UUID enterContact(
            UUID contact, Instant startedAt, String source, String externalId) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(CONTACT)
                        .set(CONTACT.ID, contact)
                        .set(CONTACT.STARTED_AT, startedAt)
                        .set(CONTACT.SOURCE, source)
                        .set(CONTACT.EXTERNAL_ID, externalId)
                        .set(CONTACT.NATURE, "interaction")
                        .set(CONTACT.CHANNEL, "phone")
                        .set(CONTACT.DIRECTION, "inbound")
                        .execute());
        return contact;
    }

    private static UUID enterCustomer() {
        var customer = id();
        db.runInTransaction(
                tx -> tx.dsl().insertInto(CUSTOMER).set(CUSTOMER.ID, customer).execute());
        return customer;
    }

    private static void enterField(UUID customer, @Nullable UUID contact) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(KNOWN_FIELD)
                        .set(KNOWN_FIELD.ID, id())
                        .set(KNOWN_FIELD.CUSTOMER_ID, customer)
                        .set(KNOWN_FIELD.KEY, "account")
                        .set(KNOWN_FIELD.VALUE, "1")
                        .set(KNOWN_FIELD.SOURCE, "chat")
                        .set(KNOWN_FIELD.CONTACT_ID, contact)
                        .set(KNOWN_FIELD.GIVEN_AT, OCTOBER)
                        .execute());
    }

    private static void enterDialogue(UUID contact) {
        var sha = "0".repeat(64);
        db.runInTransaction(tx -> {
            tx.dsl()
                    .insertInto(FLOW_VERSION)
                    .set(FLOW_VERSION.SHA256, sha)
                    .set(FLOW_VERSION.FLOW, "telecom")
                    .set(FLOW_VERSION.YAML, "flow: telecom")
                    .execute();
            tx.dsl()
                    .insertInto(DIALOGUE)
                    .set(DIALOGUE.CONTACT_ID, contact)
                    .set(DIALOGUE.FLOW_SHA, sha)
                    .set(DIALOGUE.NODE, "main")
                    .set(DIALOGUE.LANGUAGE, "en")
                    .set(DIALOGUE.UPDATED_AT, OCTOBER)
                    .execute();
        });
    }

    private static int moveDialogue(UUID contact, long version, String node) {
        return db.<Integer>inTransaction(tx ->
                tx.dsl()
                        .update(DIALOGUE)
                        .set(DIALOGUE.NODE, node)
                        .set(DIALOGUE.VERSION, DIALOGUE.VERSION.plus(1))
                        .where(DIALOGUE.CONTACT_ID.eq(contact))
                        .and(DIALOGUE.VERSION.eq(version))
                        .execute());
    }

    private static UUID enterAgent(String login) {
        var agent = id();
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(AGENT)
                        .set(AGENT.ID, agent)
                        .set(AGENT.LOGIN, login)
                        .set(AGENT.NAME, login)
                        .execute());
        return agent;
    }

    private static void changeState(UUID agent, String state, Instant at) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(AGENT_PRESENCE)
                        .set(AGENT_PRESENCE.STATE, state)
                        .set(AGENT_PRESENCE.ENTERED_AT, at)
                        .set(AGENT_PRESENCE.VERSION, AGENT_PRESENCE.VERSION.plus(1))
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent))
                        .execute());
    }

    private static void renewLease(UUID agent, Instant until) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(AGENT_PRESENCE)
                        .set(AGENT_PRESENCE.LEASE_UNTIL, until)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent))
                        .execute());
    }

    private static List<String> states(UUID agent) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(AGENT_STATE.STATE)
                        .from(AGENT_STATE)
                        .where(AGENT_STATE.AGENT_ID.eq(agent))
                        .orderBy(AGENT_STATE.ID)
                        .fetch(AGENT_STATE.STATE));
    }

    private static UUID enterWaiting(String externalId) {
        var contact = enterContact(OCTOBER, "phone", externalId);
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(WAITING_CONTACT)
                        .set(WAITING_CONTACT.ID, id())
                        .set(WAITING_CONTACT.CONTACT_ID, contact)
                        .set(WAITING_CONTACT.REQUIREMENT, JSONB.valueOf("{}"))
                        .set(WAITING_CONTACT.ENTERED_AT, OCTOBER)
                        .execute());
        return contact;
    }

    private static void offer(UUID contact, UUID agent) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .insertInto(ASSIGNMENT)
                        .set(ASSIGNMENT.ID, id())
                        .set(ASSIGNMENT.CONTACT_ID, contact)
                        .set(ASSIGNMENT.AGENT_ID, agent)
                        .set(ASSIGNMENT.CHANNEL, "phone")
                        .set(ASSIGNMENT.HELD_BY, "server-1")
                        .set(ASSIGNMENT.OFFERED_AT, OCTOBER)
                        .set(ASSIGNMENT.LEASE_UNTIL, NOVEMBER)
                        .execute());
    }

    private static void closeOffers(UUID contact) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(ASSIGNMENT)
                        .set(ASSIGNMENT.STATE, "closed")
                        .set(ASSIGNMENT.OUTCOME, "no_answer")
                        .set(ASSIGNMENT.CLOSED_AT, NOVEMBER)
                        .where(ASSIGNMENT.CONTACT_ID.eq(contact))
                        .execute());
    }

    private static void ensurePartitions(String from, String to) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .fetch(
                                "select ensure_contact_partitions(?::timestamptz,"
                                        + " ?::timestamptz)",
                                from,
                                to));
    }

    private static @Nullable String partitionOf(UUID contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(DSL.field("tableoid::regclass::text", String.class))
                        .from(CONTACT)
                        .where(CONTACT.ID.eq(contact))
                        .fetchSingle()
                        .value1());
    }

    private static int count(Condition condition, Table<?> table) {
        return db.<Integer>inTransaction(tx -> tx.dsl().fetchCount(table, condition));
    }
}
