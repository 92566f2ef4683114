package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.asterisk.survey.AsteriskSurvey;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Callers are offered pages where their calls could be fetched for them. */
class PageContextsTest {
    private final ArrayDeque<Optional<List<String>>> answers = new ArrayDeque<>();
    private final PageContexts pages = new PageContexts(answers::remove);

    @Test
    void anOldDialplanIsAskedUntilItIsMendedAndThenSeldom() {
        answers.add(Optional.of(List.of("recaller-page")));
        answers.add(Optional.empty());
        answers.add(Optional.of(List.of()));

        assertThat(pages.getAsBoolean()).as("nothing was asked yet").isTrue();
        pages.run();
        assertThat(pages.getAsBoolean()).isFalse();
        pages.run();
        assertThat(pages.getAsBoolean()).as("it could not be asked").isFalse();
        pages.run();
        assertThat(pages.getAsBoolean()).isTrue();
        answers.add(Optional.of(List.of("recaller-page")));
        for (var i = 1; i < PageContexts.SELDOM; i++) {
            pages.run();
        }
        assertThat(pages.getAsBoolean()).as("it was not asked yet").isTrue();
        pages.run();
        assertThat(pages.getAsBoolean()).as("an older one was put back").isFalse();
    }

    @Test
    void whatTheDialplanHasIsAskedOverTheManagerInterface() throws IOException {
        try (var asterisk = new FakeAmi()) {
            var ami =
                    AmiSettings.of(
                            "127.0.0.1", asterisk.port(), "recaller", "secret", Optional.empty());
            asterisk.context("recaller-companion");

            assertThat(AsteriskSurvey.missing(ami, PageContexts.ALL))
                    .contains(List.of("recaller-page"));
            asterisk.context("recaller-page");
            assertThat(AsteriskSurvey.missing(ami, PageContexts.ALL)).contains(List.of());
            asterisk.greet("SSH-2.0-OpenSSH_9.2\r\n");
            assertThat(AsteriskSurvey.missing(ami, PageContexts.ALL))
                    .as("another program answers")
                    .isEmpty();
        }
    }
}
