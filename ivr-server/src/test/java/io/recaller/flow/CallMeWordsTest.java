package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks to be called, and who only speaks of calls. */
class CallMeWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "call me back",
                "Could you call me back, please?",
                "CALLBACK",
                "Перезвоните мне, пожалуйста!",
                "пожалуйста, перезвоните",
                "Маған қоңырау шалыңыз, өтінемін",
                "Bitte rufen Sie mich zurück.",
                "Rappelez-moi, svp",
                "Llámeme por favor",
                "Mi richiami per favore",
                "Ligue-me",
                "Передзвоніть мені, будь ласка",
                "Lütfen beni arayın"
            })
    void theyWantToBeCalled(String text) {
        assertThat(CallMeWords.ask(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "please",
                "do not call me",
                "не перезванивайте",
                "you called me back yesterday and nobody was there",
                "call me back when my internet is mended, my number is +7 701 123 45 67",
                "звонок",
                "back",
                "\u0000call\u0000"
            })
    void theyDoNot(String text) {
        assertThat(CallMeWords.ask(text)).isFalse();
    }
}
