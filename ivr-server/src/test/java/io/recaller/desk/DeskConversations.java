package io.recaller.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.recaller.desk.DeskInBrowser.button;
import static io.recaller.desk.DeskInBrowser.checked;
import static io.recaller.desk.DeskInBrowser.shoot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.recaller.channel.AnswerTimes;
import io.recaller.channel.agent.Forewarning;
import io.recaller.channel.agent.OtherWay;
import io.recaller.contact.Channel;
import io.recaller.message.MessageState;
import io.recaller.message.SampleFiles;
import io.recaller.message.ThreadId;
import io.recaller.transfer.Destinations;
import io.recaller.transfer.HandedOver;
import io.recaller.transfer.Transfer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How an agent writes with people on the page. */
interface DeskConversations extends DeskInBrowser {
    @Test
    default void theKeyboardAloneTakesAnswersAndClosesAConversationBesideACall() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var field = page.locator("desk-conversation:not([hidden]) textarea");
            var log = page.locator("desk-conversation:not([hidden]) [role=log]");
            var call = server().ring();
            server().answer(call);
            page.locator("desk-caller-card[phase=talking]").waitFor();
            var chat = server().offer(Channel.CHAT);
            assertThat(page.getByRole(AriaRole.BUTTON, button("Accept Enter"))).isFocused();
            shoot(page, "offered-chat");
            server().write(chat, "No internet since noon");
            page.keyboard().press("Enter");

            assertThat(field).isFocused();
            assertThat(log).containsText("No internet since noon");
            page.keyboard().type("Good day!");
            page.keyboard().press("Shift+Enter");
            page.keyboard().type("Which lights are on?");
            page.keyboard().press("Enter");
            assertThat(field).hasValue("");
            assertThat(log).containsText("You");
            Awaitility.await()
                    .until(() -> server().messages().texts(chat.assignment()).size() == 2);
            server().isNow(chat, MessageState.FAILED, "blocked");
            assertThat(log).containsText("Not delivered: the customer has blocked us");
            page.keyboard().type("not yet said");
            page.keyboard().press("F6");
            assertThat(page.locator("desk-caller-card")).containsText("In talk");
            server().write(chat, "The red one");
            assertThat(page.locator(".unread")).containsText("1 unread");
            page.keyboard().press("F6");
            assertThat(page.locator(".unread")).hasCount(0);
            assertThat(field).hasValue("not yet said");
            assertThat(field).isFocused();
            assertThat(complaints()).isEmpty();

            server().stop();
            assertThat(page.getByText("The server does not answer")).isVisible();
            page.keyboard().press("Enter");
            assertThat(log).containsText("sent when the connection is back");
            page.keyboard().type("draft");
            shoot(page, "conversation-without-server");
            server().start();
            assertThat(log).not().containsText("sent when the connection is back");
            assertThat(field).hasValue("draft");
            page.reload();
            page.getByRole(AriaRole.TAB).last().click();
            assertThat(field).hasValue("draft");
            assertThat(log.getByText("not yet said")).hasCount(1);
            assertThat(server().messages().texts(chat.assignment()))
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
    default void theKeyboardAloneTakesATextNotesSomethingAndHandsAConversationOver() {
        var agents = server().agents();
        agents.thereAre(SomeBoard.at(server().now()));
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var field = page.locator("desk-conversation textarea");
            var log = page.locator("desk-conversation [role=log]");
            server().messages()
                    .isToAnswer(new AnswerTimes(Duration.ofSeconds(1), Duration.ofHours(1)));
            var chat = server().connected(Channel.CHAT);
            server().write(chat, "No internet since noon");
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
            server().write(chat, "and?");
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
            assertThat(server().messages().noted(chat.assignment()))
                    .containsExactly("asks for the manager");
            assertThat(server().messages().texts(chat.assignment()))
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
                            server().now()));
            server().hangUp(chat);
            assertThat(page.getByText("You handed this conversation over: Vera Ünal.")).isVisible();
            assertThat(complaints()).isEmpty();
        }
    }

    @Test
    default void untilWhenSomebodyMayBeAnsweredIsShownBeforeAnythingIsWritten() {
        try (var context = context("en", ColorScheme.DARK)) {
            var messages = server().messages();
            messages.mayBeAnsweredUntil(
                    server().now().plus(Duration.ofMinutes(90)), "We are ready to answer.");
            var page = signedIn(context);
            var chat = server().connected(Channel.MESSENGER);
            server().write(chat, "Are you there?");
            assertThat(page.locator(".window"))
                    .containsText("Messenger: may be answered for 1 h 29 min yet.");

            messages.mayBeAnsweredUntil(server().now().minusSeconds(1), "We are ready to answer.");
            server().write(chat, "Hello?");
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
            assertThat(complaints()).isEmpty();
        }
    }

    @Test
    default void whatIsPaidForAndWhoWantsNothingIsShownBeforeAnythingIsWritten() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var messages = server().messages();
            messages.isReached(
                    new Forewarning(
                            Optional.of(server().now().plus(Duration.ofMinutes(90))), false));
            var page = signedIn(context);
            var chat = server().connected(Channel.MESSENGER);
            server().write(chat, "Are you there?");
            assertThat(page.locator(".window"))
                    .containsText("Messenger: free of charge for 1 h 29 min yet.");

            messages.isReached(new Forewarning(Optional.of(server().now().minusSeconds(1)), false));
            server().write(chat, "Hello?");
            assertThat(page.locator(".window")).containsText("is paid for by itself");
            Axe.check(page, "paid for");
            page.locator("desk-conversation textarea").fill("at last");
            assertThat(page.getByRole(AriaRole.BUTTON, button("Send"))).isEnabled();

            messages.isReached(new Forewarning(Optional.empty(), true));
            server().desk().lookAtMessages(Optional.empty());
            assertThat(page.locator(".window")).containsText("wants no messages");
            assertThat(page.getByRole(AriaRole.BUTTON, button("Send"))).isDisabled();
            Axe.check(page, "stopped");
            assertThat(complaints()).isEmpty();
        }
    }

    @Test
    default void anAnswerGoesOutInAnotherChannelOnlyWhenThatIsChosenAndSaidAgain() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var way = new ThreadId(UUID.randomUUID());
            server().messages()
                    .isReachedBy(
                            new OtherWay(
                                    way,
                                    "bot",
                                    Channel.MESSENGER,
                                    Optional.of("Aigerim"),
                                    Optional.empty(),
                                    Optional.empty()));
            var page = signedIn(context);
            var chat = server().connected(Channel.CHAT);
            server().write(chat, "I am on my way, write to me in Telegram");
            assertThat(page.locator("[role=log]")).containsText("I am on my way");
            server().desk().lookWhoTypes(Optional.of(MemoryThreads.thread(chat.assignment())));
            assertThat(page.getByText("is writing…")).isVisible();
            var field = page.locator("desk-conversation textarea");

            page.getByLabel("Answer in").selectOption(way.value().toString());
            field.fill("Your router is being replaced.");
            field.press("Enter");
            assertThat(page.locator(".sure")).containsText("Messenger (bot) · Aigerim");
            Axe.check(page, "an answer in another channel");
            shoot(page, "another-channel");
            assertThat(server().messages().texts(chat.assignment())).hasSize(1);
            page.getByRole(AriaRole.BUTTON, button("Send there")).press("Enter");

            assertThat(page.locator(".message.agent")).containsText("sent in: Messenger");
            assertThat(page.getByLabel("Answer in")).hasValue("");
            Awaitility.await()
                    .until(() ->
                            server().messages()
                                    .messages(MemoryAgents.DANA.id(), chat.assignment())
                                    .messages()
                                    .getLast()
                                    .thread()
                                    .equals(way));
            assertThat(complaints()).isEmpty();
        }
    }

    @Test
    default void anAgentSeesSavesAndSendsFiles() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var chat = server().connected(Channel.CHAT);
            var files = server().messages().files();
            server().messages()
                    .customerSends(chat.assignment(), files.keep("meter.png", SampleFiles.png()));
            server().desk().lookAtMessages(Optional.empty());
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
            server().desk().lookAtMessages(Optional.empty());

            assertThat(saved.suggestedFilename()).isEqualTo("meter.png");
            assertThat(shown.last()).containsText("bill.pdf");
            Axe.check(page, "a conversation with files");
            shoot(page, "conversation-files");
            sending.getByText("Remove").click();
            assertThat(sending).hasCount(0);
            assertThat(complaints()).hasSize(1).first().asString().contains("409");
        }
    }
}
