package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.hours.DayNames;
import io.recaller.hours.Hours;
import io.recaller.hours.OpeningHours;
import io.recaller.hours.Spans;
import io.recaller.hours.SpecialDays;
import io.recaller.hours.Week;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.plan.SomePlans;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.ring.RingOutcome;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What settings say of one queue counts for its contacts, and for no others. */
class QueuePlansTest {
    private static final QueueName SALES = new QueueName("sales");
    private static final QueueName NIGHT = new QueueName("night");
    @AutoClose private static final Database DB = TestDatabase.fresh();

    private Instant now = Instant.parse("2026-11-26T17:59:00Z");
    private final RoutingWorld world = new RoutingWorld(DB, () -> now, settings());
    private final Router router = world.router("server-1");

    @BeforeEach
    void empty() {
        world.close();
    }

    @Test
    void aPhoneRingsAsLongAsTheQueueSaysAndItsOfferIsLeftAloneForSoLong() {
        world.readyAgent("anna", "");
        waitsIn(SALES);
        router.turn();
        assertThat(world.lastRing().ringFor()).isEqualTo(Duration.ofSeconds(40));

        now = now.plusSeconds(45);
        router.turn();
        assertThat(world.doing(agentOf("anna"))).startsWith("ringing");
        now = now.plusSeconds(6);
        router.turn();

        assertThat(world.outcomesOf(world.lastRing().contact())).contains("expired");
    }

    @Test
    void anotherQueuesPhonesRingAsAllDo() {
        world.readyAgent("ben", "");
        waitsIn(QueueName.MAIN);

        router.turn();

        assertThat(world.lastRing().ringFor()).isEqualTo(RoutingWorld.SETTINGS.ringFor());
    }

    @Test
    void theWorkAfterACallLastsAsLongAsItsQueueSaysAndIsProlongedByThat() {
        var cleo = world.readyAgent("cleo", "");
        waitsIn(SALES);
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.ENDED);
        router.turn();
        var wrapUp = (Assignment.WrapUp) world.held(cleo).getFirst();
        assertThat(wrapUp.until()).isEqualTo(now.plusSeconds(90));

        world.agents.prolong(cleo, wrapUp.id());

        var longer = (Assignment.WrapUp) world.held(cleo).getFirst();
        assertThat(longer.until()).isEqualTo(now.plusSeconds(180));
    }

    @Test
    void nobodyIsRungForAQueueThatIsClosedUntilItOpens() {
        world.hours = daily("09:00-18:00");
        world.readyAgent("dan", "");
        now = Instant.parse("2026-11-26T18:00:00Z");
        var contact = waitsIn(NIGHT);

        router.turn();
        assertThat(world.rings).isEmpty();
        now = Instant.parse("2026-11-27T09:00:00Z");
        world.agents.ready(agentOf("dan"));
        router.turn();

        assertThat(world.lastRing().contact()).isEqualTo(contact);
    }

    @Test
    void aClosedQueueHoldsUpNoOther() {
        world.hours = daily("closed");
        world.readyAgent("eve", "");
        waitsIn(NIGHT);
        now = now.plusSeconds(1);
        var open = waitsIn(SALES);

        router.turn();

        assertThat(world.lastRing().contact()).isEqualTo(open);
    }

    @Test
    void whoIsMovedToAnotherQueueKeepsAgeAndPriorityAndStandsBeforeWhoJoinedLater() {
        var first = waitsIn(SALES);
        now = now.plusSeconds(60);
        var second = waitsIn(NIGHT);
        now = now.plusSeconds(60);

        var moved =
                DB.inTransaction(
                        tx -> world.queue.move(tx, first, NIGHT, WaitOutcome.OVERFLOWED, now));

        assertThat(moved).isTrue();
        var place = DB.inTransaction(tx -> world.queue.place(tx, first)).orElseThrow();
        assertThat(place.wish().queue()).isEqualTo(NIGHT);
        assertThat(place.ahead()).isZero();
        assertThat(place.since()).isEqualTo(now.minusSeconds(120));
        assertThat(place.inQueueSince()).isEqualTo(now);
        assertThat(DB.inTransaction(tx -> world.queue.place(tx, second)).orElseThrow().ahead())
                .isOne();
        assertThat(world.left(first)).as("it has not given up").isEmpty();
    }

    @Test
    void whoAPhoneRingsForIsNotMoved() {
        world.readyAgent("fay", "");
        var contact = waitsIn(SALES);
        router.turn();

        var moved =
                DB.inTransaction(
                        tx -> world.queue.move(tx, contact, NIGHT, WaitOutcome.OVERFLOWED, now));

        assertThat(moved).isFalse();
        assertThat(world.placeOf(contact)).isEqualTo("offered");
    }

    @Test
    void aTalkThatDoesNotComeAboutLeavesTheWaitInTheSecondQueueAsLongAsItWas() {
        world.readyAgent("gil", "");
        var contact = waitsIn(SALES);
        now = now.plusSeconds(300);
        DB.runInTransaction(
                tx -> world.queue.move(tx, contact, NIGHT, WaitOutcome.OVERFLOWED, now));
        var moved = now;
        world.agents.ready(agentOf("gil"));
        now = now.plusSeconds(10);
        router.turn();
        var ring = world.lastRing().assignment();

        world.inbox.ring(ring, RingOutcome.BRIDGED);
        router.turn();
        world.inbox.ring(ring, RingOutcome.FAILED);
        router.turn();

        var place = DB.inTransaction(tx -> world.queue.place(tx, contact)).orElseThrow();
        assertThat(place.inQueueSince()).isEqualTo(moved);
    }

    private AgentId agentOf(String login) {
        return DB.inTransaction(tx -> world.store.find(tx, login)).orElseThrow().id();
    }

    private ContactId waitsIn(QueueName queue) {
        var contact = world.waitingContact("", 0);
        DB.runInTransaction(tx -> {
            world.queue.leave(tx, contact, now);
            world.queue.enter(
                    tx,
                    contact,
                    Channel.PHONE,
                    Wish.of(Requirement.none()).in(queue),
                    0,
                    new Address.Call("", "", "PJSIP/trunk-" + contact),
                    now);
        });
        return contact;
    }

    private static RoutingSettings settings() {
        var usual = RoutingWorld.SETTINGS;
        var plan = QueuePlan.usual().ringingFor(usual.ringFor()).wrappingUpFor(usual.wrapUp());
        return new RoutingSettings(
                usual.ringFor(),
                usual.offerLease(),
                Duration.ofDays(3),
                usual.wrapUp(),
                usual.poll(),
                usual.rules(),
                usual.longestWrapUp(),
                new QueuePlans(
                        plan,
                        Map.of(
                                SALES,
                                plan.ringingFor(Duration.ofSeconds(40))
                                        .wrappingUpFor(Duration.ofSeconds(90)),
                                NIGHT,
                                SomePlans.overflowing(
                                        "shop",
                                        Map.of(OverflowCause.CLOSED, Overflow.RING_GROUP)))));
    }

    private static OpeningHours daily(String times) {
        var spans = Spans.parse(List.of(times));
        var week =
                DayNames.parse("daily").orElseThrow().stream()
                        .collect(Collectors.toMap(day -> day, _ -> spans));
        var hours = new Hours(ZoneOffset.UTC, new Week(week), SpecialDays.none(), List.of());
        return new OpeningHours(Map.of("shop", hours));
    }
}
