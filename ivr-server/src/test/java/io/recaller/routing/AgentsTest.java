package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.agent.Availability;
import io.recaller.agent.ManualClock;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AgentsTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    @AutoClose private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Agents agents = world.agents;

    @Test
    void anAgentSignsInTakesContactsPausesAndGoesHome() {
        var anna = world.agent("anna", "billing=3");
        assertThat(world.doing(anna)).isEqualTo("logged-out");
        assertThat(agents.ready(anna)).isInstanceOf(CommandOutcome.NotAllowed.class);

        assertThat(agents.signIn(anna, "desk-anna")).isInstanceOf(CommandOutcome.Done.class);
        assertThat(world.doing(anna)).isEqualTo("not-ready signed-in");
        agents.ready(anna);
        assertThat(world.doing(anna)).isEqualTo("ready");
        agents.pause(anna, NotReadyReason.BREAK);
        assertThat(world.doing(anna)).isEqualTo("not-ready break");
        agents.signOut(anna);
        var presence = agents.workload(anna).orElseThrow().presence();
        assertThat(presence.availability()).isEqualTo(new Availability.LoggedOut());
        assertThat(presence.station()).isEmpty();
    }

    @Test
    void whoSitsAtNoPhoneIsOfferedNoCallButWhoeverWrites() {
        var anna = world.agent("anna", "");
        var caller = world.waitingContact("", 5);
        var writer = world.waitingWriter();
        agents.signIn(anna);
        agents.ready(anna);

        world.router("server-1").turn();

        assertThat(world.held(anna)).extracting(Assignment::contact).containsExactly(writer);
        assertThat(world.placeOf(caller)).isEqualTo("waiting");
    }

    @Test
    void whoSitsAtNoPhoneComesBackAfterASilenceButNotAfterGoingHome() {
        var anna = world.agent("anna", "");
        var router = world.router("server-1");
        agents.signIn(anna);
        agents.ready(anna);
        for (int i = 0; i < 2; i++) {
            clock.passes(RoutingWorld.SETTINGS.deskLease());
            router.turn();
        }
        assertThat(world.doing(anna)).isEqualTo("logged-out");

        assertThat(agents.heartbeat(anna)).isFalse();
        assertThat(agents.resume(anna)).isInstanceOf(CommandOutcome.Done.class);
        assertThat(world.doing(anna)).startsWith("not-ready");
        agents.signOut(anna);

        assertThat(agents.resume(anna)).isInstanceOf(CommandOutcome.NotAllowed.class);
    }

    @Test
    void aPageLoadedAgainKeepsTheStateAndItsAge() {
        var anna = world.readyAgent("anna", "");
        var since = clock.instant();
        clock.passes(Duration.ofSeconds(10));

        agents.signIn(anna, "desk-anna");
        agents.ready(anna);

        var presence = agents.workload(anna).orElseThrow().presence();
        assertThat(presence.availability()).isEqualTo(new Availability.Ready());
        assertThat(presence.since()).isEqualTo(since);
        assertThat(presence.leaseUntil())
                .isEqualTo(Optional.of(clock.instant().plus(RoutingWorld.SETTINGS.deskLease())));
    }

    @Test
    void twoAgentsCannotSitAtOnePhone() {
        var boris = world.agent("boris", "");
        world.readyAgent("anna", "");

        assertThat(agents.signIn(boris, "desk-anna")).isEqualTo(new CommandOutcome.StationTaken());
        assertThat(agents.signIn(boris, "nowhere")).isEqualTo(new CommandOutcome.NoSuchStation());
    }

    @Test
    void whoRingsCanNeitherPauseNorGoHome() {
        var anna = world.readyAgent("anna", "");
        world.waitingContact("", 0);
        world.router("server-1").turn();

        assertThat(agents.pause(anna, NotReadyReason.BREAK))
                .isInstanceOf(CommandOutcome.NotAllowed.class);
        assertThat(agents.signOut(anna)).isInstanceOf(CommandOutcome.NotAllowed.class);
        assertThat(agents.signIn(anna, "desk-anna")).isInstanceOf(CommandOutcome.Done.class);
        assertThat(world.doing(anna)).startsWith("ringing ");
    }

    @Test
    void onlyWhoServedAContactMayDisposeOfIt() {
        var boris = world.agent("boris", "");
        world.readyAgent("anna", "");
        world.waitingContact("", 0);
        var router = world.router("server-1");
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.ENDED);
        router.turn();

        var ring = world.lastRing().assignment();
        assertThat(
                        agents.complete(
                                boris,
                                ring,
                                new Topic("billing"),
                                "solved",
                                Optional.empty(),
                                true))
                .isFalse();
        assertThat(world.heard).noneMatch(line -> line.startsWith("disposed"));
    }

    @Test
    void skillsAreReplacedAsAWhole() {
        AgentId anna = world.agent("anna", "billing=3,mobile=2");
        world.agent("anna", "billing=4");

        var found = db.inTransaction(tx -> world.store.find(tx, anna)).orElseThrow();

        assertThat(found.skills().toString()).isEqualTo("{billing=Proficiency[level=4]}");
    }
}
