package io.recaller.gateway.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import io.recaller.desk.Axe;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The companion page in a real browser, at a server whose part the test plays by the protocol;
 * pictures in {@code target/screenshots}.
 */
@Tag("beside")
class CompanionPageIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final List<String> FLAGS =
            List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking");

    private static Playwright playwright;
    private static Browser browser;
    private static Vertx vertx;
    private static HttpServer server;

    private final List<String> complaints = new ArrayList<>();
    private final List<JsonObject> said = new ArrayList<>();
    private final List<String> exchanged = new ArrayList<>();
    private final List<WebSocketRoute> sockets = new ArrayList<>();
    private JsonObject first = turn(MENU);

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
                                        .setArgs(FLAGS));
        vertx = Vertx.vertx();
        var router = Router.router(vertx);
        new PageFiles().mount(router);
        server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
    }

    @AfterAll
    static void close() {
        browser.close();
        playwright.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void noComplaints() {
        assertThat(complaints).isEmpty();
    }

    private static final String LIVE =
            """
            "language": "en", "call": "live", "back": true, "person": true, "late": false, "matched": false}
            """;
    private static final String MENU =
            """
            {"v": 1, "type": "turn", "version": 10, "kind": "choose", "said": ["Welcome.", "What is it about?"],
             "choices": [{"id": "*", "key": "*", "label": "Your outage report"},
              {"id": "internet", "key": "1", "label": "internet at home"},
              {"id": "bill", "key": "5", "label": "a question about your bill"}],
            """
                    + LIVE;
    private static final String ASK =
            """
            {"v": 1, "type": "turn", "version": 11, "kind": "ask", "said": ["Please key your account number."],
             "field": {"name": "account", "kind": "digits", "min": 8, "max": 8, "secret": false, "confirms": false},
            """
                    + LIVE;

    /** One grey point. */
    private static final byte[] PNG =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                                    + "CklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    /** What a server may say, and what of it is looked for before a picture is taken. */
    private static Map<String, JsonObject> states() {
        var states = new LinkedHashMap<String, JsonObject>();
        states.put("menu", turn(MENU).put("files", files().put("given", new JsonArray())));
        states.put("ask", turn(ASK));
        var known = turn(ASK).put("said", new JsonArray().add("The account ending in 71."));
        known.getJsonObject("field").put("confirms", true);
        states.put("confirm", known);
        states.put("match", turn(MENU).put("match", new JsonObject().put("digits", "47")));
        states.put("phone", other("phone").put("why", "private"));
        states.put("waiting", other("waiting"));
        var asked = turn(ASK).put("agent", true).put("back", false).put("person", false);
        asked.put("said", new JsonArray().add("Your e-mail address?"));
        asked.getJsonObject("field").put("kind", "email").put("min", 1).put("max", 254);
        states.put("agent-form", asked);
        var document = new JsonObject().put("label", "Tariffs");
        states.put(
                "agent-document",
                other("talking")
                        .put("agent", true)
                        .put("said", new JsonArray().add("Tariffs"))
                        .put("document", document.put("url", "https://telecom.example/t.pdf")));
        states.put(
                "agent-file",
                other("talking")
                        .put("agent", true)
                        .put("said", new JsonArray().add("A picture or a document, please."))
                        .put("files", files().put("asked", true)));
        states.put("ended", other("ended").put("call", "ended").put("files", files()));
        return states;
    }

    /** One was handed in, of a name that does not fit a line. */
    private static JsonObject files() {
        var given =
                new JsonObject()
                        .put("id", "01978a00-0000-7000-8000-0000000000f1")
                        .put("name", "contract_" + "signed_by_both_of_us_".repeat(3) + ".pdf")
                        .put("type", "application/pdf")
                        .put("size", 819_200);
        return new JsonObject()
                .put("largest", 10_000_000)
                .put("accept", ".jpg,.png,.pdf")
                .put("given", new JsonArray().add(given));
    }

    private static JsonObject turn(String json) {
        return new JsonObject(json);
    }

    private static JsonObject other(String kind) {
        return turn(MENU).put("kind", kind).put("said", new JsonArray());
    }

    private record Look(String language, ColorScheme scheme, int width, int height) {}

    private static final List<Look> LOOKS =
            List.of(
                    new Look("en", ColorScheme.LIGHT, 1280, 800),
                    new Look("ru", ColorScheme.DARK, 390, 844),
                    new Look("kk", ColorScheme.LIGHT, 320, 568));

    @Test
    void everyStateFitsAPhoneAndADeskInThreeLanguages() {
        for (var look : LOOKS) {
            try (var context = context(look)) {
                var gate = open(context, "#token");
                check(gate, look, "gate", 0);
                gate.close();
                first = turn(MENU).put("language", look.language());
                var page = open(context, "");
                var version = 20;
                for (var state : states().entrySet()) {
                    var turn = state.getValue().put("language", look.language());
                    socket().send(turn.put("version", version++).encode());
                    if (state.getKey().equals("ask")) {
                        page.locator("#value").fill("123");
                        page.locator("form button").click();
                    }
                    if (state.getKey().equals("agent-file")) {
                        page.locator("companion-files input")
                                .setInputFiles(new FilePayload("empty.png", "", new byte[0]));
                        page.locator("companion-files .wrong").waitFor();
                    }
                    check(page, look, state.getKey(), version);
                }
                socket().close(code(4001));
                assertThat(page.locator("a[href='tel:+77270008000']")).isVisible();
                check(page, look, "over", 2);
            }
        }
    }

    /** Each state is looked at by axe in one of the looks. */
    private static void check(Page page, Look look, String state, int number) {
        page.locator("h2").waitFor();
        var name = state + "-" + look.language();
        shoot(page, name);
        assertThat((Boolean) page.evaluate(FITS)).as(name).isTrue();
        if (number % LOOKS.size() == LOOKS.indexOf(look)) {
            Axe.check(page, name);
        }
    }

    @Test
    void aPressOpensTheLinkAndThePageGoesOnWithTheCall() {
        first = turn(MENU);
        try (var context = context(LOOKS.getFirst())) {
            var page = open(context, "#q3nY0mWcR6aXkq1y");
            assertThat(button(page, "Continue")).isVisible();
            assertThat(exchanged).isEmpty();
            assertThat(sockets).isEmpty();

            button(page, "Continue").click();

            assertThat(heading(page, "What is it about?")).isVisible();
            assertThat(exchanged).containsExactly("{\"token\":\"q3nY0mWcR6aXkq1y\"}");
            assertThat(page.url()).endsWith("/c");
            button(page, "5 a question about your bill").click();
            assertThat(said())
                    .isEqualTo(
                            turn("{\"v\":1,\"type\":\"picked\",\"version\":10,\"id\":\"bill\"}"));
            socket().send(turn(ASK).encode());
            assertThat(heading(page, "Please key your account number.")).isFocused();

            page.keyboard().press("Tab");
            assertThat(said().getBoolean("on")).isTrue();
            page.keyboard().type("1234 5678");
            first = turn(ASK).put("version", 12).put("said", again());
            socket().close(code(1001));
            page.waitForCondition(() -> sockets.size() == 2);
            assertThat(page.locator("#value")).hasValue("1234 5678");
            assertThat(page.locator("#value")).isFocused();
            page.keyboard().press("Enter");
            page.waitForCondition(() -> said().getString("type").equals("text"));
            assertThat(said().getInteger("version")).isEqualTo(12);
            first = turn(MENU).put("version", 14);
            socket().send(turn(MENU).put("version", 14).put("late", true).encode());

            assertThat(page.locator(".note")).containsText("answered on the phone already");
            page.getByText("What was said so far").click();
            assertThat(page.locator(".own"))
                    .hasText(
                            new String[] {
                                "Answered on the phone", "You: a question about your bill"
                            });
        }
    }

    /**
     * All of a picture would come for its thumbnail, and a server gives a page but a few at once.
     */
    @Test
    void aPictureIsShownFromTheDeviceAndNoneIsFetched() {
        var given = new JsonArray();
        for (var i = 1; i <= 6; i++) {
            given.add(picture(i, "before-" + i + ".png", 4_000_000));
        }
        first = turn(MENU).put("files", files().put("given", given));
        try (var context = context(LOOKS.getFirst())) {
            var page = open(context, "");
            assertThat(page.locator("companion-files a")).hasCount(6);
            assertThat(page.locator("companion-files img")).hasCount(0);
            var arrived = new ArrayList<String>();
            page.route(
                    "**/c/files**",
                    route -> {
                        arrived.add(route.request().method());
                        route.fulfill(new Route.FulfillOptions().setStatus(201));
                    });

            var camera =
                    page.waitForFileChooser(
                            () -> button(page, "Hand in a picture or a document").click());
            page.evaluate(HIDE);
            camera.setFiles(new FilePayload("meter.png", "image/png", PNG));
            page.waitForCondition(() -> !arrived.isEmpty());
            given.add(picture(7, "meter.png", PNG.length));
            socket().send(first.copy().put("version", 11).encode());

            page.waitForFunction(
                    "() => document.querySelector('companion-page').renderRoot"
                            + ".querySelector('companion-files').renderRoot"
                            + ".querySelector('img')?.naturalWidth === 1");
            assertThat(page.locator("companion-files img")).hasCount(1);
            assertThat(arrived).containsExactly("POST");
            page.waitForCondition(() -> typing().contains(false));
            assertThat(typing())
                    .as("the call waits until it has arrived")
                    .containsExactly(true, false);
            socket().send(other("ended").put("call", "ended").put("version", 12).encode());
            socket().close(code(4004));
            assertThat(page.locator(".call")).hasText("The call has ended. You can go on here.");
        }
    }

    /** What the page told of typing, from the first on. */
    private List<Boolean> typing() {
        return said.stream()
                .filter(message -> message.getString("type").equals("typing"))
                .map(message -> message.getBoolean("on"))
                .toList();
    }

    /** As telephones hide a page behind their camera. */
    private static final String HIDE =
            "() => { Object.defineProperty(document, 'visibilityState', {value: 'hidden'});"
                    + " document.dispatchEvent(new Event('visibilitychange')); }";

    private static JsonObject picture(int number, String name, int size) {
        return new JsonObject()
                .put("id", "01978a00-0000-7000-8000-00000000000" + number)
                .put("name", name)
                .put("type", "image/png")
                .put("size", size);
    }

    private static JsonArray again() {
        return new JsonArray().add("Nothing was heard.").add("Please key your account number.");
    }

    private static final String FITS = "() => document.documentElement.scrollWidth <= innerWidth";

    private static BrowserContext context(Look look) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setLocale(look.language())
                        .setColorScheme(look.scheme())
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(look.width(), look.height()));
    }

    private Page open(BrowserContext context, String fragment) {
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.routeWebSocket("**/c/live", this::serve);
        page.route("**/c/open", this::exchange);
        page.navigate("http://127.0.0.1:" + server.actualPort() + "/c" + fragment);
        return page;
    }

    private void exchange(Route route) {
        exchanged.add(route.request().postData());
        route.fulfill(new Route.FulfillOptions().setStatus(204));
    }

    private void serve(WebSocketRoute socket) {
        sockets.add(socket);
        socket.onMessage(frame -> said.add(new JsonObject(frame.text())));
        socket.send(first.encode());
    }

    private WebSocketRoute socket() {
        return sockets.getLast();
    }

    /** The last that the page said. */
    private JsonObject said() {
        return said.getLast();
    }

    private static WebSocketRoute.CloseOptions code(int code) {
        return new WebSocketRoute.CloseOptions().setCode(code).setReason("+7 727 000 80 00");
    }

    private static Locator heading(Page page, String words) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(words));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void shoot(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve("companion-" + name + ".png")));
    }
}
