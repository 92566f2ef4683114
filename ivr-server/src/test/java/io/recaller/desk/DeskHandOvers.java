package io.recaller.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.recaller.desk.DeskInBrowser.checked;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.recaller.transfer.Destinations;
import io.recaller.transfer.HandedOver;
import io.recaller.transfer.Wished;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an agent hands a caller over on the page. */
interface DeskHandOvers extends DeskInBrowser {
    @Test
    default void theKeyboardAloneHandsACallerOverAfterAskingAColleague() {
        var agents = server().agents();
        agents.thereAre(SomeBoard.at(server().now()));
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var serving = server().ring();
            server().answer(serving);
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
            assertThat(complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en, LIGHT, 1280", "ru, DARK, 1280", "kk, LIGHT, 1280", "kk, DARK, 320"})
    default void whoIsThereAndWhereTheCallerIsReadsWellInEveryLanguage(
            String language, ColorScheme scheme, int width) {
        server().agents().thereAre(SomeBoard.at(server().now()));
        server().cardsComeFrom((_, id, contact) -> SomeBoard.sent(id, contact, server().now()));
        try (var context = context(language, scheme)) {
            var page = open(context);
            page.setViewportSize(width, 800);
            signIn(page);
            var serving = server().ring();
            server().answer(serving);
            page.locator("desk-hand-over section").waitFor();
            page.keyboard().press("F10");
            page.locator("desk-hand-over [role=option]").first().waitFor();
            checked(page, language, scheme, width + "-8-directory");
            page.keyboard().press("Escape");
            at(serving, HandedOver.Stage.CONSULTING, Optional.of("Oleg Ли"));
            page.locator("desk-hand-over .told:not([hidden])").waitFor();
            checked(page, language, scheme, width + "-9-consulting");
            assertThat(complaints()).isEmpty();
        }
    }

    default void at(Serving serving, HandedOver.Stage stage, Optional<String> to) {
        server().agents()
                .isAt(
                        new HandedOver(
                                serving.assignment(),
                                stage,
                                Optional.empty(),
                                to,
                                Optional.empty(),
                                server().now()));
        server().desk().refresh(MemoryAgents.DANA.id());
    }
}
