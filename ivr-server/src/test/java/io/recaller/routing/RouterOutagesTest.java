package io.recaller.routing;

import static io.recaller.db.generated.Tables.ASTERISK_LINK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.agent.ManualClock;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.TestDatabase;
import io.recaller.routing.ring.AsteriskLink;
import io.recaller.routing.ring.AsteriskLinks;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of offers and talks when a server, an Asterisk or the database is away. */
class RouterOutagesTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    @AutoClose private final RoutingWorld world = new RoutingWorld(db, clock);
    private final Router router = world.router("server-1");

    @Test
    void aDatabaseThatGoesBetweenTheCardAndTheRingKeepsNoPhoneSilent() {
        var settings = TestDatabase.freshSettings();
        var own = Database.open(settings);
        var outage = new RoutingWorld(own, clock);
        outage.pagesAreQuick = false;
        var theirs = outage.router("server-1");
        outage.readyAgent("anna", "");
        outage.waitingContact("", 0);
        theirs.turn();
        TestDatabase.shut(settings);

        clock.passes(Showing.CARD_WITHIN.minusMillis(1));
        assertThatThrownBy(theirs::turn).isInstanceOf(DatabaseUnavailableException.class);
        assertThat(outage.rings).as("the page still has its time").isEmpty();
        clock.passes(Duration.ofMillis(1));
        assertThatThrownBy(theirs::turn).isInstanceOf(DatabaseUnavailableException.class);
        assertThatThrownBy(theirs::turn).isInstanceOf(DatabaseUnavailableException.class);

        assertThat(outage.rings).hasSize(1);
        assertThat(outage.registry.counter("recaller.card.missed").count()).isEqualTo(1);
        own.close();
    }

    @Test
    void theOfferOfAKilledServerIsTakenOverWhenItsLeaseRunsOut() {
        world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        world.router("killed").turn();
        var orphan = world.lastRing().assignment();

        clock.passes(RoutingWorld.SETTINGS.offerLease().minusSeconds(1));
        router.turn();
        assertThat(world.outcomesOf(contact)).containsExactly("open");

        clock.passes(Duration.ofSeconds(1));
        world.agents.heartbeat(world.lastRing().agent());
        router.turn();

        assertThat(world.heard).contains("cancel " + orphan);
        assertThat(world.outcomesOf(contact)).containsExactly("expired", "open");
        assertThat(world.lastRing().assignment()).isNotEqualTo(orphan);
    }

    @Test
    void aPhoneOnAnAsteriskThatNobodyLooksAtAnyMoreDoesNotRingForEver() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        world.reach = Optional.of(new Reach("renamed", true));

        clock.passes(Duration.ofMinutes(50));
        router.turn();
        var soon = world.doing(anna);
        clock.passes(Duration.ofMinutes(15));
        router.turn();

        assertThat(soon).startsWith("ringing");
        assertThat(world.doing(anna)).doesNotStartWith("ringing");
        assertThat(world.outcomesOf(contact)).containsExactly("expired");
    }

    @Test
    void aTalkOnAnAsteriskThatNobodyLooksAtAnyMoreIsOverAfterADay() {
        var anna = world.readyAgent("anna", "");
        var _ = world.waitingContact("", 0);
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        router.turn();
        world.reach = Optional.of(new Reach("renamed", true));

        clock.passes(Duration.ofHours(23));
        router.turn();
        var soon = world.doing(anna);
        clock.passes(Duration.ofHours(2));
        router.turn();

        assertThat(soon).startsWith("talking");
        assertThat(world.doing(anna)).doesNotStartWith("talking");
    }

    @Test
    void aTalkOnAnAsteriskThatAServerLooksAtIsTheirs() {
        var anna = world.readyAgent("anna", "");
        var _ = world.waitingContact("", 0);
        router.turn();
        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        router.turn();
        world.reach = Optional.of(new Reach("renamed", true));
        clock.passes(Duration.ofHours(25));
        var links = new AsteriskLinks(db, clock);
        links.announce(new AsteriskLink("other", "", "a", "10.0.0.1:5038"));

        router.turn();
        db.runInTransaction(tx -> tx.dsl().deleteFrom(ASTERISK_LINK).execute());

        assertThat(world.doing(anna)).startsWith("talking");
    }

    @Test
    void whileAsteriskIsOutOfReachNothingIsOfferedAndNoCardIsShown() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        world.reach = Optional.empty();
        router.turn();
        clock.passes(Duration.ofMinutes(5));
        world.agents.heartbeat(anna);
        router.turn();
        assertThat(world.heard).isEmpty();

        world.reach = Optional.of(Reach.NAMELESS);
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("open");
    }

    @Test
    void anOfferIsNotEndedWhileNobodySeesWhetherItsAgentTalksByNow() {
        var anna = world.readyAgent("anna", "");
        var contact = world.waitingContact("", 0);
        router.turn();
        world.reach = Optional.empty();
        clock.passes(Duration.ofMinutes(5));
        router.turn();
        assertThat(world.outcomesOf(contact)).containsExactly("open");
        assertThat(world.doing(anna)).startsWith("ringing ");

        world.inbox.ring(world.lastRing().assignment(), RingOutcome.BRIDGED);
        world.reach = Optional.of(Reach.NAMELESS);
        router.turn();

        assertThat(world.outcomesOf(contact)).containsExactly("answered");
        assertThat(world.doing(anna)).startsWith("talking ");
    }

    @Test
    void callersAndPhonesOfOneAsteriskAreBroughtTogetherByWhoIsLinkedToIt() {
        world.readyAgentOn("east", "anna");
        var west = world.waitingOn("west");
        var east = world.waitingOn("east");
        world.reach = Optional.of(new Reach("west", false));
        router.turn();
        assertThat(world.rings).isEmpty();

        world.reach = Optional.of(new Reach("east", false));
        router.turn();

        assertThat(world.outcomesOf(east)).containsExactly("open");
        assertThat(world.outcomesOf(west)).isEmpty();
    }
}
