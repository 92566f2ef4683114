package io.recaller.flow.timing;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Flows;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import org.junit.jupiter.api.Test;

final class FormTimeTest {
    private static final Language ENGLISH = new Language("en");

    /** What moving house takes. */
    private static final String TEN_FIELDS =
            """
            flow: moves
            languages: [en]
            start: move
            person: person
            nodes:
              move:
                form:
                  account: {digits: 8, say: {en: "Please key your eight-digit account number."}}
                  born: {date: true, say: {en: "Please key the day you were born, with eight digits."}}
                  passport: {digits: 9, say: {en: "Please key the nine digits of your identity card."}}
                  from: {digits: 4, say: {en: "Please key four digits of the street you leave."}}
                  house: {digits: 3, say: {en: "And three digits of the house."}}
                  to: {digits: 4, say: {en: "Please key four digits of the street you move to."}}
                  new_house: {digits: 3, say: {en: "And three digits of that house."}}
                  flat: {digits: 3, say: {en: "Please key three digits of your new flat."}}
                  day: {date: true, say: {en: "From which day on? Please key eight digits."}}
                  call: {digits: 11, say: {en: "Please key the number at which we can call you that day."}}
                next: person
              short:
                form:
                  mail: {email: true, say: {en: "Your e-mail address?"}}
                  pin: {digits: 4, secret: true, say: {en: "Your secret code?"}}
                on_phone: person
                next: person
              person: {hand_off: {}}
            """;

    private static FormTime time(String node) {
        return FormTime.of(Flows.flow(TEN_FIELDS), ENGLISH, PromptLengths.estimated()).stream()
                .filter(form -> form.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tenFieldsTakeLessOnAPageThanByKeypad() {
        var move = time("move");

        assertThat(move.fields()).isEqualTo(10);
        assertThat(move.keypad().orElseThrow()).hasSeconds(107);
        assertThat(move.page()).hasSeconds(91);
    }

    @Test
    void whatCannotBeKeyedIsTypedOnlyAndWhatIsSecretIsKeyedOnBoth() {
        var form = time("short");

        assertThat(form.keypad()).isEmpty();
        // Four words, an address of 25 letters; a question of 18 letters, four keys.
        assertThat(form.page().toMillis())
                .isEqualTo(3 * 250 + 2_450 + 25 * 330 + 300 + 17 * 1_000 / 14 + 4 * 1_200);
    }
}
