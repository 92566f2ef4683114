package io.recaller.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.recaller.desk.DeskInBrowser.shoot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page tells while its server, or this computer's network, is away, and after it. */
interface DeskOutages extends DeskInBrowser {
    @Test
    default void aPageThatLostItsServerSaysSoComesBackByItselfAndHasTheCardAgain() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var serving = server().ring();
            assertThat(page.locator(".name")).isVisible();

            server().stop();
            assertThat(page.getByText("The server does not answer")).isVisible();
            shoot(page, "disconnected");
            server().agents().answer(serving.assignment());
            server().start();

            assertThat(page.getByText("The server does not answer")).isHidden();
            assertThat(page.locator(".name")).isVisible();
            assertThat(page.locator(".pill")).containsText("Talking");
            page.reload();
            assertThat(page.locator(".name")).isVisible();
        }
    }

    @Test
    default void afterAnOutageOfMinutesThePageIsUsableAgainAndSaysThatTheServerWasAway() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = clocked(context);
            signIn(page);
            page.keyboard().press("F2");
            assertThat(page.getByText("Ready for the next contact")).isVisible();

            server().stop();
            assertThat(page.getByText("The server does not answer")).isVisible();
            server().agents().lapse();
            page.clock().runFor(200_000);
            server().start();

            timePassesUntil(page, page.getByText(Pattern.compile("server was away for [34]:")));
            shoot(page, "server-was-away");
            assertThat(page.getByText("You are not ready: press F2")).isVisible();
            page.keyboard().press("F2");
            assertThat(page.getByText("Ready for the next contact")).isVisible();
            assertThat(page.getByText("The server was away")).isHidden();
        }
    }

    @Test
    default void whoOpensThePageInAnOutageCanSignInAfterIt() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.route("**/desk/session", route -> answer(route, 503));
            page.navigate(server().origin() + "/desk");
            assertThat(page.getByText("The server cannot reach its data")).isVisible();
            assertThat(page.locator("input[name=login]")).hasCount(0);

            page.unroute("**/desk/session");

            signIn(page);
            assertThat(page.getByText("The server cannot reach its data")).hasCount(0);
        }
    }

    static void answer(Route route, int status) {
        route.fulfill(new Route.FulfillOptions().setStatus(status));
    }

    @Test
    default void aComputerThatWasOfflineIsToldSoAndAPhoneThatIsTakenMeanwhileIsAskedFor() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = clocked(context);
            signIn(page);

            context.setOffline(true);
            server().desk().close();
            assertThat(page.getByText("This computer is not connected")).isVisible();
            page.clock().runFor(80_000);
            server().restart();
            context.setOffline(false);
            timePassesUntil(page, page.getByText(Pattern.compile("not connected for [12]:")));
            assertThat(page.getByText("The server was away")).isHidden();

            server().agents().phoneIsTaken();
            server().agents().lapse();
            timePassesUntil(page, page.getByText("You were signed out while nothing was heard"));
            assertThat(page.locator("input[name=login]")).isVisible();
        }
    }

    /** What the page asks the server takes real time, what it waits for takes the page's. */
    static void timePassesUntil(Page page, Locator isThere) {
        var soon = new Locator.WaitForOptions().setTimeout(1000);
        for (int tries = 0; tries < 15; tries++) {
            try {
                isThere.waitFor(soon);
                return;
            } catch (TimeoutError _) {
                page.clock().runFor(3000);
            }
        }
        assertThat(isThere).isVisible();
    }

    /** A page whose time the test moves on. */
    default Page clocked(BrowserContext context) {
        return open(context, page -> page.clock().install());
    }
}
