package io.recaller.settings.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.recaller.speech.Language;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LanguageTagTest {
    private static final String KEY = "numbers.8000.language";

    private final Logger logger = (Logger) LoggerFactory.getLogger(LanguageTag.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(logged);
    }

    @Test
    void aCountrysCodeIsReadAndWarnedOfWithTheLanguage() {
        assertThat(LanguageTag.read(KEY, "kz")).isEqualTo(new Language("kz"));

        assertThat(logged.list)
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getFormattedMessage() + event.getKeyValuePairs())
                                .contains("code of a country", KEY, "kk"));
    }

    @Test
    void aLanguageIsNot() {
        assertThat(LanguageTag.read(KEY, "kk")).isEqualTo(new Language("kk"));

        assertThat(logged.list).isEmpty();
    }

    @Test
    void whatIsNoTagIsRefused() {
        assertThatThrownBy(() -> LanguageTag.read(KEY, "Kazakh")).hasMessageContaining("like en");
    }
}
