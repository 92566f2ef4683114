package io.recaller.channel.inbound;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.recaller.continuation.PinKeying;
import io.recaller.continuation.PinLinks;
import io.recaller.conversation.Archive;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.Office;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.Pins;
import io.recaller.desk.Axe;
import io.recaller.gateway.page.PageFiles;
import io.recaller.gateway.web.ChatLimits;
import io.recaller.gateway.web.PinPage;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who writes keys their PIN on the page, in a real browser and with real rows; pictures in {@code
 * target/screenshots}.
 */
@Tag("beside")
class PinPageIT {
    private static final String FLOW =
            """
            flow: telecom
            languages: [en]
            start: main
            person: person
            verify: pin
            nodes:
              main:
                menu:
                  options:
                    mine: {key: 1, say: {en: "1"}, next: mine}
              mine: {tier: verified, end: {say: {en: "Your balance is 70."}}}
              pin: {verify: {digits: {min: 4, max: 6}, say: {en: "PIN?"}}}
              person: {hand_off: {}}
            """;

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String UNKNOWN = "A".repeat(22);
    private static final Archive archive = new Archive();
    private static final Pins pins =
            new Pins(archive.handles, new Pepper.Keys(PepperKeys.parse("ab".repeat(32))), 4);
    private static final HttpClient http = HttpClient.newHttpClient();
    private static final Vertx vertx = Vertx.vertx();
    private static Playwright playwright;
    private static Browser browser;
    private static int people;

    private final Office office = new Office();
    private final List<String> complaints = new ArrayList<>();
    private final Router router = Router.router(vertx);
    private final PinPage page;
    private final HttpServer server;
    private final Correspondence bot =
            new Correspondence(archive, "777100" + ++people, "bot", office, LinkArrivals.none());

    PinPageIT() {
        var proofs = archive.proofs(pins, archive.meters);
        page =
                new PinPage(
                        vertx,
                        new PinKeying(archive.db, proofs, moved(), _ -> {}, office),
                        _ -> "telegram",
                        (peer, _) -> peer,
                        ChatLimits.defaults(),
                        office);
        new PageFiles().mount(router);
        page.mount(router);
        server = await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        bot.pins = new PinLinks(archive.db, proofs, URI.create(origin() + "/c"), office);
        office.newContact = archive::newContact;
        speaks("en");
        var customer =
                archive.db
                        .inTransaction(
                                tx -> archive.customers.createWhenNew(tx, bot.handle, office.now))
                        .single()
                        .orElseThrow();
        archive.db.runInTransaction(tx -> pins.set(tx, customer, "4711", office.now));
        office.contexts =
                new RememberedContext(
                        Map.of(bot.handle, Caller.unknown().turnedOutToBe(customer)),
                        Caller.unknown());
    }

    private void speaks(String language) {
        var flow =
                Office.flow(
                        FLOW.replace("[en]", "[" + language + "]")
                                .replace("{en:", "{" + language + ":"));
        archive.dialogues.keep(List.of(flow), office.now);
        office.served = Map.of("telecom", flow);
    }

    @BeforeAll
    static void open() {
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
                                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    @AfterEach
    void stop() {
        page.close();
        await(server.close());
        assertThat(complaints).isEmpty();
    }

    private MovedDialogues moved() {
        return new MovedDialogues(
                archive.contacts,
                archive.fields.catalogue(),
                (_, _) -> Optional.ofNullable(office.served.get("telecom")));
    }

    @AfterAll
    static void close() {
        browser.close();
        playwright.close();
        await(vertx.close());
        archive.close();
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private String origin() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void writes(String words) {
        bot.write(words);
        bot.answer();
    }

    /** What was sent where they write. */
    private String link() {
        writes("hello");
        writes("1");
        var text = bot.last().text();
        return text.substring(text.indexOf("http"), text.indexOf('#') + 23);
    }

    private Page opened(String link, int width, ColorScheme scheme, String language) {
        var opened =
                browser.newContext(
                                new Browser.NewContextOptions()
                                        .setLocale(language)
                                        .setViewportSize(width, 800)
                                        .setColorScheme(scheme))
                        .newPage();
        opened.onPageError(complaints::add);
        opened.onConsoleMessage(said -> {
            if (said.text().contains("Content Security Policy")) {
                complaints.add(said.text());
            }
        });
        opened.navigate(link);
        return opened;
    }

    private Page opened(String link) {
        return opened(link, 390, ColorScheme.LIGHT, "en");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void keys(Page page, String pin) {
        page.locator("#pin").fill(pin);
        page.locator("#pin").press("Enter");
    }

    @Test
    void aPinIsKeyedOnThePageAndItsNumberLeadsOnInTheConversation() {
        var shown = opened(link());
        assertThat(shown.getByRole(AriaRole.HEADING).last()).hasText("Telegram");
        assertThat(shown.getByText("If you are not writing to us there now")).isVisible();
        assertThat(shown.url()).isEqualTo(origin() + "/c/pin");

        keys(shown, "9999");
        assertThat(shown.getByRole(AriaRole.ALERT)).hasText("That was not the PIN. Tries left: 2.");
        keys(shown, "4711");
        assertThat(shown.getByRole(AriaRole.HEADING).last())
                .hasText("Write this number where you are writing to us");
        writes(shown.locator(".two").textContent());

        assertThat(bot.last().text()).isEqualTo("Your balance is 70.");
        assertThat(archive.row(bot.begun.getLast()).getTrust()).isEqualTo("verified");
    }

    @Test
    void aPinInTheDigitsOfAPersianKeyboardIsTaken() {
        var page = opened(link());

        keys(page, "\u200f۴۷۱۱");

        assertThat(page.locator(".two")).isVisible();
    }

    @Test
    void afterThreeWrongOnesTheFlowGoesOnAndThePageSaysWhere() {
        var shown = opened(link());

        for (var pin : List.of("1111", "2222")) {
            keys(shown, pin);
            assertThat(shown.getByRole(AriaRole.ALERT)).containsText("That was not the PIN");
            assertThat(shown.locator("#pin")).hasValue("");
        }
        keys(shown, "3333");

        assertThat(shown.getByRole(AriaRole.HEADING).last()).containsText("You are answered where");
        bot.answer();
        assertThat(bot.last().text()).isEqualTo("An agent will answer you here.");
    }

    @Test
    void whoDoesNotWriteThereEndsTheLink() {
        var link = link();
        var shown = opened(link);

        button(shown, "I am not writing there").click();

        assertThat(shown.getByRole(AriaRole.HEADING).last()).containsText("The link is done for");
        var again = opened(link);
        assertThat(again.getByRole(AriaRole.HEADING).last()).containsText("used or too old");
    }

    @Test
    void itIsUsedByKeyboardAlone() {
        var shown = opened(link());
        assertThat(shown.getByRole(AriaRole.HEADING).last()).isFocused();

        shown.keyboard().press("Tab");
        shown.keyboard().type("12");
        shown.keyboard().press("Enter");
        assertThat(shown.getByRole(AriaRole.ALERT)).hasText("A PIN has 4 to 12 digits.");
        assertThat(shown.locator("#pin")).isFocused();
        shown.keyboard().press("ControlOrMeta+A");
        shown.keyboard().type("4711");
        shown.keyboard().press("Enter");

        assertThat(shown.locator(".two")).isVisible();
    }

    /** Said again by itself, under the same name. */
    @Test
    void anAnswerThatDoesNotGetThroughIsAskedForAgainAndIsOneTry() {
        var shown = opened(link());
        assertThat(shown.locator("#pin")).isVisible();
        var lost = new boolean[1];
        shown.route(
                "**/c/pin/prove",
                route -> {
                    if (lost[0]) {
                        route.resume();
                    } else {
                        lost[0] = true;
                        route.fetch();
                        route.abort();
                    }
                });

        keys(shown, "9999");

        assertThat(shown.getByRole(AriaRole.ALERT)).hasText("That was not the PIN. Tries left: 2.");
        assertThat(lost[0]).isTrue();
    }

    /** Pressed again once the page has given up. */
    @Test
    void whoPressesAgainAfterAnAnswerThatWasLostForGoodHasTriedOnce() {
        var shown = opened(link());
        assertThat(shown.locator("#pin")).isVisible();
        shown.route(
                "**/c/pin/prove",
                route -> {
                    route.fetch();
                    route.abort();
                });
        keys(shown, "9999");
        assertThat(shown.getByRole(AriaRole.ALERT))
                .containsText(
                        "We cannot be reached",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        shown.unroute("**/c/pin/prove");

        shown.locator("#pin").press("Enter");

        assertThat(shown.getByRole(AriaRole.ALERT)).hasText("That was not the PIN. Tries left: 2.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru", "kk"})
    void itFitsEveryScreenAndScheme(String language) {
        speaks(language);
        var link = link();
        for (var width : List.of(320, 1280)) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                looksRight(opened(link, width, scheme, "en"), language, "open", width, scheme);
            }
        }
        var last = opened(link, 320, ColorScheme.DARK, "en");
        keys(last, "4711");
        assertThat(last.locator(".two")).isVisible();
        looksRight(last, language, "right", 320, ColorScheme.DARK);
        last.setViewportSize(1280, 800);
        last.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        looksRight(last, language, "right", 1280, ColorScheme.LIGHT);
    }

    private static void looksRight(
            Page shown, String language, String state, int width, ColorScheme scheme) {
        assertThat(shown.locator("html")).hasAttribute("lang", language);
        assertThat(shown.locator("h2")).isVisible();
        shown.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(
                                SCREENSHOTS.resolve(
                                        "pin-%s-%s-%d-%s.png"
                                                .formatted(
                                                        state, language, width, scheme.name()))));
        assertThat((Boolean) shown.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        Axe.check(shown, state + " " + language);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    guessed      | look  | {"token": "AAAAAAAAAAAAAAAAAAAAAA"} | own | 410
                    guessed PIN  | prove | {"token": "AAAAAAAAAAAAAAAAAAAAAA", "attempt": "BBBBBBBBBBBBBBBBBBBBBB", "pin": "4711"} | own | 410
                    no attempt   | prove | {"token": "AAAAAAAAAAAAAAAAAAAAAA", "pin": "4711"} | own | 400
                    damaged      | look  | {"token": "AAAA"}                   | own | 400
                    no token     | look  | {}                                  | own | 400
                    a number     | look  | {"token": 1}                        | own | 400
                    no JSON      | look  | token=AAAAAAAAAAAAAAAAAAAAAA        | own | 400
                    another site | look  | {"token": "AAAAAAAAAAAAAAAAAAAAAA"} | https://evil.example | 403
                    no origin    | prove | {"token": "AAAAAAAAAAAAAAAAAAAAAA"} | none | 403
                    """)
    void whatIsNoLinkOpensNothing(String what, String deed, String body, String from, int status)
            throws Exception {
        var answer = post(deed, body, from.equals("own") ? origin() : from);

        assertThat(answer.statusCode()).as(what).isEqualTo(status);
    }

    private HttpResponse<String> post(String deed, String body, String from) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(origin() + "/c/pin/" + deed))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!from.equals("none")) {
            request.header("Origin", from);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> look(String link) throws Exception {
        var token = link.substring(link.indexOf('#') + 1);
        return post("look", new JsonObject().put("token", token).encode(), origin());
    }

    @Test
    void aPreviewOfTheLinkChangesNothingAndLearnsNothing() throws Exception {
        var link = link();
        for (var path : List.of("/c/pin", "/c/pin/look", "/c/pin/prove", "/c/pin/refuse")) {
            var robot =
                    http.send(
                            HttpRequest.newBuilder(URI.create(origin() + path)).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(robot.statusCode()).isIn(200, 404, 405);
            assertThat(robot.body()).doesNotContain(bot.peer);
        }

        assertThat(new JsonObject(look(link).body()).getString("state")).isEqualTo("open");
        assertThat(new JsonObject(look(link).body()).getInteger("left")).isEqualTo(3);
    }

    @Test
    void nothingIsKeptOrToldToOthers() throws Exception {
        var files =
                http.send(
                        HttpRequest.newBuilder(URI.create(origin() + "/c/pin")).build(),
                        HttpResponse.BodyHandlers.ofString());
        var answer = look(link());

        for (var each : List.of(files, answer)) {
            assertThat(each.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(each.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(each.headers().firstValue("Set-Cookie")).isEmpty();
        }
        assertThat(files.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self'");
        assertThat(answer.body()).doesNotContain(bot.peer);
    }

    @Test
    void whoTriesOneLinkAfterTheOtherIsToldToWait() throws Exception {
        var link = link();
        var body = new JsonObject().put("token", UNKNOWN).encode();
        var answer = post("look", body, origin());
        for (var i = 0; i < 300 && answer.statusCode() == 410; i++) {
            answer = post("look", body, origin());
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        office.now = office.now.plus(Duration.ofMinutes(1));
        assertThat(look(link).statusCode()).isEqualTo(200);
    }
}
