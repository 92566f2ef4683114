package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.Talk;
import java.util.List;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    KZT | 40 USD
                    KZT | USD 40
                    KZT | $40
                    KZT | 40 US$
                    KZT | € 12
                    KZT | 12 500 ₽
                    KZT | 12 500 руб.
                    KZT | 12 500 сом
                    KZT | dollars 5
                    KZT | LR$ 5
                    KZT | R$ 1.234,56
                    KZT | 500 kr
                    KZT | ¥ 500
                    KZT | KZT 40 USD
                    KZT | 40 xyz
                    KZT | 40 ₿
                    USD | C$40
                    USD | 40 pesos
                    EUR | £ 12
                    SEK | NOK 500
                    SEK | 500 kroner
                    UZS | 50 000 сом
                    CNY | JP¥ 500
                    IRR | 500 تومان
                    GHS | ₦ 500
                    INR | ৳ 500
                    BRL | US$ 5,50
                    """)
    void aSumOfOtherMoneyIsNotSpokenAsOurs(String code, String value) {
        var misfit = misfit("{due, number, ::currency/" + code + "}", value);

        assertThat(misfit)
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.source()).isEqualTo("billing");
                    assertThat(told.answer()).isEqualTo("due");
                    assertThat(told.wanted()).startsWith("a number such as");
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    KZT | 40
                    KZT | ₸40
                    KZT | 40 ₸
                    KZT | kzt 40
                    KZT | 40 тг.
                    KZT | 40 тенге
                    KZT | 40 теңге
                    KZT | 40 tg
                    KZT | 1e3
                    RUB | 12 500 ₽
                    RUB | 12 500 руб.
                    BYN | 12 руб.
                    USD | $40
                    USD | US$ 40
                    CAD | $40
                    CAD | CA$40
                    MXN | 40 pesos
                    BRL | R$ 1.234,56
                    LRD | LR$ 5
                    DKK | 500 kr.
                    JPY | ￥500
                    CNY | 500 元
                    UZS | 50 000 so'm
                    KGS | 50 000 сом
                    XOF | 5 000 FCFA
                    CHF | Fr. 5'000.-
                    PLN | 1 500 zł
                    ILS | 50 ש״ח
                    SAR | 50 ر.س
                    INR | ₹ 12,34,567
                    GHS | GH₵ 5
                    """)
    void ourMoneyIsSpokenHoweverItIsWritten(String code, String value) {
        assertThat(misfit("{due, number, ::currency/" + code + "}", value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {due, number} tenge                                  | 40 ₸   | $40
                    {due, number} тг.                                    | KZT 40 | 40 сом
                    ₸ {due, number}                                      | 40     | €40
                    {due, plural, one {# tenge} other {# tenge}}         | ₸40    | 40 USD
                    {due, plural, one {a dollar} other {# dollars}}      | $40    | ₸40
                    {due, number, ::currency/USD} {due, number, integer} | $40    | ₸40
                    """)
    void moneyNamedBesideANumberCountsAsItsOwn(String text, String ours, String others) {
        assertThat(misfit(text, ours)).isEmpty();
        assertThat(misfit(text, others)).hasSize(1);
    }

    @Test
    void theRemedyNamesTheMoney() {
        assertThat(misfit("{due, number, ::currency/KZT}", "40 USD"))
                .extracting(Misfit::wanted)
                .containsExactly("a number such as 1500 or 1 500,50, in KZT");
    }

    private static List<Misfit> misfit(String text, String value) {
        var flow =
                Flows.flow(
                        """
                        flow: bill
                        languages: [en]
                        start: ask
                        person: person
                        nodes:
                          ask: {look_up: {source: billing, result: {due: due}}, next: told, on_failure: person}
                          told: {say: {en: "You owe %s."}, next: person}
                          person: {hand_off: {}}
                        """
                                .formatted(text));
        var talk = new Talk(flow, "en", Contexts.STRANGER);
        var found = new Input.Found(Map.of("due", value));
        return Misfit.of(flow, talk.dialogue(), found, Contexts.STRANGER.zone());
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
