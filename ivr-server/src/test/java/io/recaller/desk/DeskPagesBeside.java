package io.recaller.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.recaller.desk.DeskInBrowser.checked;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent shows a caller on a page beside the call. */
interface DeskPagesBeside extends DeskInBrowser {
    @ParameterizedTest
    @CsvSource({"en, LIGHT, shown", "ru, DARK, показана", "kk, DARK, көрсетілді"})
    default void theKeyboardAloneShowsTheCallerAFormAndTheAgentReadsWhatIsGivenAsItComes(
            String language, ColorScheme scheme, String shown) {
        try (var context = context(language, scheme)) {
            var page = signedIn(context);
            page.keyboard().press("F2");
            page.locator(".pill.ready").waitFor();
            var call = server().ring();
            server().answer(call);
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
            server().pages().gives(call.contact(), "1990-11-21");
            server().desk().lookAtPages(Optional.of(call.contact().value()));
            section.getByText("1990-11-21").waitFor();

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(section).containsText("••••");
            checked(page, language, scheme, "page-given");
            page.setViewportSize(320, 800);
            checked(page, language, scheme, "320-page-given");
            assertThat(complaints()).isEmpty();
        }
    }
}
