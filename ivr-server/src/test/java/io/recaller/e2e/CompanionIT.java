package io.recaller.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.recaller.e2e.Screen.button;
import static io.recaller.e2e.Screen.heading;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.recaller.Stores;
import io.recaller.contact.ContactId;
import io.recaller.db.TestDatabase;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.LineState;
import io.recaller.lab.stage.SmsCentre;
import io.recaller.lab.stage.TinyAmi;
import io.recaller.message.Attachments;
import io.recaller.message.SampleFiles;
import io.recaller.message.file.Attachment;
import io.recaller.settings.SettingsReader;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A call and the page beside it, in step: real telephones, a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("beside")
final class CompanionIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String INTRO = "Good day, this is the short line.";
    private static final String STREET = "Please key four digits of your street.";
    private static final String HOUSE = "And two digits of your house number.";

    private static final String BILL = "For your monthly bill, press one.";
    private static final String PIN = "Please key your secret number.";
    private static final String ACCOUNTANT = "One moment, an accountant.";

    private static final String CODE =
            "Please key the six digits of your code. Without a code press zero.";

    private static final String VALUE = "What does the meter show?";

    private static final String FAULT = "2 a broken connection";
    private static final int ROUNDS = 3;

    /** Bytes, and bytes a second. */
    private static final int PICTURE = 3_000_000;

    private static final int SLOWLY = 250_000;

    private World world;
    private Path settings;
    private int port;
    private Stores stores;
    private Rows rows;
    private SmsCentre centre;
    private Screen screen;
    private KillableServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        PlaywrightAssertions.setDefaultAssertionTimeout(10_000);
        world =
                new World(
                        folder, World.Database.of(TestDatabase.freshSettings()), 1, World.PATIENT);
        centre = world.keep(new SmsCentre());
        screen = world.keep(new Screen());
        settings =
                world.settings(
                        1,
                        "going-on: {offered-for: 30m, call: '8400', dialled: '8400'}",
                        "channels:",
                        "  site: {kind: web, flow: doors, language: en}",
                        "  texts: {kind: sms, provider: kannel, flow: short, language: en, url: '"
                                + centre.url()
                                + "', user: u, password: p, from: '+77270008000', token: "
                                + "a-token-of-this-test-0123456789ab}");
        port = SettingsReader.read(settings, Map.of()).web().port();
        Files.writeString(
                settings,
                "companion: {url: 'http://127.0.0.1:%d/c', channels: [texts], prefixes: ['+7'], call: '+77270008000', chat: site}\n"
                        .formatted(port),
                StandardOpenOption.APPEND);
        stores = world.keep(World.stores(settings));
        rows = new Rows(stores);
        rows.agent("maria", "phone-1", "billing", "language:en");
        server = KillableServer.begin(settings);
        server.awaitReady();
    }

    @AfterAll
    void end() {
        server.close();
        world.close();
    }

    @Test
    void aFlowIsWalkedHalfOnThePhoneAndHalfOnThePage() throws Exception {
        var caller = "+77030000001";
        var call = ring(caller);
        var link = link(caller, call);
        robotsLookAt(link);
        try (var telephone = screen.telephone()) {
            var page = telephone.newPage();
            open(page, link);

            button(page, FAULT).click();
            begun(STREET, 0);
            rows.awaitPlace(caller, "order", "street");
            Ear.listenTo(STREET);
            call.press("1234");
            assertThat(heading(page, HOUSE)).isVisible();
            Screen.shoot(page, "companion-call");
            Ear.listenTo(HOUSE);
            page.close();
            var again = telephone.newPage();
            again.navigate(address(link));
            assertThat(heading(again, HOUSE)).isVisible();
            again.locator("#value").fill("5 6");
            again.keyboard().press("Enter");
            call.awaitEnd(SOON);

            assertThat(again.getByText("You may close this page.")).isVisible();
        }
        var contact = rows.ended(caller);
        assertThat(contact.end()).isEqualTo("self-served");
        assertThat(rows.data(contact)).containsEntry("street", "1234").containsEntry("house", "56");
        assertThat(Ear.words(call.heard(), INTRO, STREET, HOUSE))
                .containsSubsequence(INTRO, STREET, HOUSE);
    }

    @Test
    void whatIsPrivateIsOnThePageOnlyOnceTheTwoDigitsWereKeyed() throws Exception {
        var caller = "+77030000002";
        rows.customer(caller, "246810", "40035871");
        var call = ring(caller);
        var link = link(caller, call);
        try (var telephone = screen.telephone()) {
            var page = telephone.newPage();
            open(page, link);
            button(page, "3 the state of your account").click();
            assertThat(heading(page, "Your PIN is asked on the phone only.")).isVisible();
            assertThat(page.locator("input:not([type=file])")).hasCount(0);
            Ear.listenTo(PIN);
            call.press("246810#");
            assertThat(heading(page, "What comes now is told on the phone only.")).isVisible();
            assertThat(page.getByText("71")).hasCount(0);

            match(page, call, 1);
            assertThat(page.getByText("Those were not the two digits.")).isVisible();
            assertThat(page.getByText("71")).hasCount(0);
            match(page, call, 0);
            assertThat(page.getByText("The account ending in 5871")).isVisible();
            Screen.shoot(page, "companion-matched");
            button(page, "Yes, that is right").click();
            assertThat(heading(page, ACCOUNTANT)).isVisible();
            Ear.listenTo(ACCOUNTANT);
            page.close();
            call.hangUp();
            call.awaitEnd(SOON);
        }
        assertThat(rows.ended(caller).end()).isEqualTo("abandoned");
        assertThat(Ear.words(call.heard(), PIN, ACCOUNTANT)).containsExactly(PIN, ACCOUNTANT);
    }

    /** Asks for the digits and keys them, or some that are that much more. */
    private void match(Page page, Call call, int wrong) {
        button(page, "Show what is mine").first().click();
        page.locator(".two").waitFor();
        var digits = Integer.parseInt(page.locator(".two").innerText());
        Ear.listen(Duration.ofSeconds(1));
        call.press(Integer.toString(10 + (digits - 10 + wrong) % 90));
    }

    /**
     * A page beside a call on which a picture is on its way, and one whose call is hung up in that
     * moment; a call that went on in writing, one that the flow leads there in that moment, writing
     * that went on by a call.
     */
    @Test
    void aKilledServerStopsNothingOnWhicheverChannelsItIs() throws Exception {
        var caller = "+77030000003";
        var call = ring(caller);
        var link = link(caller, call);
        var leaving = ring("+77030000008");
        var leavingLink = link("+77030000008", leaving);
        try (var telephone = screen.telephone();
                var other = screen.telephone()) {
            var page = telephone.newPage();
            open(page, link);
            var left = other.newPage();
            open(left, leavingLink);
            var byCode = "+77030000005";
            var keyed = goesOnByCall(new SitePeer(stores, "writer-5"), byCode);
            var inWriting = goesOnInWriting(new SitePeer(stores, "writer-6"), "+77030000006");
            var led = new SitePeer(stores, "writer-9");
            var leads = choosesHow(led, "+77030000009");

            var line = page.context().newCDPSession(page);
            handsInSlowly(page, line);
            leads.press("3");
            leaving.hangUp();
            server.kill();
            assertThat(page.getByText("No connection.")).isVisible();
            server = KillableServer.start(settings);
            keyed.press("123");
            inWriting.write("1", answer -> answer.text().contains(VALUE));
            pressesUntilTheEnd(leads);
            led.await(answer -> answer.text().contains(VALUE));
            led.write("123", answer -> answer.text().contains("Thank you for the reading."));
            assertThat(page.getByText("No connection."))
                    .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(20_000));
            assertThat(page.getByText("It did not get through.")).isVisible();
            assertThat(files(caller)).as("half a picture is none").isEmpty();
            throttle(line, -1);
            button(page, "Send again").click();
            assertThat(page.getByText("has arrived")).isVisible();
            assertThat(files(caller)).extracting(Attachment::size).containsExactly(PICTURE);
            button(page, FAULT).click();
            begun(STREET, 0);
            rows.awaitPlace(caller, "order", "street");
            Ear.listenTo(STREET);
            call.press("1234");
            assertThat(heading(page, HOUSE)).isVisible();
            button(left, "2 · a broken connection").click();
            assertThat(left.getByText(STREET)).isVisible();
            Screen.shoot(left, "companion-chat-after-kill");
            call.hangUp();
            call.awaitEnd(SOON);
            assertThat(page.getByText(HOUSE)).isVisible();
            assertThat(page.locator("recaller-chat")).isVisible();
            inWriting.write("123", answer -> answer.text().contains("Thank you for the reading."));
            keyed.awaitEnd(SOON);
            assertThat(rows.ended(byCode).end()).isEqualTo("self-served");
            assertThat(rows.contacts(byCode)).isOne();
        }
        assertThat(rows.data(rows.contact(caller))).containsEntry("street", "1234");
        assertThat(rows.contacts(caller)).isOne();
        assertThat(rows.ended("writer-5").end()).isEqualTo("switched");
        assertThat(rows.ended("writer-6").end()).isEqualTo("self-served");
        assertThat(rows.contacts("writer-6")).isOne();
        assertThat(rows.ended("+77030000008").end()).isEqualTo("caller-hung-up");
        assertThat(rows.contacts("+77030000008")).isOne();
        assertThat(rows.ended("writer-9").end()).isEqualTo("self-served");
        assertThat(rows.contacts("writer-9")).as("what they wrote, and the call").isEqualTo(2);
    }

    /** Over a telephone's line, which has carried a part of it by now. */
    private static void handsInSlowly(Page page, CDPSession line) {
        throttle(line, SLOWLY);
        page.locator("companion-files input")
                .setInputFiles(
                        new FilePayload(
                                "meter.jpg", "image/jpeg", SampleFiles.picture(PICTURE).bytes()));
        page.waitForCondition(() -> share(page) > 0.1);
    }

    private static double share(Page page) {
        var bar = page.locator("companion-files progress");
        return ((Number) bar.evaluate("bar => bar.value")).doubleValue();
    }

    /** What is sent over HTTP from then on; -1: as fast as it goes. */
    private static void throttle(CDPSession line, int bytesPerSecond) {
        var how = new JsonObject();
        how.addProperty("offline", false);
        how.addProperty("latency", 0);
        how.addProperty("downloadThroughput", -1);
        how.addProperty("uploadThroughput", bytesPerSecond);
        var _ = line.send("Network.emulateNetworkConditions", how);
    }

    private List<Attachment> files(String caller) {
        var contact = new ContactId(rows.contact(caller).id());
        return stores.database().inTransaction(tx -> new Attachments().of(tx, contact));
    }

    /** Writes, is given a code, calls, keys it, and is asked the question there. */
    private Call goesOnByCall(SitePeer peer, String caller) {
        peer.write("hello", answer -> answer.buttons().size() == 2);
        peer.write("1", answer -> answer.text().contains("Which meter"));
        peer.write("1234", answer -> answer.buttons().size() == 5);
        var told = peer.write("2", answer -> answer.text().contains(VALUE)).text();
        var digits = Pattern.compile("(\\d{3}) (\\d{3})").matcher(told);
        assertThat(digits.find()).isTrue();
        var call = world.stage.call(caller, World.CODES);
        call.awaitAnswered(SOON);
        Ear.listenTo(CODE);
        call.press(digits.group(1) + digits.group(2));
        rows.awaitPlace(caller, "value", "");
        return call;
    }

    /** Has the chat open, calls, and is asked how to go on. */
    private Call choosesHow(SitePeer peer, String caller) {
        peer.alsoCallsFrom(caller);
        peer.write("hello", answer -> answer.buttons().size() == 2);
        return choosesHow(caller);
    }

    /** Again where they are asked again: the key of a turn that was just being written is lost. */
    private static void pressesUntilTheEnd(Call call) {
        Awaitility.await()
                .alias("the call ends")
                .atMost(Duration.ofSeconds(25))
                .pollDelay(Duration.ofSeconds(1))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    if (!isOver(call)) {
                        call.press("3");
                    }
                    return isOver(call);
                });
    }

    private static boolean isOver(Call call) {
        return call.state() instanceof LineState.Ended;
    }

    private Call choosesHow(String caller) {
        var call = world.stage.call(caller, World.DOORS);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");
        call.press("1");
        rows.awaitPlace(caller, "meter", "");
        call.press("1234");
        rows.awaitPlace(caller, "how", "");
        return call;
    }

    /** Calls, hangs up in the middle, and writes: they stand there again. */
    private SitePeer goesOnInWriting(SitePeer peer, String caller) {
        peer.alsoCallsFrom(caller);
        var call = choosesHow(caller);
        call.hangUp();
        call.awaitEnd(SOON);
        rows.ended(caller);
        peer.write("hello", answer -> answer.buttons().size() == 3);
        peer.write("*", answer -> answer.buttons().getFirst().label().contains("going on here"));
        return peer;
    }

    /**
     * By keys alone at the desk of whoever talks; the caller's telephone and screen are real, too.
     */
    @Test
    void whatTheAgentShowsOnThePageIsOnTheDeskAsSoonAsItIsTyped() throws Exception {
        var caller = "+77030000007";
        var phone = world.stage.phone("phone-1").answersAfter(Duration.ofMillis(300));
        try (var hers = screen.desk();
                var telephone = screen.telephone()) {
            var desk = atTheDesk(hers);
            var call = ring(caller);
            call.press("1");
            phone.awaitTalking(SOON);
            var beside = desk.locator("desk-page-beside");
            assertThat(beside).isVisible();

            desk.keyboard().press("Shift+F1");
            desk.keyboard().press("Enter");
            var text = centre.await(caller, 0, words -> words.contains("/c#"), SOON);
            var page = telephone.newPage();
            page.navigate(text.substring(text.indexOf("http")));
            button(page, "Continue").click();
            assertThat(heading(page, STREET)).isVisible();
            page.locator("#value").fill("1234");
            page.keyboard().press("Enter");
            assertThat(beside.getByText("1234")).isVisible();
            assertThat(heading(page, HOUSE)).isVisible();
            Screen.shoot(page, "companion-agent");
            Screen.shoot(desk, "companion-agent-desk");
            page.locator("#value").fill("56");
            page.keyboard().press("Enter");
            assertThat(beside.getByText("56")).isVisible();
            assertThat(page.getByText("Thank you, it has arrived.").first()).isVisible();
            assertThat(rows.contact(caller).end()).as("while they talk").isEmpty();
            call.hangUp();
            call.awaitEnd(SOON);
            phone.awaitIdle(SOON);
        }
        assertThat(rows.ended(caller).end()).isEqualTo("served");
    }

    private Page atTheDesk(BrowserContext hers) {
        var desk = hers.newPage();
        desk.navigate("http://127.0.0.1:" + port + "/desk");
        desk.locator("input[name=login]").fill("maria");
        desk.locator("input[name=password]").fill(Rows.PASSWORD);
        desk.keyboard().press("Enter");
        desk.locator(".pill").first().waitFor();
        desk.keyboard().press("F2");
        desk.locator(".pill.ready").waitFor();
        return desk;
    }

    private Call ring(String caller) {
        var call = world.stage.call(caller, World.NUMBER);
        call.awaitAnswered(SOON);
        rows.awaitPlace(caller, "main", "");
        Ear.listenTo(INTRO);
        return call;
    }

    /** Asks for the page, and takes the link out of the message. */
    private String link(String caller, Call call) throws InterruptedException {
        call.press("9");
        var text = centre.await(caller, 0, words -> words.contains("/c#"), SOON);
        return text.substring(text.indexOf("http"));
    }

    /** Without what never leaves a browser. */
    private static String address(String link) {
        return link.substring(0, link.indexOf('#'));
    }

    /** As programs do that show what is behind a link. */
    private static void robotsLookAt(String link) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            for (var method : new String[] {"HEAD", "GET", "GET"}) {
                var request =
                        HttpRequest.newBuilder(URI.create(address(link)))
                                .method(method, BodyPublishers.noBody())
                                .build();
                var seen = http.send(request, BodyHandlers.ofString());
                assertThat(seen.statusCode()).isEqualTo(200);
                assertThat(seen.headers().map()).doesNotContainKey("set-cookie");
            }
        }
    }

    private static void open(Page page, String link) {
        page.navigate(link);
        button(page, "Continue").click();
        assertThat(heading(page, INTRO)).isVisible();
        assertThat(page.url()).doesNotContain("#");
    }

    /** When the switch was told to speak these words, the first time after that moment. */
    private long begun(String words, long after) {
        var file = new Prompt(new Language("en"), words).address();
        return Awaitility.await()
                .alias("begun: " + words)
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> came("AGIExecStart", file).filter(at -> at >= after).findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** When events came, in milliseconds since 1970. */
    private Stream<Long> came(String name, String command) {
        return world.asterisk.events().stream()
                .filter(event -> name.equals(event.get("Event")))
                .filter(event -> event.getOrDefault("Command", "").contains(command))
                .map(event -> Long.parseLong(event.get(TinyAmi.CAME)));
    }

    /** Notes when something was pressed on a page, and when it asked what. */
    private static final String WATCH =
            """
            () => {
              const root = document.querySelector("companion-page").shadowRoot;
              window.asked = [];
              const look = () => {
                const words = root.querySelector("h2")?.textContent;
                if (window.asked.at(-1)?.words !== words) window.asked.push({ words, at: Date.now() });
              };
              new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true });
              root.addEventListener("click", () => (window.pressed = Date.now()), true);
            }
            """;

    /** How long after a press the call was told to speak what follows. */
    private long press(Page page, String button, String words) {
        button(page, button).click();
        var pressed = ((Number) page.evaluate("window.pressed")).longValue();
        return begun(words, pressed) - pressed;
    }

    /** By the clock of the page, when it last began to ask this. */
    private static long asked(Page page, String words) {
        assertThat(heading(page, words)).isVisible();
        var at = page.evaluate("words => asked.findLast(each => each.words === words).at", words);
        return ((Number) at).longValue();
    }

    /**
     * Said, not held: it is about this machine. A caller waits no longer than 300 ms, a page 200.
     */
    @Test
    void eachSideFollowsTheOtherAtOnce() throws Exception {
        var caller = "+77030000004";
        var call = ring(caller);
        var link = link(caller, call);
        var spoken = new ArrayList<Long>();
        var shown = new ArrayList<Long>();
        try (var telephone = screen.telephone()) {
            var page = telephone.newPage();
            open(page, link);
            page.evaluate(WATCH);
            for (var round = 0; round < ROUNDS; round++) {
                spoken.add(press(page, FAULT, STREET));
                spoken.add(press(page, "Back", BILL));
                Ear.listen(Duration.ofSeconds(1));
                call.press("2");
                var asked = asked(page, STREET);
                shown.add(
                        asked
                                - came("AGIExecEnd", "")
                                        .filter(at -> at <= asked)
                                        .toList()
                                        .getLast());
                press(page, "Back", BILL);
            }
        }
        call.hangUp();
        call.awaitEnd(SOON);
        System.out.println("press on the page to the call's next words, ms: " + spoken);
        System.out.println("key on the call to the page's next turn, ms: " + shown);
        assertThat(spoken).hasSize(2 * ROUNDS);
    }
}
