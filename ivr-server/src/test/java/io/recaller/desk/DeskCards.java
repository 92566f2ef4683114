package io.recaller.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.recaller.desk.DeskInBrowser.button;
import static io.recaller.desk.DeskInBrowser.containing;
import static io.recaller.desk.DeskInBrowser.heading;
import static io.recaller.desk.DeskInBrowser.radio;
import static io.recaller.desk.DeskInBrowser.shoot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.recaller.agent.Availability;
import io.recaller.agent.NotReadyReason;
import io.recaller.contact.Channel;
import io.recaller.message.SampleFiles;
import io.recaller.recommendation.OutcomeState;
import io.recaller.routing.ring.PhoneReachability;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the page shows of who is there, and what an agent does with it before the wrap-up. */
interface DeskCards extends DeskInBrowser {
    @Test
    default void theCardIsOnTheScreenWithinASecondAndAcknowledged() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            page.keyboard().press("F2");
            assertThat(page.getByText("Ready for the next contact")).isVisible();

            var began = System.nanoTime();
            server().ring();
            page.getByRole(AriaRole.HEADING, heading("Chatted about internet outage 2 h ago"))
                    .waitFor(new Locator.WaitForOptions().setTimeout(5000));
            var took = Duration.ofNanos(System.nanoTime() - began);

            assertThat(took).isLessThan(Duration.ofSeconds(1));
            assertThat(page.locator("[aria-live=assertive]"))
                    .containsText("Incoming: Aigerim Sadykova. Chatted about internet outage");
            assertThat(page).hasTitle("● Aigerim Sadykova — Recaller");
            assertThat(complaints()).isEmpty();
        }
    }

    @Test
    default void anAgentVerifiesTheCallerCopiesTheNumberAndChoosesABreak() {
        var files = server().messages().files();
        var given =
                List.of(
                        files.keep("meter.png", SampleFiles.png()),
                        files.keep("passport.heic", SampleFiles.heic()));
        server().cardsComeFrom((_, id, contact) ->
                server().agents().howVerified(id) == null
                        ? SampleCards.claimed(id, contact, server().now())
                        : SampleCards.recommending(
                                SampleCards.aigerim(id, contact, server().now()),
                                server().agents().outcome(id),
                                given));
        server().agents().waiting(2);
        try (var context = context("en", ColorScheme.LIGHT)) {
            context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
            var page = signedIn(context);
            assertThat(page.getByText("2 waiting")).isVisible();
            page.keyboard().press("F2");
            assertThat(page.getByText("Ready for the next contact")).isVisible();
            var serving = server().ring();
            page.locator("#story").waitFor();
            assertThat(page.getByText("I have verified this caller")).isHidden();
            server().answer(serving);
            assertThat(page.getByText("files: 2, shown once they are verified")).hasCount(2);

            page.getByText("I have verified this caller").click();
            page.getByText("Named a document").click();
            assertThat(page.getByText("hidden until verified")).hasCount(0);
            assertThat(page.getByText("Customer in the CRM")).isVisible();
            assertThat(page.getByText("There is an outage in your area.")).isVisible();
            assertThat(page.getByText("Urgent")).isVisible();
            var earlier = page.locator("desk-time-line");
            assertThat(earlier.locator("img")).hasCount(0);
            earlier.getByText("files: 2").first().click();
            assertThat(earlier.locator("img")).hasJSProperty("naturalWidth", 1);
            assertThat(earlier.getByText("ask for a screenshot of it")).isVisible();
            shoot(page, "history-files");
            page.getByText("+77011234567").click();
            assertThat(page.getByText("copied")).isVisible();
            assertThat(page.evaluate("navigator.clipboard.readText()")).isEqualTo("+77011234567");

            assertThat(page.getByText("33 of 120 customers in Fibre 200 accepted")).isVisible();
            page.keyboard().press("F1");
            page.keyboard().press("2");
            assertThat(page.locator("[aria-pressed=true]", containing("Declined"))).isVisible();
            assertThat(server().agents().outcome(serving.assignment()))
                    .isEqualTo(OutcomeState.DECLINED);

            server().agents().callerGone();
            server().desk().refresh(MemoryAgents.DANA.id());
            assertThat(page.getByText("Ready for the next contact")).isVisible();
            page.keyboard().press("F2");
            page.getByRole(AriaRole.BUTTON, button("Lunch")).click();
            assertThat(page.locator("header")).containsText("Lunch");
            assertThat(server().agents().state())
                    .isEqualTo(new Availability.NotReady(new NotReadyReason("lunch")));
            assertThat(complaints()).isEmpty();
        }
    }

    @Test
    default void nothingIsSaidToBeCopiedThatIsNotAndWhatIsAskedIsAskedOfOneCallerOnly() {
        server().cardsComeFrom(
                        (_, id, contact) -> SampleCards.claimed(id, contact, server().now()));
        try (var context = context("en", ColorScheme.LIGHT)) {
            context.addInitScript(
                    "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
                            + "document.execCommand = () => false;");
            var page = signedIn(context);
            server().connected(Channel.CHAT);
            page.locator("#story").waitFor();
            server().connected(Channel.PHONE);
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
    default void whoHasProvedNothingIsShownWithoutPrivateThings() {
        server().cardsComeFrom(
                        (_, offer, contact) -> SampleCards.claimed(offer, contact, server().now()));
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            server().ring();

            assertThat(page.locator(".chip.warm")).hasText("By caller ID only");
            assertThat(page.getByText("hidden until verified")).isVisible();
            assertThat(page.getByText("Ask for proof")).isVisible();
            assertThat(page.getByText("Aigerim")).hasCount(0);
            assertThat(page.getByText("Repair")).hasCount(0);
            assertThat(page.getByText("The cable in Abay avenue")).isVisible();
            shoot(page, "claimed");
        }
    }

    /** A drawing of its own, and for who does not see it the channel's name. */
    @Test
    default void eachContactBearsTheMarkOfTheChannelItCameBy() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var tabs = page.getByRole(AriaRole.TAB);
            var names = new TreeMap<String, String>();
            for (var channel : Channel.values()) {
                server().connected(channel);
            }
            assertThat(tabs).hasCount(Channel.values().length);

            for (var tab : tabs.all()) {
                tab.click();
                var name = tab.locator(".unseen").first().textContent();
                var mark = tab.locator("svg").first().innerHTML();
                var phase = page.locator("desk-caller-card .phase").first();
                assertThat(phase).containsText("· " + name);
                assertThat(phase.locator("svg").first().innerHTML()).isEqualTo(mark);
                names.put(mark, name);
            }

            shoot(page, "channels");
            assertThat(names.values())
                    .containsExactlyInAnyOrder(
                            "Call", "Chat", "E-mail", "Text message", "Messenger", "Web", "Shop");
            assertThat(complaints()).isEmpty();
        }
    }

    @Test
    default void ofSeveralContactsTheOneThatRingsIsShownAndWhatWasWrittenOfAnotherIsKept() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var tabs = page.getByRole(AriaRole.TAB);
            var chosen = page.locator("[role=tab][aria-selected=true]");
            var chat = server().connected(Channel.CHAT);
            assertThat(page.locator("desk-caller-card")).hasAttribute("phase", "talking");
            assertThat(tabs).hasCount(0);

            server().ring();
            assertThat(tabs).hasCount(2);
            assertThat(chosen).containsText("Ringing");
            shoot(page, "several-ringing");
            page.keyboard().press("F6");
            assertThat(chosen).containsText("In conversation");
            server().hangUp(chat);
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
            assertThat(server().disposed())
                    .singleElement()
                    .satisfies(done -> {
                        assertThat(done.assignment()).isEqualTo(chat.assignment());
                        assertThat(done.topic().id()).isEqualTo("internet.speed");
                    });
            assertThat(complaints()).isEmpty();
        }
    }

    @Test
    default void anAgentIsToldAtOnceThatThePhoneCannotRing() {
        server().agents().phoneIs(PhoneReachability.NO_SUCH_PHONE);
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);

            assertThat(page.getByText("Asterisk has no phone 1102")).isVisible();
            shoot(page, "no-such-phone");
            page.keyboard().press("F2");
            assertThat(page.getByText("You are not ready")).isVisible();
        }
    }
}
