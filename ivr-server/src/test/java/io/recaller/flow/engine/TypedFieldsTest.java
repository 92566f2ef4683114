package io.recaller.flow.engine;

import static io.recaller.flow.Contexts.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Entry;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.Talk;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is typed where one can type, and what becomes of it on a telephone. */
final class TypedFieldsTest {
    private static final String FLOW =
            """
            flow: contract
            languages: [en]
            start: form
            person: person
            nodes:
              form:
                form:
                  born: {date: true, say: {en: "Your birthday?"}}
                  mail: {email: true, say: {en: "Your address?"}}
                  home: {text: 60, say: {en: "Where do you live?"}}
                next: done
                on_phone: show
              show:
                switch: {to: page, say: {en: "Look at your screen."}, next: form}
              done: {end: {say: {en: "{born, date, ::dMMMMy}, {mail}, {home}."}}}
              person: {hand_off: {}}
            """;

    private final Flow flow = Flows.flow(FLOW);

    @Test
    void inWritingEachIsTypedAndKeptAsItIsMeant() {
        var talk = written(flow);

        assertThat(((Turn.Ask) talk.turn()).wanted()).isEqualTo(new Entry.Date());
        talk.gives(new Reply.Text("21.11.1990"))
                .gives(new Reply.Text("Anna@Пример.kz"))
                .gives(new Reply.Text("Abay\u00A0st. 10 - 5"));

        assertThat(talk.words()).isEqualTo("November 21, 1990, Anna@пример.kz, Abay st. 10 - 5.");
    }

    @Test
    void whatIsNoSuchValueIsAskedAgainInWordsThatSayHow() {
        var talk = written(flow).gives(new Reply.Text("31.02.1990"));

        assertThat(talk.words())
                .isEqualTo(
                        "Sorry, there is no such day. Eight digits, please: day, month and year. |"
                                + " Your birthday?");
        talk.gives(new Reply.Text("1990-11-21")).gives(new Reply.Text("anna at example"));
        assertThat(talk.words()).isEqualTo("Sorry, that is no e-mail address. | Your address?");
    }

    @Test
    void aZeroIsAPersonWhereWordsAreAsked() {
        var asked =
                written(flow)
                        .gives(new Reply.Text("21.11.1990"))
                        .gives(new Reply.Text("a@b.example"));

        assertThat(asked.gives(new Reply.Text("0")).node()).isEqualTo("person");
    }

    @Test
    void onATelephoneADayIsKeyedAndForTheRestThereIsThePage() {
        var talk = phoned(flow).keys("21111990");

        assertThat(talk.turn()).isInstanceOf(Turn.SwitchTo.class);
        talk.gives(new Input.Switched(SwitchOutcome.SENT)).says();
        assertThat(talk.words()).isEqualTo("Your address?");
        var ask = (Turn.Ask) talk.turn();
        assertThat(ask.maxDigits()).isEqualTo(1);
        assertThat(ask.patience().firstDigit()).isEqualTo(Duration.ofSeconds(30));
        talk.gives(new Reply.Text("a@b.example")).gives(new Reply.Text("Abay st. 10"));
        assertThat(talk.words()).isEqualTo("November 21, 1990, a@b.example, Abay st. 10.");
    }

    @Test
    void whoKeysNothingOnATelephoneComesToAPerson() {
        var talk = phoned(flow).keys("21111990").gives(new Input.Switched(SwitchOutcome.SENT));

        talk.says().silence().silence();
        assertThat(talk.node()).isEqualTo("form");
        assertThat(talk.silence().node()).isEqualTo("person");
    }

    @Test
    void whoCannotHaveAPageGoesRoundOnceAndToAPerson() {
        var talk =
                phoned(flow).keys("21111990").gives(new Input.Switched(SwitchOutcome.IMPOSSIBLE));

        assertThat(talk.says().node()).isEqualTo("person");
    }

    @Test
    void whereTheFlowSaysNothingAPersonHelps() {
        var silent = Flows.flow(FLOW.replace("    on_phone: show\n", ""));

        assertThat(phoned(silent).keys("21111990").node()).isEqualTo("person");
    }

    private static Talk written(Flow flow) {
        return new Talk(flow, "en", STRANGER);
    }

    private static Talk phoned(Flow flow) {
        return new Talk(flow, "en", STRANGER.withKeysOnly(true));
    }
}
