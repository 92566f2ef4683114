package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.Talk;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of look-ups: taken as they are sent, or a failure that the flow leads on from. */
final class MisfitTest {
    private static final Flow FLOW =
            Flows.flow(
                    """
                    flow: bill
                    languages: [en, ru]
                    start: ask
                    person: person
                    nodes:
                      ask:
                        look_up:
                          source: billing
                          result: {due: amount_due, until: pay_until, account: account_no, note: remark}
                        next: told
                        on_failure: failed
                      told:
                        say:
                          en: "{due, number} by {until, date, ::EEEE}. {note}"
                          ru: "{due, number} до {until, date, ::EEEE}. {note}"
                        next: account
                      account:
                        form: {account: {digits: 8, say: {en: "Account?", ru: "Счёт?"}}}
                        next: person
                      failed: {say: {en: "We do not know.", ru: "Не знаем."}, next: person}
                      person: {hand_off: {}}
                    """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    5 000     | 2026-11-24T23:05:00+0500 | 5,000 by Tuesday. late
                    1.234,56  | 2026-11-24T23:05:00      | 1,234.56 by Tuesday. late
                    -1500     | 2026-11-24               | -1,500 by Tuesday. late
                    ₸ 1500    | 1795543500               | 1,500 by Tuesday. late
                    BS$ 1,500.50 | 24 Nov 2026           | 1,500.5 by Tuesday. late
                    LR$ 1500  | Tue, 24 Nov 2026 23:05:00 +0500 | 1,500 by Tuesday. late
                    -1500     | 2026-W48-2               | -1,500 by Tuesday. late
                    """)
    void whatOthersSendIsSpoken(String due, String until, String said) {
        var talk = answered(Map.of("amount_due", due, "pay_until", until, "remark", "late"));

        assertThat(talk.node()).isEqualTo("told");
        assertThat(talk.words()).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    amount_due | 1,234      | a number such as
                    amount_due | soon       | a number such as
                    pay_until  | tomorrow   | a date such as
                    pay_until  | 23:05      | a date such as
                    pay_until  | 28/11/2026 | a date such as
                    pay_until  | 21 listopad 2026 | a date such as
                    pay_until  | Fri, 28 Nov 2026 | a date such as
                    pay_until  | 2026-W48   | a date such as
                    amount_due | 5B$        | a number such as
                    amount_due | 5 K$       | a number such as
                    account_no | <script>   | 8 digits
                    account_no | 1234567    | 8 digits
                    """)
    void whatCannotBeSpokenIsAFailureThatNamesLookUpAndField(
            String field, String value, String wanted) {
        var found = new Input.Found(Map.of(field, value, "remark", "late"));
        var talk = new Talk(FLOW, "en", Contexts.STRANGER);

        var misfits = Misfit.of(FLOW, talk.dialogue(), found, Contexts.STRANGER.zone());
        talk.gives(found);

        assertThat(talk.node()).isEqualTo("failed");
        assertThat(talk.dialogue().data()).isEmpty();
        assertThat(misfits)
                .singleElement()
                .satisfies(misfit -> {
                    assertThat(misfit.source()).isEqualTo("billing");
                    assertThat(misfit.answer()).isEqualTo(field);
                    assertThat(misfit.wanted()).startsWith(wanted);
                    assertThat(misfit.toString()).doesNotContain(value);
                });
    }

    @Test
    void aBlankValueIsNone() {
        var talk = answered(Map.of("amount_due", " ", "remark", "late"));

        assertThat(talk.node()).isEqualTo("told");
        assertThat(talk.dialogue().data()).containsOnly(Map.entry("note", "late"));
    }

    private static Talk answered(Map<String, String> values) {
        return new Talk(FLOW, "en", Contexts.STRANGER).gives(new Input.Found(values));
    }
}
