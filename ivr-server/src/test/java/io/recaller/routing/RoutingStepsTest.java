package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASSIGNMENT;
import static io.recaller.db.generated.Tables.CONTACT_KEY;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.queue.WaitingContacts;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import io.recaller.skill.SkillTemplate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.JSONB;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a contact is offered to while it waits, over real rows. */
class RoutingStepsTest {
    private static final QueueName SUPPORT = new QueueName("support");

    private static final RoutingRules RULES =
            new RoutingRules(
                    Capacity.usual(),
                    Map.of(
                            SUPPORT,
                            QueueRule.endingWithAnyone(
                                    List.of(
                                            new RoutingStep.Preferred(
                                                    Preference.LAST, Duration.ofSeconds(20)),
                                            new RoutingStep.AsAsked(Duration.ofSeconds(30))))));

    private final Database db = TestDatabase.fresh();
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private final InstantSource clock = () -> now;
    private final RoutingWorld world = new RoutingWorld(db, clock, settings());
    private Router router;

    @BeforeEach
    void start() {
        router = world.router("server-1");
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void thePreferredAgentIsWaitedForAndThenGivenUp() {
        var last = world.agent("last", "");
        world.agents.signIn(last, "desk-last");
        var expert = world.readyAgent("expert", "internet=5");
        var contact = waiting(Map.of("internet", 4), Map.of(Preference.LAST, last));

        router.turn();
        assertThat(world.rings).isEmpty();
        passes(20);
        router.turn();

        assertThat(world.doing(expert)).isEqualTo("ringing " + contact);
        assertThat(reasons(contact)).contains("step 2 of 3", "internet 5 ≥ 4");
    }

    @Test
    void thePreferredAgentWhoComesBackInTimeGetsIt() {
        var last = world.agent("last", "");
        world.agents.signIn(last, "desk-last");
        world.readyAgent("expert", "internet=5");
        var contact = waiting(Map.of("internet", 4), Map.of(Preference.LAST, last));
        router.turn();

        passes(10);
        world.agents.ready(last);
        router.turn();

        assertThat(world.doing(last)).isEqualTo("ringing " + contact);
        assertThat(reasons(contact)).contains("step 1 of 3", "served this customer last");
    }

    @Test
    void whoeverIsReadyServesWhenNobodyWhoIsSignedInEverCould() {
        var learner = world.readyAgent("learner", "internet=1");
        var contact = waiting(Map.of("internet", 4), Map.of());

        router.turn();

        assertThat(world.doing(learner)).isEqualTo("ringing " + contact);
        assertThat(reasons(contact)).contains("step 3 of 3", "any agent will do");
    }

    @Test
    void aBetterAgentWhoIsTalkingIsWaitedForAsLongAsTheStepLasts() {
        world.readyAgent("expert", "internet=5");
        waiting(Map.of("internet", 4), Map.of());
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        var learner = world.readyAgent("learner", "internet=1");
        var second = waiting(Map.of("internet", 4), Map.of());

        router.turn();
        assertThat(world.doing(learner)).isEqualTo("ready");
        passes(29);
        router.turn();
        assertThat(world.doing(learner)).isEqualTo("ready");
        passes(1);
        router.turn();

        assertThat(world.doing(learner)).isEqualTo("ringing " + second);
    }

    @Test
    void whoDoesNotAnswerIsNotWaitedForAnyMore() {
        var expert = world.readyAgent("expert", "internet=5");
        var learner = world.readyAgent("learner", "internet=1");
        var contact = waiting(Map.of("internet", 4), Map.of());
        router.turn();
        assertThat(world.doing(expert)).isEqualTo("ringing " + contact);

        world.inbox.ring(world.lastRing().assignment(), RingOutcome.NO_ANSWER);
        router.turn();

        assertThat(world.doing(learner)).isEqualTo("ringing " + contact);
        assertThat(entryOf(contact)).as("keeps its age").isEqualTo(clock.instant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Billing!\": 7}", "{\"billing\": null}", "{\"billing\": [1]}"})
    void whatCannotBeReadOfARowKeepsNobodyFromBeingServed(String requirement) {
        var agent = world.readyAgent("anna", "");
        var broken = world.waitingContact("", 9);
        var leaves = world.waitingContact("", 8);
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(WAITING_CONTACT)
                        .set(WAITING_CONTACT.REQUIREMENT, JSONB.valueOf(requirement))
                        .execute());

        router.turn();

        assertThat(world.doing(agent)).isEqualTo("ringing " + broken);
        assertThat(world.hangsUp(leaves)).isTrue();
    }

    @Test
    void whoAsksForTheQueueReadsWhoIsInItAndNotItsHistory() {
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                "with key as (insert into contact_key (contact_id, source,"
                                        + " external_id, started_at) select gen_random_uuid(), 'old',"
                                        + " i, now() from generate_series(1, 5000) i returning"
                                        + " contact_id) insert into waiting_contact (id, contact_id,"
                                        + " requirement, entered_at, turn_at, left_at, state, outcome)"
                                        + " select gen_random_uuid(), contact_id, '{}', now(), now(),"
                                        + " now(), 'left', 'abandoned' from key"));
        db.runAtOnce(tx -> tx.dsl().execute("analyze waiting_contact"));
        world.waitingContact("", 5);

        var read =
                db.inTransaction(tx -> {
                    assertThat(new WaitingContacts().all(tx)).hasSize(1);
                    assertThat(new WaitingContacts().length(tx).waiting()).isEqualTo(1);
                    assertThat(new WaitingContacts().lengths(tx)).containsOnlyKeys("main");
                    return tx.dsl()
                            .fetchSingle(
                                    "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
                                            + " from pg_stat_xact_user_tables where relname ="
                                            + " 'waiting_contact'")
                            .get(0, Long.class);
                });

        assertThat(read).isLessThan(100);
    }

    @Test
    void anOfferThatTheDatabaseRefusesHoldsUpNobodyElse() {
        var agent = world.readyAgent("anna", "");
        var refused = world.waitingContact("", 9);
        db.runInTransaction(tx ->
                tx.dsl()
                        .execute(
                                "alter table assignment add constraint never check (contact_id <> '"
                                        + refused
                                        + "')"));
        var contact = world.waitingContact("", 0);

        router.turn();
        router.turn();

        assertThat(world.doing(agent)).isEqualTo("ringing " + contact);
    }

    private ContactId waiting(Map<String, Integer> asked, Map<Preference, AgentId> preferred) {
        var contact = new ContactId(UUID.randomUUID());
        var requirement = Requirement.of(new SkillTemplate(asked, Map.of()).in("en").minimums());
        db.runInTransaction(tx -> {
            tx.dsl()
                    .insertInto(CONTACT_KEY)
                    .set(CONTACT_KEY.CONTACT_ID, contact.value())
                    .set(CONTACT_KEY.SOURCE, "test")
                    .set(CONTACT_KEY.EXTERNAL_ID, contact.toString())
                    .set(CONTACT_KEY.STARTED_AT, now)
                    .execute();
            world.queue.enter(
                    tx,
                    contact,
                    Channel.PHONE,
                    new Wish(SUPPORT, requirement, "en", preferred),
                    5,
                    new Address.Call("", "", "PJSIP/trunk-" + contact),
                    now);
        });
        return contact;
    }

    private List<String> reasons(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(ASSIGNMENT.REASONS)
                        .from(ASSIGNMENT)
                        .where(ASSIGNMENT.CONTACT_ID.eq(contact.value()))
                        .fetch(row -> List.of(row.value1()))
                        .getLast());
    }

    private Instant entryOf(ContactId contact) {
        return db.inTransaction(tx -> world.queue.place(tx, contact).orElseThrow().since());
    }

    private void passes(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private static RoutingSettings settings() {
        return new RoutingSettings(
                Duration.ofSeconds(20),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofSeconds(60),
                Duration.ofNanos(1),
                RULES,
                Duration.ofMinutes(10));
    }
}
