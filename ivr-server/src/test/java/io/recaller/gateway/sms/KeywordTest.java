package io.recaller.gateway.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.gateway.sms.Keyword.Wish;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that mean something on every short number. */
class KeywordTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP", "stop", " Stop. ", "«Стоп!»", "ТОҚТАТ", "тоқтат", "Unsubscribe", "stop all",
                "Stop  All", "ARRÊT", "arret", "baja", "iptal", "İPTAL", "ret", "ｓｔｏｐ",
                "отписаться", "\"STOP\"", "STOP\r\n", "не писать"
            })
    void whoWantsNoMoreMessagesIsUnderstood(String text) {
        assertThat(Keyword.of(text)).map(Keyword::wish).contains(Wish.STOP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "HELP!", "Помощь", "көмек", "info", "Hilfe", "ayuda"})
    void whoAsksForHelpIsUnderstood(String text) {
        assertThat(Keyword.of(text)).map(Keyword::wish).contains(Wish.HELP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", " ? ", "?\n"})
    void aQuestionMarkAsksForTheWholeMenu(String text) {
        assertThat(Keyword.of(text)).map(Keyword::wish).contains(Wish.ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "stop the internet please",
                "1",
                "0",
                "bus stop",
                "help me with my bill",
                "стопка",
                "what?",
                "\u0000"
            })
    void allElseIsForTheFlow(String text) {
        assertThat(Keyword.of(text)).isEmpty();
    }
}
