package io.recaller.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.recaller.desk.DeskInBrowser.radio;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.recaller.desk.card.Disposition;
import org.junit.jupiter.api.Test;

/** What an agent does on the page once a talk is over. */
interface DeskWrapUps extends DeskInBrowser {
    @Test
    default void theKeyboardAloneTakesAContactFromReadyToItsDisposition() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = open(context);
            page.keyboard().type("dana");
            page.keyboard().press("Tab");
            page.keyboard().type(MemoryAgents.PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page.getByText("You are not ready")).isVisible();
            page.keyboard().press("F2");
            assertThat(page.getByText("Ready for the next contact")).isVisible();
            var serving = server().ring();
            server().answer(serving);
            server().hangUp(serving);
            var topic = page.getByRole(AriaRole.COMBOBOX);
            assertThat(topic).isFocused();

            page.keyboard().type("slow");
            page.keyboard().press("Tab");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("F8");

            assertThat(page.getByText("Ready for the next contact")).isVisible();
            assertThat(server().disposed())
                    .singleElement()
                    .satisfies(done -> {
                        assertThat(done.topic().id()).isEqualTo("internet.speed");
                        assertThat(done.disposition()).isEqualTo(Disposition.FOLLOW_UP);
                    });
            assertThat(complaints()).isEmpty();
        }
    }

    @Test
    default void finishingWrapUpIsAnActOfItsOwnAndMoreTimeIsOneKeyAway() {
        try (var context = context("en", ColorScheme.LIGHT)) {
            var page = signedIn(context);
            var serving = server().ring();
            server().answer(serving);
            server().hangUp(serving);
            var topic = page.getByRole(AriaRole.COMBOBOX);
            assertThat(topic).isFocused();
            page.keyboard().type("slow");

            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.RADIO).first()).isFocused();
            page.keyboard().press("Enter");
            page.keyboard().press("F8");
            assertThat(page.getByText("Pick the result first.")).isVisible();
            assertThat(server().disposed()).isEmpty();
            page.keyboard().press("F7");
            assertThat(page.locator(".time")).containsText("Ends by itself in 2:5");
            page.getByLabel("Note").fill("Dog in the yard.");
            page.keyboard().press("Enter");
            page.getByRole(AriaRole.RADIO, radio("We follow up")).check();
            page.keyboard().press("F8");

            assertThat(page.getByText("Ready for the next contact")).isVisible();
            assertThat(server().disposed())
                    .singleElement()
                    .satisfies(done -> {
                        assertThat(done.topic().id()).isEqualTo("internet.speed");
                        assertThat(done.disposition()).isEqualTo(Disposition.FOLLOW_UP);
                        assertThat(done.note()).hasValue("Dog in the yard.");
                    });
        }
    }
}
