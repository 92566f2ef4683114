package io.recaller.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.ManualClock;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Desks that fall silent, and where their agents sit when they come back. */
class DesksTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    @AutoClose private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");

    @Test
    void aSilentDeskIsSetAsideAndThenLoggedOut() {
        var anna = world.readyAgent("anna", "");

        clock.passes(RoutingWorld.SETTINGS.deskLease());
        var contact = world.waitingContact("", 0);
        router.turn();
        assertThat(world.placeOf(contact)).isEqualTo("waiting");
        assertThat(world.doing(anna)).isEqualTo("not-ready disconnected");

        clock.passes(RoutingWorld.SETTINGS.deskLease());
        router.turn();
        assertThat(world.doing(anna)).isEqualTo("logged-out");
        assertThat(world.agents.heartbeat(anna)).isFalse();
    }

    @Test
    void aDeskThatComesBackAfterItsAgentWasLoggedOutSitsAtTheSamePhoneAgain() {
        var anna = world.readyAgent("anna", "");
        var boris = world.agent("boris", "");
        for (int i = 0; i < 2; i++) {
            clock.passes(RoutingWorld.SETTINGS.deskLease());
            router.turn();
        }
        assertThat(world.doing(anna)).isEqualTo("logged-out");

        var resumed = world.agents.resume(anna);

        assertThat(resumed).isEqualTo(new CommandOutcome.Done());
        assertThat(world.doing(anna)).isEqualTo("not-ready disconnected");
        assertThat(world.agents.signIn(boris, "desk-anna"))
                .isEqualTo(new CommandOutcome.StationTaken());
        assertThat(world.agents.ready(anna)).isEqualTo(new CommandOutcome.Done());
    }

    @Test
    void aDeskIsNotPutBackAtAPhoneOfSomebodyElseNorWhenTheAgentWentHome() {
        var anna = world.readyAgent("anna", "");
        var boris = world.agent("boris", "");
        var gone = world.readyAgent("gone", "");
        world.agents.signOut(gone);
        for (int i = 0; i < 2; i++) {
            clock.passes(RoutingWorld.SETTINGS.deskLease());
            router.turn();
        }
        world.agents.signIn(boris, "desk-anna");

        assertThat(world.agents.resume(anna)).isEqualTo(new CommandOutcome.StationTaken());
        assertThat(world.agents.resume(gone)).isEqualTo(new CommandOutcome.NotAllowed());
        assertThat(world.doing(anna)).isEqualTo("logged-out");
    }

    @Test
    void whoWasReadyBeforeTheServersWereAwayIsSoAfterwards() {
        var anna = world.readyAgent("anna", "");
        var boris = world.readyAgent("boris", "");
        clock.passes(Duration.ofMinutes(7));
        var restarted = world.router("server-1");
        restarted.turn();
        clock.passes(Duration.ofSeconds(12));

        world.agents.heartbeat(anna);
        restarted.turn();
        assertThat(world.doing(anna)).isEqualTo("ready");
        clock.passes(RoutingWorld.SETTINGS.deskLease().minusSeconds(1));
        restarted.turn();

        assertThat(world.doing(anna)).isEqualTo("ready");
        assertThat(world.doing(boris)).isEqualTo("not-ready disconnected");
    }
}
