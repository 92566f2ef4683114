package io.recaller.routing;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.AUDIT;
import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.HANDLE;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.customer.AuditTrail;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.Signals;
import io.recaller.db.TestDatabase;
import io.recaller.routing.board.AgentNow;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.BoardJson;
import io.recaller.routing.board.LiveBoard;
import io.recaller.routing.board.Outlook;
import io.recaller.routing.board.Priorities;
import io.recaller.routing.board.Waiter;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;
import io.recaller.routing.step.RoutingStep;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import io.recaller.skill.SkillTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits and who is there, as people see it, and whose turn it is when somebody says so. */
class LiveBoardTest {
    private static final DatabaseSettings settings = TestDatabase.freshSettings();
    @AutoClose private static final Database db = Database.open(settings);
    private static final AuditTrail.Actor CRM = new AuditTrail.Actor(AuditTrail.Kind.API, "crm");

    private final ManualClock clock = new ManualClock();
    private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");
    private final LiveBoard live = new LiveBoard(db, clock, RoutingRules.usual());
    private final Priorities priorities =
            new Priorities(db, clock, new AuditTrail(UUID::randomUUID));

    @BeforeEach
    void empty() {
        world.close();
    }

    @Test
    void whoWaitsIsListedInTurnWithWhatTheyNeedAndWhoCouldTakeThem() {
        var anna = world.readyAgent("anna", "billing=3,language:kk=2");
        world.agents.pause(anna, new NotReadyReason("lunch"));
        world.agent("boris", "billing=5");
        var first = world.waitingContact("billing=3", 0);
        passes(5);
        var urgent = world.waitingContact("language:fr=1", 7);
        passes(60);

        var board = live.look();

        assertThat(board.queues()).containsExactly("main");
        assertThat(board.waiting()).extracting(Waiter::contact).containsExactly(urgent, first);
        assertThat(board.waiting()).extracting(Waiter::place).containsExactly(1, 2);
        var waiter = board.waiting().get(1);
        assertThat(waiter.since()).isEqualTo(clock.instant().minusSeconds(65));
        assertThat(waiter.outlook().able()).extracting(AgentNow::login).containsExactly("anna");
        assertThat(waiter.outlook().able().getFirst().reason())
                .contains(new NotReadyReason("lunch"));
        assertThat(board.waiting().getFirst().outlook().able()).isEmpty();
        assertThat(board.agents())
                .extracting(AgentNow::login, AgentNow::state)
                .contains(tuple("anna", "not_ready"), tuple("boris", "logged_out"));
    }

    @Test
    void whoIsDisabledIsNeitherFreeNorAbleWhateverThePresenceSays() {
        var anna = world.readyAgent("anna", "billing=3");
        world.waitingContact("billing=3", 0);
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(AGENT)
                        .set(AGENT.DISABLED_AT, clock.instant())
                        .where(AGENT.ID.eq(anna.value()))
                        .execute());

        var board = live.look();

        assertThat(board.free()).isZero();
        assertThat(board.signedIn()).isZero();
        assertThat(board.waiting().getFirst().outlook().able()).isEmpty();
    }

    @Test
    void aRingATalkAndAWrapUpAreShownWithTheContactTheyAreFor() {
        world.readyAgent("clara", "tv=2");
        var contact = world.waitingContact("tv=1", 5);

        router.turn();
        passes(3);
        var ringing = live.look();
        came(RingOutcome.BRIDGED);
        passes(30);
        var talking = live.look();
        came(RingOutcome.ENDED);
        passes(2);
        var wrapping = live.look();

        assertThat(ringing.waiting().getFirst().ringing()).isTrue();
        assertThat(agent(ringing, "clara").state()).isEqualTo("ringing");
        assertThat(talking.waiting()).isEmpty();
        assertThat(agent(talking, "clara").state()).isEqualTo("talking");
        assertThat(agent(talking, "clara").held().getFirst().contact()).isEqualTo(contact);
        assertThat(agent(wrapping, "clara").state()).isEqualTo("wrap_up");
        assertThat(agent(wrapping, "clara").inStateSince())
                .isEqualTo(clock.instant().minusSeconds(2));
    }

    @Test
    void queuesOfTheSettingsAreShownWhileNobodyWaitsInThem() {
        var board = board(Map.of(new QueueName("sales"), QueueRule.AS_ASKED));

        assertThat(board.queues()).containsExactly("main", "sales");
    }

    @Test
    void whoCouldTakeAContactIsToldByItsStepAndWhoComesWithTheNextOne() {
        world.readyAgent("anna", "billing=5");
        world.readyAgent("boris", "billing=2");
        world.readyAgent("clara", "tv=4");
        world.waitingContact("billing=4", 5);
        passes(10);
        var steps =
                QueueRule.endingWithAnyone(
                        List.of(
                                new RoutingStep.AsAsked(Duration.ofSeconds(30)),
                                new RoutingStep.Skilled(
                                        new SkillTemplate(Map.of("billing", 1), Map.of()),
                                        Duration.ofSeconds(20))));

        var waiter = board(Map.of(QueueName.MAIN, steps)).waiting().getFirst();

        assertThat(waiter.outlook().step().number()).isEqualTo(1);
        assertThat(waiter.outlook().able())
                .filteredOn(AgentNow::isFree)
                .extracting(AgentNow::login)
                .containsExactly("anna");
        var next = waiter.outlook().next().orElseThrow();
        assertThat(next.at()).isEqualTo(clock.instant().plusSeconds(20));
        assertThat(next.more()).extracting(AgentNow::login).containsExactly("boris");
    }

    @Test
    void whichSkillBlocksIsToldByHowManyHaveEachOfThem() {
        world.readyAgent("anna", "billing=5");
        world.readyAgent("boris", "billing=2");
        world.waitingContact("billing=4,language:kk=1", 5);

        var outlook = live.look().waiting().getFirst().outlook();

        assertThat(outlook.able()).isEmpty();
        assertThat(outlook.having())
                .containsExactly(
                        entry(new Skill("billing"), new Outlook.Having(new Proficiency(4), 1)),
                        entry(new Skill("language:kk"), new Outlook.Having(new Proficiency(1), 0)));
        assertThat(outlook.next()).isEmpty();
    }

    private Board board(Map<QueueName, QueueRule> queues) {
        return new LiveBoard(db, clock, new RoutingRules(Capacity.usual(), queues)).look();
    }

    @Test
    void whoHungUpToBeCalledBackIsShownApart() {
        var kept = world.waitingContact("", 0);
        passes(5);
        world.waitingContact("", 0);
        world.asks(kept, "+77010000043", clock.instant());

        var board = live.look();

        assertThat(board.waiting()).extracting(Waiter::callback).containsExactly(true, false);
        var json = BoardJson.queue(board, "main", 10);
        assertThat(json.path("callbacks").asInt()).isEqualTo(1);
        assertThat(json.path("contacts").path(0).path("callback").asBoolean()).isTrue();
    }

    @Test
    void numbersAreMaskedAndThoseWithheldAreNotMadeUp() {
        var known = world.waitingContact("", 5);
        var hidden = world.waitingContact("", 4);
        callsFrom(known, "+4930123456789");

        var board = live.look();

        assertThat(board.waiting().getFirst().number()).contains("+493•••••89");
        assertThat(board.waiting().get(1).contact()).isEqualTo(hidden);
        assertThat(board.waiting().get(1).number()).isEmpty();
        assertThat(BoardJson.queue(board, "main", 10).toString()).doesNotContain("123456");
    }

    @Test
    void aNewPriorityCountsForWhoWaitsAlreadyAndWakesTheRouters() throws Exception {
        var earlier = world.waitingContact("", 5);
        var later = world.waitingContact("", 5);
        var woken = new Semaphore(0);

        Priorities.Answer answer;
        try (var signals = new Signals(settings)) {
            signals.tell(Signals.Subject.QUEUE, _ -> woken.release());
            signals.start();
            assertThat(woken.tryAcquire(20, TimeUnit.SECONDS)).as("on connecting").isTrue();
            answer = priorities.set(CRM, later, 9);
            assertThat(woken.tryAcquire(5, TimeUnit.SECONDS)).as("the priority").isTrue();
        }
        world.readyAgent("dana", "");
        router.turn();

        assertThat(answer).isEqualTo(new Priorities.Answer.Set(5, 9, 0, clock.instant()));
        assertThat(world.lastRing().contact()).isEqualTo(later);
        assertThat(world.placeOf(earlier)).isEqualTo("waiting");
        assertThat(trail(later)).hasSize(1);
        assertThat(trail(later).getFirst()).contains("api crm", "\"from\":\"5\"", "\"to\":\"9\"");
    }

    @Test
    void whoDoesNotWaitKeepsWhatItWasAndIsToldSo() {
        var gone = world.waitingContact("", 5);
        world.hangsUp(gone);
        var given = world.waitingContact("", 5);
        db.runInTransaction(
                tx -> world.queue.leave(tx, given, Ended.Result.RING_GROUP, clock.instant()));

        assertThat(priorities.set(CRM, gone, 9))
                .isEqualTo(new Priorities.Answer.Over(WaitOutcome.ABANDONED, clock.instant()));
        assertThat(priorities.set(CRM, given, 9))
                .isEqualTo(new Priorities.Answer.Over(WaitOutcome.RING_GROUP, clock.instant()));
        assertThat(priorities.set(CRM, new ContactId(UUID.randomUUID()), 9))
                .isEqualTo(new Priorities.Answer.NeverWaited());
        assertThat(trail(gone)).isEmpty();
    }

    @Test
    void aWaitThatGoesOnAfterATalkThatDidNotComeAboutSaysSo() {
        world.readyAgent("emil", "");
        var contact = world.waitingContact("", 5);
        router.turn();
        came(RingOutcome.BRIDGED);
        passes(1);
        came(RingOutcome.FAILED);

        assertThat(outcomes(contact)).containsExactly("requeued", "null");
        world.hangsUp(contact);
        assertThat(outcomes(contact)).containsExactly("requeued", "abandoned");
    }

    @Test
    void whoLeftBeforeItWasNoticedLeftThenAndNeverBeforeTheyCame() {
        var contact = world.waitingContact("", 5);
        var joined = clock.instant();
        passes(600);

        db.runInTransaction(tx ->
                world.queue.leave(
                        tx, contact, Ended.Result.ABANDONED, joined.minus(Duration.ofHours(1))));

        assertThat(
                        db.<Instant>inTransaction(tx ->
                                tx.dsl()
                                        .select(WAITING_CONTACT.LEFT_AT)
                                        .from(WAITING_CONTACT)
                                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                                        .fetchSingle(row -> row.value1())))
                .isEqualTo(joined);
    }

    private void came(RingOutcome outcome) {
        world.inbox.ring(world.lastRing().assignment(), outcome);
        router.turn();
    }

    private void passes(int seconds) {
        clock.passes(Duration.ofSeconds(seconds));
    }

    private static AgentNow agent(Board board, String login) {
        return board.agents().stream()
                .filter(each -> each.login().equals(login))
                .findFirst()
                .orElseThrow();
    }

    private void callsFrom(ContactId contact, String number) {
        db.runInTransaction(tx -> {
            var handle = UUID.randomUUID();
            tx.dsl()
                    .insertInto(HANDLE)
                    .set(HANDLE.ID, handle)
                    .set(HANDLE.KIND, "tel")
                    .set(HANDLE.VALUE, number)
                    .execute();
            tx.dsl()
                    .insertInto(CONTACT)
                    .set(CONTACT.ID, contact.value())
                    .set(CONTACT.SOURCE, "test")
                    .set(CONTACT.EXTERNAL_ID, contact.toString())
                    .set(CONTACT.STARTED_AT, clock.instant())
                    .set(CONTACT.NATURE, "interaction")
                    .set(CONTACT.CHANNEL, "phone")
                    .set(CONTACT.DIRECTION, "inbound")
                    .set(CONTACT.HANDLE_ID, handle)
                    .execute();
        });
    }

    private static List<String> outcomes(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(WAITING_CONTACT.OUTCOME)
                        .from(WAITING_CONTACT)
                        .where(WAITING_CONTACT.CONTACT_ID.eq(contact.value()))
                        .orderBy(WAITING_CONTACT.LEFT_AT.asc().nullsLast())
                        .fetch(row -> "" + row.value1()));
    }

    private static List<String> trail(ContactId contact) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(AUDIT.ACTOR_KIND, AUDIT.ACTOR, AUDIT.DETAIL)
                        .from(AUDIT)
                        .where(AUDIT.CONTACT_ID.eq(contact.value()))
                        .fetch(row -> row.value1() + " " + row.value2() + " " + row.value3()));
    }
}
