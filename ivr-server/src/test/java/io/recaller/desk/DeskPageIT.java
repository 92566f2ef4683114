package io.recaller.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.channel.AnswerTimes;
import io.recaller.channel.agent.OtherWay;
import io.recaller.contact.Channel;
import io.recaller.desk.card.Disposition;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import io.recaller.message.SampleFiles;
import io.recaller.message.ThreadId;
import io.recaller.recommendation.OutcomeState;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.transfer.Destinations;
import io.recaller.transfer.HandedOver;
import io.recaller.transfer.Transfer;
import io.recaller.transfer.Wished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser. Screenshots are left in {@code target/screenshots}. */
@Tag("beside")
class DeskPageIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final List<String> FLAGS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update");

    private static Playwright playwright;
    private static Browser browser;

    private final DeskServer server = new DeskServer(InstantSource.system());
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void openBrowser() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium())
                                        .setArgs(FLAGS));
    }

    /** Debian's, or the one named by the environment; a missing one is a failure, never a skip. */
    private static Path chromium() {
        var named = Optional.ofNullable(System.getenv("RECALLER_CHROMIUM"));
        var path = Path.of(named.orElse("/usr/bin/chromium"));
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException(
                    "no browser at "
                            + path
                            + ": sudo apt-get install -y chromium"
                            + " (or set RECALLER_CHROMIUM to one)");
        }
        return path;
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
        playwright.close();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theCardIsOnTheScreenWithinASecondAndAcknowledged() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            page.keyboard().press("F2");
            assertThat(page.getByText("Ready for the next contact")).isVisible();

            var began = System.nanoTime();
            server.ring();
            page.getByRole(AriaRole.HEADING, heading("Chatted about internet outage 2 h ago"))
                    .waitFor(new Locator.WaitForOptions().setTimeout(5000));
            var took = Duration.ofNanos(System.nanoTime() - began);

            assertThat(took).isLessThan(Duration.ofSeconds(1));
            assertThat(page.locator("[aria-live=assertive]"))
                    .containsText("Incoming: Aigerim Sadykova. Chatted about internet outage");
            assertThat(page).hasTitle("● Aigerim Sadykova — Recaller");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void theKeyboardAloneTakesAContactFromReadyToItsDisposition() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = open(context);
            page.keyboard().type("dana");
            page.keyboard().press("Tab");
            page.keyboard().type(MemoryAgents.PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.getByText("You are not ready")).isVisible();
            page.keyboard().press("F2");
            assertThat(page.getByText("Ready for the next contact")).isVisible();
            var serving = server.ring();
            server.answer(serving);
            server.hangUp(serving);
            var topic = page.getByRole(AriaRole.COMBOBOX);
            assertThat(topic).isFocused();

            page.keyboard().type("slow");
            page.keyboard().press("Tab");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("F8");

            assertThat(page.getByText("Ready for the next contact")).isVisible();
            assertThat(server.disposed())
                    .singleElement()
                    .satisfies(done -> {
                        assertThat(done.topic().id()).isEqualTo("internet.speed");
                        assertThat(done.disposition()).isEqualTo(Disposition.FOLLOW_UP);
                    });
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void aPageThatLostItsServerSaysSoComesBackByItselfAndHasTheCardAgain() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var serving = server.ring();
            assertThat(page.locator(".name")).isVisible();

            server.stop();
            assertThat(page.getByText("The server does not answer")).isVisible();
            shoot(page, "disconnected");
            server.agents().answer(serving.assignment());
            server.start();

            assertThat(page.getByText("The server does not answer")).isHidden();
            assertThat(page.locator(".name")).isVisible();
            assertThat(page.locator(".pill")).containsText("Talking");
            page.reload();
            assertThat(page.locator(".name")).isVisible();
        }
    }

    @Test
    void afterAnOutageOfMinutesThePageIsUsableAgainAndSaysThatTheServerWasAway() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = clocked(context);
            signIn(page);
            page.keyboard().press("F2");
            assertThat(page.getByText("Ready for the next contact")).isVisible();

            server.stop();
            assertThat(page.getByText("The server does not answer")).isVisible();
            server.agents().lapse();
            page.clock().runFor(200_000);
            server.start();

            timePassesUntil(page, page.getByText(Pattern.compile("server was away for [34]:")));
            shoot(page, "server-was-away");
            assertThat(page.getByText("You are not ready: press F2")).isVisible();
            page.keyboard().press("F2");
            assertThat(page.getByText("Ready for the next contact")).isVisible();
            assertThat(page.getByText("The server was away")).isHidden();
        }
    }

    @Test
    void whoOpensThePageInAnOutageCanSignInAfterIt() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = context.newPage();
            page.route("**/desk/session", route -> answer(route, 503));
            page.navigate(server.origin() + "/desk");
            assertThat(page.getByText("The server cannot reach its data")).isVisible();
            assertThat(page.locator("input[name=login]")).hasCount(0);

            page.unroute("**/desk/session");

            signIn(page);
            assertThat(page.getByText("The server cannot reach its data")).hasCount(0);
        }
    }

    private static void answer(Route route, int status) {
        route.fulfill(new Route.FulfillOptions().setStatus(status));
    }

    @Test
    void nothingIsSaidToBeCopiedThatIsNotAndWhatIsAskedIsAskedOfOneCallerOnly() {
        server.cardsComeFrom((_, id, contact) -> SampleCards.claimed(id, contact, server.now()));
        try (var context = context("en", ColorScheme.LIGHT)) {
            context.addInitScript(
                    "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
                            + "document.execCommand = () => false;");
            var page = signedIn(context);
            server.connected(Channel.CHAT);
            page.locator("#story").waitFor();
            server.connected(Channel.PHONE);
            assertThat(page.getByRole(AriaRole.TAB)).hasCount(2);

            page.getByText("+77011234567").click();
            assertThat(page.getByText("not copied")).isVisible();
            shoot(page, "not-copied");
            page.getByText("I have verified this caller").click();
            assertThat(page.getByText("Named a document")).isVisible();
            page.keyboard().press("F6");

            assertThat(page.getByText("I have verified this customer")).isVisible();
            assertThat(page.getByText("Named a document")).hasCount(0);
            assertThat(page.getByText("copied")).hasCount(0);
        }
    }

    @Test
    void aComputerThatWasOfflineIsToldSoAndAPhoneThatIsTakenMeanwhileIsAskedFor() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = clocked(context);
            signIn(page);

            context.setOffline(true);
            server.desk().close();
            assertThat(page.getByText("This computer is not connected")).isVisible();
            page.clock().runFor(80_000);
            server.restart();
            context.setOffline(false);
            timePassesUntil(page, page.getByText(Pattern.compile("not connected for [12]:")));
            assertThat(page.getByText("The server was away")).isHidden();

            server.agents().phoneIsTaken();
            server.agents().lapse();
            timePassesUntil(page, page.getByText("You were signed out while nothing was heard"));
            assertThat(page.locator("input[name=login]")).isVisible();
        }
    }

    @Test
    void ofSeveralContactsTheOneThatRingsIsShownAndWhatWasWrittenOfAnotherIsKept() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var tabs = page.getByRole(AriaRole.TAB);
            var chosen = page.locator("[role=tab][aria-selected=true]");
            var chat = server.connected(Channel.CHAT);
            assertThat(page.locator("desk-caller-card")).hasAttribute("phase", "talking");
            assertThat(tabs).hasCount(0);

            server.ring();
            assertThat(tabs).hasCount(2);
            assertThat(chosen).containsText("Ringing");
            shoot(page, "several-ringing");
            page.keyboard().press("F6");
            assertThat(chosen).containsText("In conversation");
            server.hangUp(chat);
            page.keyboard().press("F4");
            page.keyboard().type("slow");
            page.keyboard().press("F6");
            assertThat(chosen).containsText("Ringing");
            page.keyboard().press("F6");
            page.getByRole(AriaRole.RADIO, radio("Resolved")).check();

            assertThat(page.getByRole(AriaRole.COMBOBOX)).hasValue("slow");
            shoot(page, "several-wrap-up");
            page.keyboard().press("F8");
            assertThat(tabs).hasCount(0);
            assertThat(page.locator("desk-caller-card")).hasAttribute("phase", "ringing");
            assertThat(server.disposed())
                    .singleElement()
                    .satisfies(done -> {
                        assertThat(done.assignment()).isEqualTo(chat.assignment());
                        assertThat(done.topic().id()).isEqualTo("internet.speed");
                    });
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void finishingWrapUpIsAnActOfItsOwnAndMoreTimeIsOneKeyAway() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var serving = server.ring();
            server.answer(serving);
            server.hangUp(serving);
            var topic = page.getByRole(AriaRole.COMBOBOX);
            assertThat(topic).isFocused();
            page.keyboard().type("slow");

            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.RADIO).first()).isFocused();
            page.keyboard().press("Enter");
            page.keyboard().press("F8");
            assertThat(page.getByText("Pick the result first.")).isVisible();
            assertThat(server.disposed()).isEmpty();
            page.keyboard().press("F7");
            assertThat(page.locator(".time")).containsText("Ends by itself in 2:5");
            page.getByLabel("Note").fill("Dog in the yard.");
            page.keyboard().press("Enter");
            page.getByRole(AriaRole.RADIO, radio("We follow up")).check();
            page.keyboard().press("F8");

            assertThat(page.getByText("Ready for the next contact")).isVisible();
            assertThat(server.disposed())
                    .singleElement()
                    .satisfies(done -> {
                        assertThat(done.topic().id()).isEqualTo("internet.speed");
                        assertThat(done.disposition()).isEqualTo(Disposition.FOLLOW_UP);
                        assertThat(done.note()).hasValue("Dog in the yard.");
                    });
        }
    }

    @Test
    void anAgentVerifiesTheCallerCopiesTheNumberAndChoosesABreak() {
        server.cardsComeFrom((_, id, contact) ->
                server.agents().howVerified(id) == null
                        ? SampleCards.claimed(id, contact, server.now())
                        : SampleCards.recommending(
                                SampleCards.aigerim(id, contact, server.now()),
                                server.agents().outcome(id)));
        server.agents().waiting(2);
        try (var context = context("en", ColorScheme.LIGHT)) {
            context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            var page = signedIn(context);
            assertThat(page.getByText("2 waiting")).isVisible();
            page.keyboard().press("F2");
            assertThat(page.getByText("Ready for the next contact")).isVisible();
            var serving = server.ring();
            page.locator("#story").waitFor();
            assertThat(page.getByText("I have verified this caller")).isHidden();
            server.answer(serving);

            page.getByText("I have verified this caller").click();
            page.getByText("Named a document").click();
            assertThat(page.getByText("hidden until verified")).hasCount(0);
            assertThat(page.getByText("Customer in the CRM")).isVisible();
            assertThat(page.getByText("There is an outage in your area.")).isVisible();
            assertThat(page.getByText("Urgent")).isVisible();
            page.getByText("+77011234567").click();
            assertThat(page.getByText("copied")).isVisible();
            assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("+77011234567");

            assertThat(page.getByText("33 of 120 customers in Fibre 200 accepted")).isVisible();
            page.keyboard().press("F1");
            page.keyboard().press("2");
            assertThat(page.locator("[aria-pressed=true]", containing("Declined"))).isVisible();
            assertThat(server.agents().outcome(serving.assignment()))
                    .isEqualTo(OutcomeState.DECLINED);

            server.agents().callerGone();
            server.desk().refresh(MemoryAgents.DANA.id());
            assertThat(page.getByText("Ready for the next contact")).isVisible();
            page.keyboard().press("F2");
            page.getByRole(AriaRole.BUTTON, button("Lunch")).click();
            assertThat(page.locator("header")).containsText("Lunch");
            assertThat(server.agents().state())
                    .isEqualTo(new Availability.NotReady(new NotReadyReason("lunch")));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void anAgentIsToldAtOnceThatThePhoneCannotRing() {
        server.agents().phoneIs(PhoneReachability.NO_SUCH_PHONE);
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);

            assertThat(page.getByText("Asterisk has no phone 1102")).isVisible();
            shoot(page, "no-such-phone");
            page.keyboard().press("F2");
            assertThat(page.getByText("You are not ready")).isVisible();
        }
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 320", "ru, DARK, 320", "kk, LIGHT, 390", "ru, LIGHT, 320"})
    void thePageFitsAPhoneAndEverybodyCanUseItInEveryState(
            String language, ColorScheme scheme, int width) {
        server.agents().waiting(3);
        try (var context = context(language, scheme)) {
            var page = open(context);
            page.setViewportSize(width, 700);
            checked(page, language, scheme, width + "-1-sign-in");
            signIn(page);
            checked(page, language, scheme, width + "-2-idle");
            page.keyboard().press("F2");
            page.locator(".pill.ready").waitFor();
            page.keyboard().press("F2");
            page.locator(".breaks").waitFor();
            checked(page, language, scheme, width + "-3-breaks");
            var serving = server.ring();
            page.locator("#story").waitFor();
            checked(page, language, scheme, width + "-4-ringing");
            server.answer(serving);
            page.locator("desk-wrap-up form").waitFor();
            checked(page, language, scheme, width + "-5-talking");
            server.hangUp(serving);
            page.locator("desk-wrap-up[enabled]").waitFor();
            checked(page, language, scheme, width + "-6-wrap-up");
            conversation(server.connected(Channel.CHAT));
            server.ring();
            assertThat(page.getByRole(AriaRole.TAB)).hasCount(3);
            checked(page, language, scheme, width + "-7-several");
            page.getByRole(AriaRole.TAB).nth(1).click();
            page.locator("desk-conversation .message.customer").first().waitFor();
            checked(page, language, scheme, width + "-10-conversation");
            assertThat(complaints).isEmpty();
        }
    }

    /** Nothing hangs out of the window, and axe finds nothing that keeps people out. */
    private static void checked(Page page, String language, ColorScheme scheme, String name) {
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

    @ParameterizedTest
    @CsvSource({"en, LIGHT, shown", "kk, DARK, көрсетілді"})
    void theKeyboardAloneShowsTheCallerAFormAndTheAgentReadsWhatIsGivenAsItComes(
            String language, ColorScheme scheme, String shown) {
        try (var context = context(language, scheme)) {
            var page = signedIn(context);
            page.keyboard().press("F2");
            page.locator(".pill.ready").waitFor();
            var call = server.ring();
            server.answer(call);
            var section = page.locator("desk-page-beside");
            assertThat(section).isVisible();

            page.keyboard().press("Shift+F1");
            assertThat(section.locator(".all button").first()).isFocused();
            page.keyboard().press("Escape");
            assertThat(section.locator(".all")).hasCount(0);
            page.keyboard().press("Shift+F1");
            checked(page, language, scheme, "page-choice");
            page.keyboard().press("Enter");
            assertThat(section).containsText("contract · " + shown);

            var began = System.nanoTime();
            server.pages().gives(call.contact(), "1990-11-21");
            server.desk().lookAtPages(Optional.of(call.contact().value()));
            section.getByText("1990-11-21").waitFor();

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(section).containsText("••••");
            checked(page, language, scheme, "page-given");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void theKeyboardAloneHandsACallerOverAfterAskingAColleague() {
        var agents = server.agents();
        agents.thereAre(SomeBoard.at(server.now()));
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var serving = server.ring();
            server.answer(serving);
            page.locator("desk-hand-over section").waitFor();

            page.keyboard().press("F3");
            Awaitility.await().until(() -> !agents.handed().isEmpty());
            at(serving, HandedOver.Stage.ON_HOLD, Optional.empty());
            assertThat(page.getByText("The caller is on hold")).isVisible();
            page.keyboard().press("F10");
            assertThat(page.locator("#who")).isFocused();
            page.keyboard().type("billing");
            assertThat(page.locator("desk-hand-over [role=option]")).hasCount(3);
            page.keyboard().press("ArrowDown");
            page.keyboard().press("Tab");
            page.keyboard().type("wants a refund");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            Awaitility.await().until(() -> agents.handed().size() == 2);
            page.keyboard().press("Shift+Tab");
            page.keyboard().press("Shift+Tab");
            page.keyboard().press("ArrowUp");
            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            Awaitility.await().until(() -> agents.handed().size() == 3);
            at(serving, HandedOver.Stage.CONSULTING, Optional.of("Oleg Ли"));
            assertThat(page.getByText("You talk with Oleg Ли.")).isVisible();
            assertThat(page.locator("#who")).hasCount(0);
            page.keyboard().press("F3");
            Awaitility.await().until(() -> agents.handed().size() == 4);

            var note = Optional.of("wants a refund");
            assertThat(agents.handed())
                    .containsExactly(
                            new Command.Hold(serving.assignment()),
                            new Command.Send(
                                    serving.assignment(),
                                    new Destinations.Wanted.OfAgent("vera"),
                                    note),
                            new Command.Consult(
                                    serving.assignment(),
                                    new Destinations.Wanted.OfAgent("oleg"),
                                    note),
                            new Command.TakeBack(serving.assignment()));
            agents.handingComesTo(Wished.NOT_FREE);
            page.keyboard().press("F3");
            assertThat(page.getByText("has just become busy")).isVisible();
            assertThat(complaints).isEmpty();
        }
    }

    private void at(Serving serving, HandedOver.Stage stage, Optional<String> to) {
        server.agents()
                .isAt(
                        new HandedOver(
                                serving.assignment(),
                                stage,
                                Optional.empty(),
                                to,
                                Optional.empty(),
                                server.now()));
        server.desk().refresh(MemoryAgents.DANA.id());
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1280", "ru, DARK, 1280", "kk, LIGHT, 1280", "kk, DARK, 320"})
    void whoIsThereAndWhereTheCallerIsReadsWellInEveryLanguage(
            String language, ColorScheme scheme, int width) {
        server.agents().thereAre(SomeBoard.at(server.now()));
        server.cardsComeFrom((_, id, contact) -> SomeBoard.sent(id, contact, server.now()));
        try (var context = context(language, scheme)) {
            var page = open(context);
            page.setViewportSize(width, 800);
            signIn(page);
            var serving = server.ring();
            server.answer(serving);
            page.locator("desk-hand-over section").waitFor();
            page.keyboard().press("F10");
            page.locator("desk-hand-over [role=option]").first().waitFor();
            checked(page, language, scheme, width + "-8-directory");
            page.keyboard().press("Escape");
            at(serving, HandedOver.Stage.CONSULTING, Optional.of("Oleg Ли"));
            page.locator("desk-hand-over .told:not([hidden])").waitFor();
            checked(page, language, scheme, width + "-9-consulting");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void whoHasProvedNothingIsShownWithoutPrivateThings() {
        server.cardsComeFrom(
                (_, offer, contact) -> SampleCards.claimed(offer, contact, server.now()));
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            server.ring();

            assertThat(page.locator(".chip.warm")).hasText("By caller ID only");
            assertThat(page.getByText("hidden until verified")).isVisible();
            assertThat(page.getByText("Ask for proof")).isVisible();
            assertThat(page.getByText("Aigerim")).hasCount(0);
            assertThat(page.getByText("Repair")).hasCount(0);
            assertThat(page.getByText("The cable in Abay avenue")).isVisible();
            shoot(page, "claimed");
        }
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT", "en, DARK", "ru, LIGHT", "ru, DARK", "kk, LIGHT", "kk, DARK"})
    void thePageReadsWellInEveryLanguageByDayAndByNight(String language, ColorScheme scheme) {
        try (var context = context(language, scheme)) {
            var page = open(context);
            checked(page, language, scheme, "1-sign-in");
            signIn(page);
            checked(page, language, scheme, "2-idle");
            var serving = server.ring();
            page.locator("#story").waitFor();
            checked(page, language, scheme, "3-ringing");
            server.answer(serving);
            page.locator("desk-wrap-up form").waitFor();
            checked(page, language, scheme, "4-talking");
            server.hangUp(serving);
            page.locator("desk-wrap-up[enabled]").waitFor();
            page.getByRole(AriaRole.COMBOBOX).scrollIntoViewIfNeeded();
            checked(page, language, scheme, "5-wrap-up");
            server.offer(Channel.CHAT);
            var chat = server.connected(Channel.MESSENGER);
            conversation(chat);
            assertThat(page.getByRole(AriaRole.TAB)).hasCount(3);
            checked(page, language, scheme, "6-several");
            page.getByRole(AriaRole.TAB).last().click();
            page.locator("desk-conversation .message.customer").first().waitFor();
            page.locator("desk-conversation textarea").fill("Бір минут");
            checked(page, language, scheme, "7-conversation");
            server.hangUp(chat);
            page.locator("desk-conversation .over").waitFor();
            checked(page, language, scheme, "8-closed");

            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 1280"))
                    .isTrue();
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat(complaints).isEmpty();
        }
    }

    /** A conversation with something of everything in it. */
    private void conversation(Serving serving) {
        var messages = server.messages();
        messages.add(serving.assignment(), Author.CUSTOMER, "Интернет жоқ 😟");
        messages.add(
                serving.assignment(),
                Author.FLOW,
                "There is an outage in your area. It should be over by 18:00.\n0 · A person");
        server.write(serving, "0");
        messages.say(
                MemoryAgents.DANA.id(),
                serving.assignment(),
                "01978a00-0000-7000-8000-00000000c001",
                "Қайырлы күн! Роутердегі қай шам жанып тұр?");
        server.isNow(serving, MessageState.READ, "");
        server.write(
                serving,
                "Қызыл. https://status.example/" + "a-very-long-address-without-a-break".repeat(4));
        messages.say(
                MemoryAgents.DANA.id(),
                serving.assignment(),
                "01978a00-0000-7000-8000-00000000c002",
                "Switch it off, count to ten, switch it on.");
        server.isNow(serving, MessageState.FAILED, "blocked");
        messages.note(
                MemoryAgents.DANA.id(),
                serving.assignment(),
                UUID.fromString("01978a00-0000-7000-8000-00000000c003"),
                "Қоңырау шалуды сұрады; the third outage this month");
        server.write(serving, "Are you still there?");
    }

    @Test
    void theKeyboardAloneTakesAnswersAndClosesAConversationBesideACall() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var field = page.locator("desk-conversation:not([hidden]) textarea");
            var log = page.locator("desk-conversation:not([hidden]) [role=log]");
            var call = server.ring();
            server.answer(call);
            page.locator("desk-caller-card[phase=talking]").waitFor();
            var chat = server.offer(Channel.CHAT);
            assertThat(page.getByRole(AriaRole.BUTTON, button("Accept Enter"))).isFocused();
            shoot(page, "offered-chat");
            server.write(chat, "No internet since noon");
            page.keyboard().press("Enter");

            assertThat(field).isFocused();
            assertThat(log).containsText("No internet since noon");
            page.keyboard().type("Good day!");
            page.keyboard().press("Shift+Enter");
            page.keyboard().type("Which lights are on?");
            page.keyboard().press("Enter");
            assertThat(field).hasValue("");
            assertThat(log).containsText("You");
            Awaitility.await().until(() -> server.messages().texts(chat.assignment()).size() == 2);
            server.isNow(chat, MessageState.FAILED, "blocked");
            assertThat(log).containsText("Not delivered: the customer has blocked us");
            page.keyboard().type("not yet said");
            page.keyboard().press("F6");
            assertThat(page.locator("desk-caller-card")).containsText("In talk");
            server.write(chat, "The red one");
            assertThat(page.locator(".unread")).containsText("1 unread");
            page.keyboard().press("F6");
            assertThat(page.locator(".unread")).hasCount(0);
            assertThat(field).hasValue("not yet said");
            assertThat(field).isFocused();
            assertThat(complaints).isEmpty();

            server.stop();
            assertThat(page.getByText("The server does not answer")).isVisible();
            page.keyboard().press("Enter");
            assertThat(log).containsText("sent when the connection is back");
            page.keyboard().type("draft");
            shoot(page, "conversation-without-server");
            server.start();
            assertThat(log).not().containsText("sent when the connection is back");
            assertThat(field).hasValue("draft");
            page.reload();
            page.getByRole(AriaRole.TAB).last().click();
            assertThat(field).hasValue("draft");
            assertThat(log.getByText("not yet said")).hasCount(1);
            assertThat(server.messages().texts(chat.assignment()))
                    .containsExactly(
                            "No internet since noon",
                            "Good day!\nWhich lights are on?",
                            "The red one",
                            "not yet said");

            page.getByRole(AriaRole.BUTTON, button("Close")).press("Enter");
            assertThat(page.getByText("Something you wrote is not sent.")).isVisible();
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(page.getByText("The conversation is closed.")).isVisible();
            assertThat(page.getByRole(AriaRole.COMBOBOX)).isFocused();
        }
    }

    @Test
    void theKeyboardAloneTakesATextNotesSomethingAndHandsAConversationOver() {
        var agents = server.agents();
        agents.thereAre(SomeBoard.at(server.now()));
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var field = page.locator("desk-conversation textarea");
            var log = page.locator("desk-conversation [role=log]");
            server.messages()
                    .isToAnswer(new AnswerTimes(Duration.ofSeconds(1), Duration.ofHours(1)));
            var chat = server.connected(Channel.CHAT);
            server.write(chat, "No internet since noon");
            assertThat(field).isFocused();
            assertThat(page.locator(".unanswered.over")).containsText("too late");

            page.keyboard().type("/");
            assertThat(page.locator("desk-answer [role=option]")).hasCount(2);
            shoot(page, "texts");
            page.keyboard().type("gree");
            assertThat(page.locator("desk-answer [role=option]")).hasCount(1);
            Axe.check(page, "texts");
            page.keyboard().press("Enter");
            assertThat(field).hasValue("Good day, Жанна Әбенова! I see account {account}.");
            assertThat(page.getByText("Fill in or take out: {account}").first()).isVisible();
            page.keyboard().press("Enter");
            assertThat(field).hasValue("Good day, Жанна Әбенова! I see account {account}.");
            page.keyboard().type("70114821");
            page.keyboard().press("Enter");
            assertThat(log).containsText("Good day, Жанна Әбенова! I see account 70114821.");
            assertThat(page.locator(".unanswered")).hasCount(0);
            server.write(chat, "and?");
            assertThat(page.locator(".unanswered")).containsText("answer within 59:");

            page.keyboard().press("Tab");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(field).isFocused();
            page.keyboard().type("asks for the manager");
            page.keyboard().press("Enter");
            assertThat(log.locator(".note")).containsText("asks for the manager");
            Axe.check(page, "note");
            shoot(page, "note");
            assertThat(server.messages().noted(chat.assignment()))
                    .containsExactly("asks for the manager");
            assertThat(server.messages().texts(chat.assignment()))
                    .containsExactly(
                            "No internet since noon",
                            "Good day, Жанна Әбенова! I see account 70114821.",
                            "and?");

            page.getByRole(AriaRole.BUTTON, button("Search")).press("Enter");
            assertThat(page.locator("desk-search input")).isFocused();
            page.keyboard().type("internet");
            page.keyboard().press("Enter");
            assertThat(page.locator("desk-search mark")).hasText("internet");
            assertThat(page.getByText("Only this conversation")).isVisible();
            shoot(page, "search");
            page.setViewportSize(320, 800);
            checked(page, "en", ColorScheme.LIGHT, "320-search");
            page.setViewportSize(1280, 800);
            page.locator("desk-search li button").press("Enter");
            assertThat(log.locator(".message.customer").first()).isFocused();
            page.locator("desk-search input").press("Escape");
            assertThat(page.locator("desk-search")).hasCount(0);

            page.keyboard().press("F10");
            assertThat(page.locator("#who")).isFocused();
            page.keyboard().type("vera");
            assertThat(page.getByRole(AriaRole.BUTTON, button("Consult"))).hasCount(0);
            page.keyboard().press("Tab");
            page.keyboard().type("router is dead");
            page.keyboard().press("Tab");
            shoot(page, "hand-over-written");
            page.keyboard().press("Enter");
            Awaitility.await().until(() -> !agents.handed().isEmpty());
            assertThat(agents.handed())
                    .containsExactly(
                            new Command.Send(
                                    chat.assignment(),
                                    new Destinations.Wanted.OfAgent("vera"),
                                    Optional.of("router is dead")));
            agents.isAt(
                    new HandedOver(
                            chat.assignment(),
                            HandedOver.Stage.OVER,
                            Optional.empty(),
                            Optional.of("Vera Ünal"),
                            Optional.of(Transfer.Outcome.QUEUED),
                            server.now()));
            server.hangUp(chat);
            assertThat(page.getByText("You handed this conversation over: Vera Ünal.")).isVisible();
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void untilWhenSomebodyMayBeAnsweredIsShownBeforeAnythingIsWritten() {
        try (var context = context("en", ColorScheme.DARK)) {
            var messages = server.messages();
            messages.mayBeAnsweredUntil(
                    server.now().plus(Duration.ofMinutes(90)), "We are ready to answer.");
            var page = signedIn(context);
            var chat = server.connected(Channel.MESSENGER);
            server.write(chat, "Are you there?");
            assertThat(page.locator(".window"))
                    .containsText("Messenger: may be answered for 1 h 29 min yet.");

            messages.mayBeAnsweredUntil(server.now().minusSeconds(1), "We are ready to answer.");
            server.write(chat, "Hello?");
            page.locator("desk-conversation textarea").fill("too late");
            assertThat(page.getByRole(AriaRole.BUTTON, button("Send"))).isDisabled();
            Axe.check(page, "window");
            page.getByLabel("Which text").selectOption("order");
            page.getByLabel("Open request").fill("your router");
            assertThat(page.locator(".window q")).containsText("your router is ready");
            Axe.check(page, "the fields of a template");
            shoot(page, "window");
            page.getByLabel("Which text").selectOption("template");
            page.getByRole(AriaRole.BUTTON, button("Send this")).press("Enter");
            Awaitility.await()
                    .until(() ->
                            messages.texts(chat.assignment()).contains("We are ready to answer."));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void anAnswerGoesOutInAnotherChannelOnlyWhenThatIsChosenAndSaidAgain() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var way = new ThreadId(UUID.randomUUID());
            server.messages()
                    .isReachedBy(
                            new OtherWay(
                                    way,
                                    "bot",
                                    Channel.MESSENGER,
                                    Optional.of("Aigerim"),
                                    Optional.empty()));
            var page = signedIn(context);
            var chat = server.connected(Channel.CHAT);
            server.write(chat, "I am on my way, write to me in Telegram");
            assertThat(page.locator("[role=log]")).containsText("I am on my way");
            server.desk().lookWhoTypes(Optional.of(MemoryThreads.thread(chat.assignment())));
            assertThat(page.getByText("is writing…")).isVisible();
            var field = page.locator("desk-conversation textarea");

            page.getByLabel("Answer in").selectOption(way.value().toString());
            field.fill("Your router is being replaced.");
            field.press("Enter");
            assertThat(page.locator(".sure")).containsText("Messenger (bot) · Aigerim");
            Axe.check(page, "an answer in another channel");
            shoot(page, "another-channel");
            assertThat(server.messages().texts(chat.assignment())).hasSize(1);
            page.getByRole(AriaRole.BUTTON, button("Send there")).press("Enter");

            assertThat(page.locator(".message.agent")).containsText("sent in: Messenger");
            assertThat(page.getByLabel("Answer in")).hasValue("");
            Awaitility.await()
                    .until(() ->
                            server.messages()
                                    .messages(MemoryAgents.DANA.id(), chat.assignment())
                                    .messages()
                                    .getLast()
                                    .thread()
                                    .equals(way));
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void anAgentSeesSavesAndSendsFiles() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var chat = server.connected(Channel.CHAT);
            var files = server.messages().files();
            server.messages()
                    .customerSends(chat.assignment(), files.keep("meter.png", SampleFiles.png()));
            server.desk().lookAtMessages(Optional.empty());
            var shown = page.locator("desk-files");
            var sending = page.locator("desk-attach li");

            assertThat(shown.locator("img")).isVisible();
            var saved = page.waitForDownload(() -> shown.locator("a").click());
            page.locator("desk-attach input")
                    .setInputFiles(
                            new FilePayload[] {
                                new FilePayload(
                                        "bill.pdf", "application/pdf", SampleFiles.pdf().bytes()),
                                new FilePayload("run.exe", "", new byte[] {77, 90, 0})
                            });
            assertThat(sending).hasCount(1);
            assertThat(sending).containsText("Such files are not sent");
            server.desk().lookAtMessages(Optional.empty());

            assertThat(saved.suggestedFilename()).isEqualTo("meter.png");
            assertThat(shown.last()).containsText("bill.pdf");
            Axe.check(page, "a conversation with files");
            shoot(page, "conversation-files");
            sending.getByText("Remove").click();
            assertThat(sending).hasCount(0);
            assertThat(complaints).hasSize(1).first().asString().contains("409");
        }
    }

    private BrowserContext context(String language, ColorScheme scheme) {
        return browser.newContext(
                new Browser.NewContextOptions()
                        .setLocale(language)
                        .setColorScheme(scheme)
                        .setViewportSize(1280, 800));
    }

    /** What the page asks the server takes real time, what it waits for takes the page's. */
    private static void timePassesUntil(Page page, Locator isThere) {
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
    private Page clocked(BrowserContext context) {
        return open(context, page -> page.clock().install());
    }

    private Page open(BrowserContext context) {
        return open(context, _ -> {});
    }

    private Page open(BrowserContext context, Consumer<Page> before) {
        var page = context.newPage();
        before.accept(page);
        page.onConsoleMessage(message -> {
            if (isComplaint(message.type(), message.text())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(server.origin() + "/desk");
        page.locator("input[name=login]").waitFor();
        return page;
    }

    /** That nobody is signed in yet is a 401, which the browser reports as an error. */
    private static boolean isComplaint(String type, String text) {
        return type.equals("error") && !text.contains("401");
    }

    private Page signedIn(BrowserContext context) {
        var page = open(context);
        signIn(page);
        return page;
    }

    private void signIn(Page page) {
        page.locator("input[name=login]").fill("dana");
        page.locator("input[name=password]").fill(MemoryAgents.PASSWORD);
        page.keyboard().press("Enter");
        page.locator(".pill").waitFor();
        Awaitility.await()
                .atMost(5, TimeUnit.SECONDS)
                .until(() -> server.agents().state() instanceof Availability.NotReady);
    }

    private static Page.LocatorOptions containing(String words) {
        return new Page.LocatorOptions().setHasText(words);
    }

    private static Page.GetByRoleOptions radio(String words) {
        return new Page.GetByRoleOptions().setName(words).setExact(true);
    }

    private static Page.GetByRoleOptions button(String words) {
        return new Page.GetByRoleOptions().setName(words).setExact(true);
    }

    private static Page.GetByRoleOptions heading(String words) {
        return new Page.GetByRoleOptions().setName(words);
    }

    private static void shoot(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("desk-" + name + ".png")));
    }
}
