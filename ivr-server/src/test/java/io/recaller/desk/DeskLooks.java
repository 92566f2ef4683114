package io.recaller.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.recaller.desk.DeskInBrowser.checked;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.recaller.contact.Channel;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in every language, by day and by night, on a wide screen and on a phone. */
interface DeskLooks extends DeskInBrowser {
    @ParameterizedTest
    @CsvSource({"en, LIGHT", "en, DARK", "ru, LIGHT", "ru, DARK", "kk, LIGHT", "kk, DARK"})
    default void thePageReadsWellInEveryLanguageByDayAndByNight(
            String language, ColorScheme scheme) {
        try (var context = context(language, scheme)) {
            var page = open(context);
            checked(page, language, scheme, "1-sign-in");
            signIn(page);
            checked(page, language, scheme, "2-idle");
            var serving = server().ring();
            page.locator("#story").waitFor();
            checked(page, language, scheme, "3-ringing");
            server().answer(serving);
            page.locator("desk-wrap-up form").waitFor();
            checked(page, language, scheme, "4-talking");
            server().hangUp(serving);
            page.locator("desk-wrap-up[enabled]").waitFor();
            page.getByRole(AriaRole.COMBOBOX).scrollIntoViewIfNeeded();
            checked(page, language, scheme, "5-wrap-up");
            server().offer(Channel.CHAT);
            var chat = server().connected(Channel.MESSENGER);
            conversation(chat);
            assertThat(page.getByRole(AriaRole.TAB)).hasCount(3);
            checked(page, language, scheme, "6-several");
            page.getByRole(AriaRole.TAB).last().click();
            page.locator("desk-conversation .message.customer").first().waitFor();
            page.locator("desk-conversation textarea").fill("Бір минут");
            checked(page, language, scheme, "7-conversation");
            server().hangUp(chat);
            page.locator("desk-conversation .over").waitFor();
            checked(page, language, scheme, "8-closed");

            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 1280"))
                    .isTrue();
            assertThat(page.locator("html")).hasAttribute("lang", language);
            assertThat(complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 320", "ru, DARK, 320", "kk, LIGHT, 390", "ru, LIGHT, 320"})
    default void thePageFitsAPhoneAndEverybodyCanUseItInEveryState(
            String language, ColorScheme scheme, int width) {
        server().agents().waiting(3);
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
            var serving = server().ring();
            page.locator("#story").waitFor();
            checked(page, language, scheme, width + "-4-ringing");
            server().answer(serving);
            page.locator("desk-wrap-up form").waitFor();
            checked(page, language, scheme, width + "-5-talking");
            server().hangUp(serving);
            page.locator("desk-wrap-up[enabled]").waitFor();
            checked(page, language, scheme, width + "-6-wrap-up");
            conversation(server().connected(Channel.CHAT));
            server().ring();
            assertThat(page.getByRole(AriaRole.TAB)).hasCount(3);
            checked(page, language, scheme, width + "-7-several");
            page.getByRole(AriaRole.TAB).nth(1).click();
            page.locator("desk-conversation .message.customer").first().waitFor();
            checked(page, language, scheme, width + "-10-conversation");
            assertThat(complaints()).isEmpty();
        }
    }

    /** A conversation with something of everything in it. */
    default void conversation(Serving serving) {
        var messages = server().messages();
        messages.add(serving.assignment(), Author.CUSTOMER, "Интернет жоқ 😟");
        messages.add(
                serving.assignment(),
                Author.FLOW,
                "There is an outage in your area. It should be over by 18:00.\n0 · A person");
        server().write(serving, "0");
        messages.say(
                MemoryAgents.DANA.id(),
                serving.assignment(),
                "01978a00-0000-7000-8000-00000000c001",
                "Қайырлы күн! Роутердегі қай шам жанып тұр?");
        server().isNow(serving, MessageState.READ, "");
        server().write(
                        serving,
                        "Қызыл. https://status.example/"
                                + "a-very-long-address-without-a-break".repeat(4));
        messages.say(
                MemoryAgents.DANA.id(),
                serving.assignment(),
                "01978a00-0000-7000-8000-00000000c002",
                "Switch it off, count to ten, switch it on.");
        server().isNow(serving, MessageState.FAILED, "blocked");
        messages.note(
                MemoryAgents.DANA.id(),
                serving.assignment(),
                UUID.fromString("01978a00-0000-7000-8000-00000000c003"),
                "Қоңырау шалуды сұрады; the third outage this month");
        server().write(serving, "Are you still there?");
    }
}
