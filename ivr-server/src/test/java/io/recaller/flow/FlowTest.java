package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.speech.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a flow is asked for before anybody is served. */
class FlowTest {
    @ParameterizedTest
    @CsvSource({
        "kk, kk",
        "kz, kk",
        "KZ, kk",
        "kaz, kk",
        "kk_KZ.UTF-8, kk",
        "KAZ-Cyrl, kk",
        "rus, ru",
        "ru-KZ, ru",
        "RUS, ru",
        "eng, en",
        "us, en",
        "gb, en",
        "und, en",
        "zz, en",
        "deu, en",
        "ua, en"
    })
    void itSpeaksTheLanguageThatIsMeantElseItsFirst(String wanted, String spoken) {
        var flow =
                Flows.flow(
                        """
                        flow: test
                        languages: [en, ru, kk]
                        start: hello
                        person: person
                        nodes:
                          hello: {say: {en: "1", ru: "1", kk: "1"}, next: done}
                          person: {hand_off: {skills: {support: 1}}}
                          done: {end: {topic: billing}}
                        """);

        assertThat(flow.spoken(Language.of(wanted).orElseThrow())).hasToString(spoken);
    }

    @ParameterizedTest
    @CsvSource({"kz, kz", "kaz, kaz", "kk, kz"})
    void aFlowWithTheCodeOfACountryIsServedAsItIsWritten(String wanted, String spoken) {
        var flow =
                Flows.flow(
                        """
                        flow: test
                        languages: [kz, kaz]
                        start: hello
                        person: person
                        nodes:
                          hello: {say: {kz: "1", kaz: "1"}, next: done}
                          person: {hand_off: {skills: {support: 1}}}
                          done: {end: {topic: billing}}
                        """);

        assertThat(flow.spoken(Language.of(wanted).orElseThrow())).hasToString(spoken);
    }

    @ParameterizedTest
    @CsvSource({"kk, kz", "kaz, kz", "kk_KZ, kz", "ru, rus", "RUS, rus", "de, en"})
    void aFlowWithTheCodeOfACountrySpeaksToWhomeverIsKeptByTheLanguages(
            String wanted, String spoken) {
        var flow =
                Flows.flow(
                        """
                        flow: test
                        languages: [en, kz, rus]
                        start: hello
                        person: person
                        nodes:
                          hello: {say: {en: "1", kz: "1", rus: "1"}, next: done}
                          person: {hand_off: {skills: {support: 1}}}
                          done: {end: {topic: billing}}
                        """);

        assertThat(flow.spoken(Language.of(wanted).orElseThrow())).hasToString(spoken);
    }
}
