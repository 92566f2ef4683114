package io.recaller.lab.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.recaller.db.generated.Tables.DIALOGUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.recaller.lab.stage.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real call, and the card of it in a real browser; pictures in {@code target/screenshots}. */
@Tag("beside")
class CardPageIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> FLAGS =
            List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking");

    @Test
    void theCardOfARealCallIsOnTheScreenBeforeTheAgentAnswers(@TempDir Path folder)
            throws IOException, InterruptedException {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        var flows = Path.of("../dialplans/flows").toAbsolutePath().normalize();
        try (var parts = new DemoParts(_ -> {});
                var playwright =
                        Playwright.create(
                                new Playwright.CreateOptions()
                                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser = browser(playwright)) {
            var house = new DemoHouse(parts, folder, flows, System.getenv(), _ -> {});
            var cast = DemoWorld.Cast.fresh(new SecureRandom());
            var world = new DemoWorld(house.base(), house.apiKey(), Instant.now(), cast);
            world.reportPast();
            world.people(house.stores());
            var phone = house.stage().phone("phone-1").neverAnswers();
            var page = readyAt(house.base(), browser);

            var call = house.stage().call(cast.chatter(), "8000");
            keyTheWayToAnAgent(house, call);

            phone.awaitRinging(SOON);
            assertThat(page.locator(".name")).containsText("Dana Ermekova");
            assertThat(phone.isRinging()).isTrue();
            assertThat(page.getByText("40035871").first()).isVisible();
            shoot(page, "real-call-ringing");
            phone.answer();
            phone.awaitTalking(SOON);
            assertThat(page.locator(".pill.talking")).isVisible();
            shoot(page, "real-call-talking");
            phone.hangUp();
            call.awaitEnd(SOON);
            assertThat(page.getByRole(AriaRole.COMBOBOX)).isFocused();
            shoot(page, "real-call-wrap-up");
        }
    }

    /** Each key once the server has written that its question is reached, and a moment later. */
    private static void keyTheWayToAnAgent(DemoHouse house, Call call) {
        call.awaitAnswered(SOON);
        keyAt(house, "main", call, "1");
        keyAt(house, "internet", call, "1");
        keyAt(house, "pin", call, DemoWorld.PIN + "#");
        keyAt(house, "outage_known", call, "1");
    }

    private static void keyAt(DemoHouse house, String node, Call call, String keys) {
        await().atMost(SOON).until(() -> nodes(house).contains(node));
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        call.press(keys);
    }

    private static List<String> nodes(DemoHouse house) {
        return house.stores()
                .database()
                .inTransaction(
                        tx -> tx.dsl().select(DIALOGUE.NODE).from(DIALOGUE).fetch(DIALOGUE.NODE));
    }

    private static Browser browser(Playwright playwright) {
        var chromium =
                Optional.ofNullable(System.getenv("RECALLER_CHROMIUM")).orElse("/usr/bin/chromium");
        return playwright
                .chromium()
                .launch(
                        new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of(chromium))
                                .setArgs(FLAGS));
    }

    private static Page readyAt(String base, Browser browser) {
        var page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
        page.navigate(base + "/desk");
        page.locator("input[name=login]").fill(DemoWorld.AGENT);
        page.locator("input[name=password]").fill(DemoWorld.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.getByText("You are not ready")).isVisible();
        page.keyboard().press("F2");
        assertThat(page.getByText("Ready for the next contact")).isVisible();
        return page;
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }
}
