package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What messages to the demo's business are about. */
class TopicRulesTest {
    private final TopicRules rules = Flows.telecom().topicRules();

    @ParameterizedTest
    @CsvSource({
        "My internet connection is so slow tonight, internet.slow",
        "Почему такой медленный интернет?, internet.slow",
        "Интернетіміз баяу болып кетті, internet.slow",
        "there is no connection, outage",
        "no wired connection at home, outage",
        "У нас с утра не работает домашний интернет, outage",
        "интернетім істемейді, outage",
        "Интернетім жок, outage",
        "I lost my phone, mobile.lost",
        "question about the bills, billing",
        "вопрос по счетам, billing",
        "шотымды түсінбеймін, billing",
        "мы переезжаем, moving"
    })
    void wordsOfAnyLanguageAndFormMeanATopic(String message, String topic) {
        assertThat(rules.topics(message)).containsExactly(new Topic(topic));
    }

    @Test
    void ofTwoThingsBothAreMeant() {
        assertThat(rules.topics("The router is broken, and my bill is wrong"))
                .containsExactly(new Topic("internet.equipment"), new Topic("billing"));
    }

    @Test
    void wordsThatMeanNothingMeanNothing() {
        assertThat(rules.topics("Good evening")).isEmpty();
        assertThat(rules.topics("")).isEmpty();
        assertThat(rules.topics("no, thank you. The connection is fine. And so is all else"))
                .as("words of a phrase stand close together")
                .isEmpty();
        assertThat(
                        Flows.flow(
                                        """
                                        flow: small
                                        languages: [en]
                                        start: person
                                        person: person
                                        nodes:
                                          person: {hand_off: {}}
                                        """)
                                .topicRules()
                                .topics("slow internet"))
                .isEmpty();
    }
}
