package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Context;
import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.Talk;
import io.recaller.flow.Universal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People who answer a flow in their own words. */
class WordsTest {
    private static final Flow TELECOM = Flows.telecom();

    private static Talk at(String language) {
        return at(language, Contexts.STRANGER);
    }

    private static Talk at(String language, Context context) {
        return new Talk(TELECOM, language, context).says();
    }

    private static Reply.Text words(String text) {
        return new Reply.Text(text, Meaning.of(TELECOM, text));
    }

    @ParameterizedTest
    @CsvSource({
        "en, my bills, bill, About: a question about your bill. Not that? Write BACK.",
        "ru, вопросы по счетам, bill, Тема: Вопрос по счёту. Не то? Напишите НАЗАД.",
        "kk, шотым туралы, bill, Тақырып: Шот бойынша сұрақ. Басқа ма? АРТҚА деп жазыңыз."
    })
    void whatIsClearIsTakenAndEchoedWithTheWayBack(
            String language, String text, String node, String echo) {
        var talk = at(language).gives(words(text));

        assertThat(talk.node()).isEqualTo(node);
        assertThat(written(talk)).startsWith(echo);
        assertThat(written(talk.keys("9"))).as("once").doesNotStartWith(echo);
    }

    @ParameterizedTest
    @CsvSource({
        "en, the internet is slow, About: a slow connection.",
        "ru, интернет тормозит, Тема: Медленное соединение.",
        "kk, интернет баяу, Тақырып: Баяу байланыс."
    })
    void anOptionOfAMenuBelowIsTakenToo(String language, String text, String echo) {
        var talk = at(language).gives(words(text));

        assertThat(talk.path()).endsWith("main=internet", "internet=slow", "internet_person");
        assertThat(written(talk)).startsWith(echo).doesNotContain("BACK", "НАЗАД", "АРТҚА");
    }

    @Test
    void ofTwoThingsOneIsAsked() {
        var talk = at("en").gives(words("my router, and a bill"));

        assertThat(talk.node()).isEqualTo("main");
        assertThat(written(talk)).isEqualTo("Which of these is it about?");
        assertThat(shown(talk)).containsExactly("internet", "bill", "agent");
        assertThat(talk.keys("5").node()).isEqualTo("bill");
        assertThat(shown(talk)).contains("charge");
    }

    @Test
    void ofTwoThingsInOneMenuBelowOneIsAskedThere() {
        var talk = at("ru").gives(words("медленно, и роутер моргает"));

        assertThat(talk.node()).isEqualTo("internet");
        assertThat(written(talk)).isEqualTo("О чём из этого речь?");
        assertThat(shown(talk)).containsExactly("slow", "equipment", "agent");
        assertThat(talk.gives(words("роутер")).node()).isEqualTo("internet_person");
    }

    @Test
    void whatIsAboutSomethingElseIsFoundInTheMenuBefore() {
        var talk = at("en").keys("1").gives(words("or rather the bill"));

        assertThat(talk.node()).isEqualTo("bill");
    }

    @Test
    void whoIsNotUnderstoodTwiceIsHelpedByAPerson() {
        var talk = at("en").gives(words("good evening"));
        assertThat(talk.node()).isEqualTo("main");
        assertThat(written(talk)).isEqualTo("Sorry, there is no such choice.");

        assertThat(talk.gives(words("well well")).node()).isEqualTo("person");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "operator",
                "a person, please!",
                "I want to talk to an agent",
                "оператор",
                "Позовите оператора",
                "хочу поговорить с человеком",
                "Оператормен сөйлескім келеді",
                "маған қызметкер керек",
                "Mitarbeiter bitte",
                "conseiller",
                "hablar con un agente",
                "operatore",
                "atendente",
                "працівник",
                "temsilci"
            })
    void aPersonIsAskedForInWordsAnywhere(String text) {
        assertThat(at("en").gives(words(text)).node()).isEqualTo("person");
        var form = at("en").keys("6");
        assertThat(form.turn()).isInstanceOf(Turn.Ask.class);
        assertThat(form.gives(words(text)).node()).isEqualTo("person");
    }

    @Test
    void inAMenuThatHasItsOwnPersonThatOneHelps() {
        assertThat(at("ru").keys("1").gives(words("оператор")).node()).isEqualTo("internet_person");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "back",
                "Назад",
                "артқа",
                "zurück",
                "retour",
                "atrás",
                "indietro",
                "voltar",
                "GERİ"
            })
    void backIsTheMenuBeforeFromAnywhere(String text) {
        var talk = at("en").keys("1").gives(words("no connection"));
        assertThat(talk.node()).isEqualTo("outage_unknown");

        assertThat(talk.gives(words(text)).node()).isEqualTo("internet");
        assertThat(talk.gives(words(text)).node()).isEqualTo("main");
        assertThat(talk.gives(words(text)).node()).isEqualTo("main");
        assertThat(shown(talk)).contains("internet", "bill");
    }

    @ParameterizedTest
    @CsvSource({
        "en, status, 'Fault (November 21): new.'",
        "ru, статус моей заявки, 'Нет соединения (21 ноября): new.'",
        "kk, мәртебе, 'Байланыс жоқ (21 қараша): new.'"
    })
    void howRequestsStandIsToldBeforeTheSameQuestion(String language, String text, String status) {
        var known = at(language, Contexts.known(TrustTier.VERIFIED));
        var shown = shown(known);

        known.gives(words(text));

        assertThat(written(known)).isEqualTo(status);
        assertThat(known.node()).isEqualTo("main");
        assertThat(shown(known)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What's the status of my request?",
                "any news on my ticket?",
                "when will my request be ready",
                "could you check the progress of my application",
                "Как там моя заявка?",
                "состояние моего обращения",
                "когда рассмотрят мою заявку",
                "подскажите, какой статус у моего заявления",
                "есть новости по нашим заявкам?",
                "өтінішім қалай",
                "өтінішімнің мәртебесі қандай?",
                "отинишим кайда",
                "тапсырысымның жағдайы қандай"
            })
    void aStatusIsAskedForInWordsOfOnesOwn(String text) {
        assertThat(Meaning.of(TELECOM, text).universal()).contains(Universal.STATUS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I have a request",
                "how do I make a request",
                "хочу оставить заявку",
                "как оставить заявку",
                "у меня обращение",
                "что нового",
                "менде өтініш бар",
                "my order",
                "what is the status of the bill for my application",
                "I wrote you a long story of how my request went from one office to another office"
            })
    void whoBringsARequestOrSpeaksOfATopicDoesNotAskHowItStands(String text) {
        assertThat(Meaning.of(TELECOM, text).universal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Could you put me through to a human being?",
                "I'd like to chat with one of your employees",
                "not a bot, a person please",
                "переключите на живого оператора",
                "мне нужен живой человек, а не робот",
                "соедините меня с кем-нибудь из сотрудников",
                "можно поговорить с вашим менеджером?",
                "тірі адам керек",
                "бот емес, адаммен сөйлескім келеді",
                "маған операторды қосыңызшы"
            })
    void aPersonIsAskedForInWordsOfOnesOwn(String text) {
        assertThat(Meaning.of(TELECOM, text).universal()).contains(Universal.PERSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no person please",
                "не надо оператора",
                "оператор не нужен",
                "the agent was rude yesterday",
                "мой номер у другого оператора",
                "an agent from the internet department",
                "адам емес"
            })
    void whoSpeaksOfPersonsAsksForNone(String text) {
        assertThat(Meaning.of(TELECOM, text).universal()).isEmpty();
    }

    @Test
    void noMoreOfRequestsIsToldThanTheTrustAllows() {
        var stranger = at("en").gives(words("status"));
        var claimed = at("en", Contexts.known(TrustTier.UNKNOWN)).gives(words("status"));

        assertThat(written(stranger))
                .isEqualTo("There is no open request that can be shown here.")
                .isEqualTo(written(claimed));
    }

    @Test
    void aLabelComesBeforeAWish() {
        var flow =
                Flows.flow(
                        """
                        flow: small
                        languages: [en]
                        start: main
                        person: person
                        nodes:
                          main:
                            menu:
                              options:
                                status: {key: 1, say: {en: "status"}, next: other}
                          other: {end: {say: {en: "Here."}}}
                          person: {hand_off: {}}
                        """);
        var talk = new Talk(flow, "en", Contexts.STRANGER);

        talk.gives(new Reply.Text("Status", Meaning.of(flow, "Status")));

        assertThat(talk.node()).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call me back",
                "please call back",
                "get back to me",
                "give me back",
                "connect me back, please",
                "дайте назад",
                "кері беріңіз",
                "mit zurück",
                "je voudrais un retour",
                "quiero volver a hablar",
                "voglio indietro",
                "quero voltar a falar",
                "дайте назад, будь ласка",
                "geri istiyorum"
            })
    void whoWantsToBeCalledOrGivenSomethingBackDoesNotGoBack(String text) {
        assertThat(Meaning.of(TELECOM, text).universal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "back, please",
                "I want to go back",
                "назад, пожалуйста",
                "хочу вернуться",
                "артқа, өтінемін",
                "ich möchte zurück, bitte",
                "retour svp",
                "quiero volver, por favor",
                "indietro, per favore",
                "quero voltar",
                "назад, будь ласка",
                "geri lütfen"
            })
    void backMayBeSaidPolitely(String text) {
        assertThat(Meaning.of(TELECOM, text).universal()).contains(Universal.BACK);
    }

    private static String written(Talk talk) {
        return switch (talk.turn()) {
            case Turn.Say say -> say.speech().written();
            case Turn.Choose menu -> menu.lead().written();
            case Turn.Ask ask -> ask.speech().written();
            case Turn.Verify verify -> verify.speech().written();
            case Turn.LookUp lookUp -> lookUp.meanwhile().written();
            case Turn.SwitchTo _, Turn.Recommend _ -> "";
            case Turn.HandOff handOff -> handOff.speech().written();
            case Turn.End end -> end.speech().written();
        };
    }

    private static List<String> shown(Talk talk) {
        return ((Turn.Choose) talk.turn()).shown().stream().map(Choice::id).toList();
    }
}
