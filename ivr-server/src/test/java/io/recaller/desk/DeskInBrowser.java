package io.recaller.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.recaller.agent.Availability;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** The agents' page, open in a browser before a server of its own. */
interface DeskInBrowser {
    /** Screenshots are left there. */
    Path SCREENSHOTS = Path.of("target/screenshots");

    /** One for all tests. */
    Browser browser();

    /** One for each test. */
    DeskServer server();

    /** What the browser's console tells of as an error. */
    List<String> complaints();

    default BrowserContext context(String language, ColorScheme scheme) {
        return browser()
                .newContext(
                        new Browser.NewContextOptions()
                                .setLocale(language)
                                .setColorScheme(scheme)
                                .setViewportSize(1280, 800));
    }

    default Page open(BrowserContext context) {
        return open(context, _ -> {});
    }

    default Page open(BrowserContext context, Consumer<Page> before) {
        var page = context.newPage();
        before.accept(page);
        page.onConsoleMessage(message -> {
            if (isComplaint(message.type(), message.text())) {
                complaints().add(message.text());
            }
        });
        page.onPageError(complaints()::add);
        page.navigate(server().origin() + "/desk");
        page.locator("input[name=login]").waitFor();
        return page;
    }

    /** That nobody is signed in yet is a 401, which the browser reports as an error. */
    static boolean isComplaint(String type, String text) {
        return type.equals("error") && !text.contains("401");
    }

    default Page signedIn(BrowserContext context) {
        var page = open(context);
        signIn(page);
        return page;
    }

    default void signIn(Page page) {
        page.locator("input[name=login]").fill("dana");
        page.locator("input[name=password]").fill(MemoryAgents.PASSWORD);
        page.keyboard().press("Enter");
        page.locator(".pill").waitFor();
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> server().agents().state() instanceof Availability.NotReady);
    }

    static Page.LocatorOptions containing(String words) {
        return new Page.LocatorOptions().setHasText(words);
    }

    static Page.GetByRoleOptions radio(String words) {
        return new Page.GetByRoleOptions().setName(words).setExact(true);
    }

    static Page.GetByRoleOptions button(String words) {
        return new Page.GetByRoleOptions().setName(words).setExact(true);
    }

    static Page.GetByRoleOptions heading(String words) {
        return new Page.GetByRoleOptions().setName(words);
    }

    static void shoot(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("desk-" + name + ".png")));
    }

    /** Nothing hangs out of the window, and axe finds nothing that keeps people out. */
    static void checked(Page page, String language, ColorScheme scheme, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(
                                SCREENSHOTS.resolve(
                                        "desk-%s-%s-%s.png"
                                                .formatted(
                                                        language,
                                                        scheme.name().toLowerCase(Locale.ROOT),
                                                        name))));
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as(name + " fits")
                .isTrue();
        Axe.check(page, name);
    }
}
