package io.recaller.gateway.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import io.recaller.desk.Axe;
import io.recaller.message.SampleFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The chat on a foreign page in a real browser; pictures in {@code target/screenshots}. */
@Tag("beside")
class ChatPageIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final List<String> FLAGS =
            List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking");

    private static Playwright playwright;
    private static Browser browser;

    private final ForeignSite site = new ForeignSite();
    private final MemoryThreads threads = new MemoryThreads(InstantSource.system());
    private final ChatServer server =
            new ChatServer(
                    threads, InstantSource.system(), ChatLimits.defaults(), List.of(site.origin()));
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void openBrowser() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var named = Optional.ofNullable(System.getenv("RECALLER_CHROMIUM"));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(
                                                Path.of(named.orElse("/usr/bin/chromium")))
                                        .setArgs(FLAGS));
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
        playwright.close();
    }

    @AfterEach
    void close() {
        server.close();
        site.close();
    }

    @Test
    void aVisitorChatsOnAForeignPageByKeyboardAloneAndGoesOnInAnotherTab() {
        try (var context = context(ColorScheme.LIGHT, 1280, 800)) {
            var page = open(context, "en");
            assertThat(threads.visitors()).as("before the window is opened").isEmpty();
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            assertThat(button(page, "Open the chat")).isFocused();
            page.keyboard().press("Enter");
            assertThat(field(page)).isFocused();
            assertThat(said(page, "What is it about?")).isVisible();
            assertThat(said(page, "What is it about?")).hasCSS("color", "rgb(22, 26, 34)");

            page.keyboard().press("Shift+Tab");
            assertThat(button(page, "2 · Billing")).isFocused();
            page.keyboard().press("Enter");
            assertThat(said(page, "You said: 2 · Billing")).isVisible();
            assertThat(field(page)).isFocused();
            page.keyboard().type("<img src=x onerror=alert(1)>");
            page.keyboard().press("Shift+Enter");
            page.keyboard().type("https://evil.example");
            page.keyboard().press("Enter");

            assertThat(said(page, "You said: <img src=x onerror=alert(1)>\nhttps://evil.example"))
                    .isVisible();
            assertThat(page.locator("recaller-chat img, recaller-chat a")).hasCount(0);
            assertThat(page.locator(".me .by").last()).containsText("Read");
            Axe.check(page, "the chat on a foreign page");
            shoot(page, "1-flow");

            threads.agentSays("Good day, how can I help?");
            signal();
            assertThat(page.locator(".said.agent .by").last()).containsText("Dana Seitkali");
            assertThat(page.locator(".answers")).hasCount(0);
            page.keyboard().press("Escape");
            assertThat(button(page, "Open the chat")).isFocused();
            threads.agentSays("Are you there?");
            signal();
            assertThat(button(page, "Open the chat, 1 new")).isVisible();

            var tab = open(context, "en");
            button(tab, "Open the chat, 1 new").click();
            assertThat(said(tab, "2 · Billing").first()).isVisible();
            assertThat(said(tab, "Are you there?")).isVisible();
            assertThat(button(page, "Open the chat")).isVisible(); // read in the other tab
            field(tab).fill("Yes");
            field(tab).press("Enter");
            assertThat(said(tab, "You said: Yes")).isVisible();

            tab.reload();
            assertThat(said(tab, "You said: Yes")).isVisible();
            assertThat(tab.locator(".said")).hasCount(9);
            page.keyboard().press("Enter");
            assertThat(said(page, "You said: Yes")).isVisible();
            shoot(page, "2-agent");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void whatCannotBeSentNowIsSentAgainAndShownOnce() {
        try (var context = context(ColorScheme.DARK, 320, 640)) {
            var page = open(context, "ru");
            button(page, "Открыть чат").click();
            assertThat(said(page, "What is it about?")).isVisible();
            threads.away(true);

            field(page).fill("Нет связи");
            field(page).press("Enter");
            field(page).fill("С самого утра");
            field(page).press("Enter");

            assertThat(page.locator(".me .by").first()).containsText("Отправляется…");
            shoot(page, "3-sending");
            page.reload();
            threads.away(false);
            assertThat(said(page, "You said: С самого утра")).isVisible();
            assertThat(page.locator(".said.me .text"))
                    .hasText(
                            new Pattern[] {
                                Pattern.compile(".*Нет связи"), Pattern.compile(".*С самого утра")
                            });
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void itFitsAPhoneAndADeskInEveryLanguageLightAndDark() {
        try (var context = context(ColorScheme.LIGHT, 320, 568)) {
            for (var language : List.of("en", "ru", "kk")) {
                var page = open(context, language);
                page.locator(".bubble").click();
                assertThat(said(page, "What is it about?").first()).isVisible();
                for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    for (var width : List.of(320, 1280)) {
                        page.setViewportSize(width, width == 320 ? 568 : 800);
                        assertThat((Boolean) page.evaluate(FITS)).isTrue();
                        shoot(page, "4-%s-%s-%d".formatted(language, scheme, width));
                    }
                    Axe.check(page, "the chat, " + language + ", " + scheme);
                }
                page.close();
            }
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void aVisitorSendsFilesSeesThoseOfAgentsAndBothAreThereAfterAReload() {
        try (var context = context(ColorScheme.LIGHT, 1280, 800)) {
            var page = open(context, "en");
            button(page, "Open the chat").click();
            assertThat(said(page, "What is it about?")).isVisible();
            var chosen = page.locator("recaller-chat input[type=file]");

            chosen.setInputFiles(
                    new FilePayload("meter.png", "image/png", SampleFiles.png().bytes()));
            assertThat(page.locator(".me .picture img")).isVisible();
            page.evaluate(DROP);
            assertThat(button(page, "bill.txt 1 kB")).isVisible();
            page.evaluate(PASTE);
            assertThat(button(page, "pasted.txt 1 kB")).isVisible();

            chosen.setInputFiles(
                    new FilePayload("run.exe", "application/x-msdownload", new byte[] {77, 90, 0}));
            assertThat(page.locator(".failed")).containsText("Such files are not taken");
            button(page, "Remove").click();
            assertThat(page.locator(".failed")).hasCount(0);
            assertThat(complaints).hasSize(1).first().asString().contains("415");

            threads.agentSends("answer.pdf", SampleFiles.pdf());
            signal();
            var saved = page.waitForDownload(() -> button(page, "answer.pdf 1 kB").click());
            assertThat(saved.suggestedFilename()).isEqualTo("answer.pdf");
            Axe.check(page, "the chat with files");
            shoot(page, "5-files");

            page.reload();
            assertThat(page.locator(".me .picture img")).isVisible();
            assertThat(button(page, "answer.pdf 1 kB")).isVisible();
            assertThat(complaints).hasSize(1);
        }
    }

    private static final String DROP =
            """
            () => {
              const transfer = new DataTransfer();
              transfer.items.add(new File(["one"], "bill.txt", { type: "text/plain" }));
              const frame = document.querySelector("recaller-chat").shadowRoot.querySelector(".frame");
              frame.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }
            """;

    private static final String PASTE =
            """
            () => {
              const transfer = new DataTransfer();
              transfer.items.add(new File(["two"], "pasted.txt", { type: "text/plain" }));
              const field = document.querySelector("recaller-chat").shadowRoot.querySelector("textarea");
              field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
            }
            """;

    private static final String FITS =
            """
            () => {
              const frame = document.querySelector("recaller-chat").shadowRoot.querySelector(".frame");
              const { left, right, top, bottom } = frame.getBoundingClientRect();
              return document.documentElement.scrollWidth <= innerWidth && frame.scrollWidth <= frame.clientWidth
                && left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
            }
            """;

    private static BrowserContext context(ColorScheme scheme, int width, int height) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setLocale("en")
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(width, height));
    }

    private Page open(BrowserContext context, String language) {
        site.embeds(server.origin());
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(site.origin() + "/" + language);
        page.locator(".bubble").waitFor();
        return page;
    }

    private void signal() {
        server.chat().look(Optional.empty());
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator field(Page page) {
        return page.locator("recaller-chat textarea");
    }

    private static Locator said(Page page, String text) {
        return page.locator(".said .text", new Page.LocatorOptions().setHasText(text));
    }

    private static void shoot(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("chat-" + name + ".png")));
    }
}
