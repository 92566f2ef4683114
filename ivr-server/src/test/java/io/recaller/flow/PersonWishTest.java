package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonWishTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I need a person",
                "I'm looking for a real person",
                "i am waiting for an agent",
                "I am a human, I want to talk to a human",
                "I'm a person, please connect me to an operator",
                "I'd prefer a human",
                "we need someone from your staff",
                "can I speak with one of your agents",
                "is there a person there?",
                "are there any people",
                "real human please",
                "no bot, a person",
                "a human instead of a bot",
                "не бот, а человек",
                "мне нужен не робот, а оператор",
                "вместо бота дайте человека",
                "я хочу поговорить с человеком",
                "я человек, соедините с оператором",
                "нам нужен живой сотрудник",
                "мы хотели бы поговорить с вашим менеджером",
                "есть тут живой человек?",
                "здравствуйте, мне оператора",
                "мен адаммен сөйлескім келеді",
                "маған адам керек",
                "бізге маман керек",
                "бот емес, адам керек",
                "операторды қосыңыз",
                "адам бар ма, тірі адам керек"
            })
    void aPersonIsAskedFor(String text) {
        assertThat(PersonWish.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm a person",
                "I am a person",
                "i am a real human being",
                "Im human",
                "I’m a human, not a robot",
                "I am not a bot, I'm a person",
                "we are people",
                "We're real people",
                "I am the manager here",
                "I'm an employee",
                "hello, I am a real person",
                "for one person",
                "just one person",
                "a bot, not a person please",
                "not a human, a bot please",
                "a bot instead of a human",
                "я человек",
                "Я — живой человек",
                "я человек, а не робот",
                "я не робот, я человек",
                "я не бот, а человек",
                "мы люди",
                "я менеджер",
                "здравствуйте, я оператор",
                "мне нужен бот, а не человек",
                "бот вместо человека",
                "мен адаммын",
                "мен тірі адаммын",
                "адаммын",
                "біз адамбыз",
                "мен бот емеспін, адаммын",
                "мен кызметкермин",
                "адам емес, бот керек",
                "",
                "  ",
                "\u0000"
            })
    void whoSaysWhoTheyAreOrWantsNoneAsksForNone(String text) {
        assertThat(PersonWish.isIn(text)).isFalse();
        assertThat(UniversalWords.asked(text)).isEmpty();
    }
}
