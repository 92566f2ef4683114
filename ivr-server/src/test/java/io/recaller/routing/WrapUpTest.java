package io.recaller.routing;

import static io.recaller.db.generated.Tables.AGENT_PRESENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.agent.ManualClock;
import io.recaller.contact.Channel;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.plan.Capacity;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.ring.Ring;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record1;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The work after a talk: when it ends, and for whom. */
class WrapUpTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    @AutoClose private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");

    @Test
    void wrapUpIsProlongedOnlyByWhoWorksAndOnlySoFar() {
        var anna = world.readyAgent("anna", "");
        var boris = world.agent("boris", "");
        world.waitingContact("", 0);
        router.turn();
        var ring = world.lastRing().assignment();
        assertThat(world.agents.prolong(anna, ring)).as("it rings").isFalse();
        world.inbox.ring(ring, RingOutcome.ENDED);
        router.turn();
        var began = clock.instant();

        assertThat(world.agents.prolong(boris, ring)).isFalse();
        var times = 0;
        while (world.agents.prolong(anna, ring)) {
            times++;
        }

        assertThat(times).isEqualTo(9);
        assertThat(world.held(anna).getFirst())
                .isInstanceOfSatisfying(
                        Assignment.WrapUp.class,
                        wrapUp ->
                                assertThat(wrapUp.until())
                                        .isEqualTo(began.plus(Duration.ofMinutes(10))));
    }

    @Test
    void wrapUpEndsByItselfForADeskThatIsThere() {
        var anna = world.readyAgent("anna", "");
        world.waitingContact("", 0);
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.ENDED);
        router.turn();

        clock.passes(RoutingWorld.SETTINGS.wrapUp());
        world.agents.heartbeat(anna);
        router.turn();

        assertThat(world.doing(anna)).isEqualTo("ready");
        assertThat(heldBy(anna)).isEqualTo("server-1");
    }

    @Test
    void anAgentWithRoomForTwoHasTwoWrapUpsAndEachEndsForItself() {
        var usual = RoutingWorld.SETTINGS;
        var roomy =
                new RoutingSettings(
                        usual.ringFor(),
                        usual.offerLease(),
                        usual.deskLease(),
                        usual.wrapUp(),
                        usual.poll(),
                        RoutingRules.of(new Capacity(Map.of(Channel.PHONE, 2))),
                        usual.longestWrapUp());
        var two = new RoutingWorld(db, clock, roomy);
        var both = two.router("server-1");
        var anna = two.readyAgent("anna", "");
        var contacts =
                List.of(
                        two.waitingContact("", 2),
                        two.waitingContact("", 1),
                        two.waitingContact("", 0));
        both.turn();
        two.rings.forEach(ring -> two.inbox.ring(ring.assignment(), RingOutcome.ENDED));
        both.turn();
        assertThat(two.rings)
                .extracting(Ring::contact)
                .as("the third waits for room")
                .containsExactlyElementsOf(contacts.subList(0, 2));

        var done = two.rings.getFirst().assignment();
        var written =
                two.agents.complete(
                        anna, done, new Topic("billing"), "solved", Optional.empty(), false);
        both.turn();

        assertThat(written).isTrue();
        assertThat(two.doing(anna)).isEqualTo("wrap-up " + contacts.get(1));
        assertThat(two.rings).as("a break was wished").hasSize(2);
        two.agents.ready(anna);
        both.turn();
        assertThat(two.lastRing().contact()).isEqualTo(contacts.getLast());
    }

    private String heldBy(AgentId agent) {
        return db.inTransaction(tx ->
                tx.dsl()
                        .select(AGENT_PRESENCE.HELD_BY)
                        .from(AGENT_PRESENCE)
                        .where(AGENT_PRESENCE.AGENT_ID.eq(agent.value()))
                        .fetchSingle(Record1::value1));
    }
}
