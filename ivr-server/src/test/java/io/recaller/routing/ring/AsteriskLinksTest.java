package io.recaller.routing.ring;

import static io.recaller.db.generated.Tables.ASTERISK_LINK;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.ManualClock;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.routing.ring.AsteriskLinks.Announced;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two Asterisks on one database. */
class AsteriskLinksTest {
    @AutoClose private static final Database DB = TestDatabase.fresh();

    private final ManualClock clock = new ManualClock();
    private final AsteriskLinks links = new AsteriskLinks(DB, clock);

    @AfterEach
    void allLeave() {
        DB.runInTransaction(tx -> tx.dsl().deleteFrom(ASTERISK_LINK).execute());
    }

    @Test
    void oneAsteriskMayStayWithoutANameAndAnyNumberOfServersLookAtIt() {
        var first = links.announce(link("one", "", "a"));
        var second = links.announce(link("two", "", "a"));

        assertThat(first.against()).isEmpty();
        assertThat(second.against()).isEmpty();
        assertThat(second.reach()).isEqualTo(Reach.NAMELESS);
    }

    @Test
    void aSecondOneWithoutANameIsRefusedWithTheLineToWrite() {
        links.announce(link("one", "", "a"));

        var second = links.announce(link("two", "", "b"));

        assertThat(second.against()).contains(link("one", "", "a"));
        assertThat(second.against().orElseThrow().remedy("10.0.0.2:5038"))
                .contains("10.0.0.2:5038 has no systemname", "10.0.0.1:5038", "server one")
                .contains("[options] in asterisk.conf", "systemname = pbx2");
        assertThat(links.announce(link("one", "", "a")).against())
                .as("who was first goes on")
                .isEmpty();
    }

    @Test
    void aSecondOneOfTheSameNameIsRefusedAndOneOfAnotherIsNot() {
        links.announce(link("one", "almaty", "a"));

        var same = links.announce(link("two", "almaty", "b"));
        var another = links.announce(link("two", "astana", "b"));

        assertThat(same.against()).isPresent();
        assertThat(same.against().orElseThrow().remedy("x")).contains("systemname = almaty-2");
        assertThat(another.against()).isEmpty();
        assertThat(another.reach()).isEqualTo(new Reach("astana", false));
    }

    @Test
    void anAsteriskThatWasStartedAgainIsNotASecondOneOnceItsOldLinkIsOver() {
        links.announce(link("one", "", "a"));
        clock.passes(AsteriskLinks.LEASE.plus(Duration.ofSeconds(1)));

        var restarted = links.announce(link("two", "", "b"));

        assertThat(restarted.against()).isEmpty();
    }

    @Test
    void itsOwnServerSeesAnAsteriskStartedAgainAtOnce() {
        links.announce(link("one", "", "a"));

        assertThat(links.announce(link("one", "", "b")).against()).isEmpty();
    }

    @Test
    void anAsteriskThatGotAnotherNameIsKnownByItsServerAlsoAfterItLeft() {
        links.announce(link("one", "", "a"));
        links.leave("one");
        clock.passes(Duration.ofDays(3));

        var renamed = link("one", "pbx2", "b");

        assertThat(links.formerName(renamed)).contains("");
        assertThat(links.announce(renamed).former()).contains("");
        assertThat(links.announce(renamed).former()).isEmpty();
        assertThat(links.announce(renamed).reach()).isEqualTo(new Reach("pbx2", true));
    }

    @Test
    void serversThatShareARenamedAsteriskBothKnowWhatItWasCalled() {
        links.announce(link("one", "old", "a"));
        links.announce(link("two", "old", "a"));

        assertThat(links.announce(link("one", "new", "b")).former()).contains("old");
        assertThat(links.announce(link("two", "new", "b")).former()).contains("old");
    }

    @Test
    void aNameThatAnotherAsteriskHasNowIsNotBuried() {
        links.announce(link("one", "almaty", "a"));
        clock.passes(AsteriskLinks.LEASE.plus(Duration.ofSeconds(1)));
        links.announce(link("two", "almaty", "b"));

        assertThat(links.announce(link("one", "astana", "c")).former()).isEmpty();
    }

    @Test
    void anotherAddressIsAnotherAsterisk() {
        links.announce(link("one", "almaty", "a"));

        var elsewhere = new AsteriskLink("one", "astana", "b", "10.0.0.77:5038");

        assertThat(links.announce(elsewhere).former()).isEmpty();
    }

    @Test
    void serversThatShareAnAsteriskAllGoOnAtOnceWhenItWasStartedAgain() {
        links.announce(link("one", "", "a"));
        links.announce(link("two", "", "a"));

        var one = links.announce(link("one", "", "b"));
        var two = links.announce(link("two", "", "b"));

        assertThat(one.against()).isEmpty();
        assertThat(two.against()).isEmpty();
        assertThat(links.against(link("three", "", "b"))).isEmpty();
    }

    @Test
    void aServerThatMovedToAnotherAsteriskOfThatNameIsRefused() {
        links.announce(link("one", "", "a"));
        links.announce(link("two", "", "a"));

        var moved = links.announce(new AsteriskLink("two", "", "b", "10.0.0.9:5038"));

        assertThat(moved.against()).contains(link("one", "", "a"));
    }

    @Test
    void ofTwoThatAreStartedAtOnceOneIsRefused() throws InterruptedException {
        for (var round = 0; round < 20; round++) {
            allLeave();

            try (var servers = Executors.newFixedThreadPool(2)) {
                var announced =
                        servers.invokeAll(
                                List.<Callable<Announced>>of(
                                        () -> links.announce(link("one", "", "a")),
                                        () -> links.announce(link("two", "", "b"))));

                assertThat(announced)
                        .filteredOn(each -> each.resultNow().against().isEmpty())
                        .hasSize(1);
            }
        }
    }

    private static AsteriskLink link(String server, String system, String identity) {
        return new AsteriskLink(server, system, identity, "10.0.0.1:5038");
    }
}
