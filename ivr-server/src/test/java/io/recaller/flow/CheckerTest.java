package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckerTest {
    private static final Installation INSTALLATION =
            new Installation(Set.of("account"), Set.of("outage_status"));

    /** A flow without problems; each row of the table spoils one line of it. */
    private static final String SOUND =
            """
            flow: test
            languages: [en, ru]
            start: hello
            person: person
            verify: pin
            nodes:
              hello: {say: {en: "Hello.", ru: "Привет."}, next: main}
              main:
                menu:
                  options:
                    pay: {key: 1, say: {en: "pay", ru: "оплата"}, next: pay}
                    debt: {key: 2, sensitive: verified, say: {en: "debt", ru: "долг"}, next: debt}
                    agent: {key: 0, say: {en: "a person", ru: "оператор"}, next: person}
              pay:
                form:
                  account:
                    digits: 8
                    prefill: account
                    confirm: true
                    say: {en: "Account?", ru: "Счёт?"}
                    confirm_say: {en: "Is it {last4}?", ru: "Это {last4}?"}
                next: ask
              ask:
                look_up: {source: outage_status, arguments: {a: "{account}"}, result: {till: till}}
                next: told
                on_failure: person
              told: {say: {en: "Until {till}.", ru: "До {till}."}, next: route}
              route: {branch: [{when: "trust >= claimed", next: main}], otherwise: done}
              debt: {tier: verified, say: {en: "You owe.", ru: "Долг."}, next: done}
              pin:
                verify: {digits: 4, say: {en: "PIN?", ru: "Код?"}}
              person: {hand_off: {skills: {"language:{language}": 2}}}
              done: {end: {topic: billing}}
            """;

    @Test
    void aSoundFlowHasNoProblems() {
        assertThat(Flows.problems(SOUND)).isEmpty();
        assertThat(Checker.check(Flows.flow(SOUND), INSTALLATION)).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    next: ask            | next: aks             | there is no node aks. Did you mean ask?
                    start: hello         | start: main           | nothing leads to the node hello
                    verify: pin          | verify: ping          | there is no node ping. Did you mean pin?
                    verify: pin          | verify: hello         | the node hello is not a verify node
                    verify: pin          | context: {budget: 1s} | a tier is needed here but the flow has no verify node
                    person: person       | person: main          | the node main does not lead straight to a person
                    {key: 2,             | {key: 1,              | the key 1 is taken by pay
                    {key: 1,             | {key: 0,              | the key 0 means a person everywhere, but pay is none
                    {key: 1,             | {key: "*",            | the key * is reserved for offers
                    {key: 1,             | {key: "#",            | the key # is reserved
                    {key: 1,             | {key: 12,             | the key 12 is not one digit
                    {key: 2,             | {key: 2, pin: first,  | a sensitive option may not be pinned first
                    {tier: verified, say | {say                  | the option is sensitive, but debt opens to less trust
                    {en: "pay", ru: "оплата"} | {en: "pay"}      | there is no text in ru
                    "Until {till}."      | "Until {til}."        | nothing fills in {til}. Known here: account, till
                    "Until {till}."      | "Until {till."        | not a message pattern
                    "pay"                | "pay {account}"       | nothing fills in {account}
                    prefill: account     | prefill: acount       | the field catalogue has no acount. Did you mean account?
                    source: outage_status | source: outage       | the settings have no look-up outage
                    "{account}"          | "{acount}"            | nothing fills in {acount}
                    digits: 8            | digits: 1             | one digit would mean both yes and a new value
                    "trust >= claimed"   | "trust >= claimd"     | the condition cannot be read at column 10
                    "trust >= claimed"   | "trust"               | the condition cannot be read
                    next: main}]         | next: ask}]           | the caller goes round without a way out: ask → told → route → ask
                    {digits: 4, say: {en: "PIN?", ru: "Код?"}} | {digits: {min: 5, max: 4}, say: {en: "?", ru: "?"}} | min is more than max
                    """)
    void aSpoiltFlowIsToldWhatIsWrong(String sound, String spoilt, String message) {
        assertThat(SOUND).contains(sound);

        var problems = problems(SOUND.replace(sound, spoilt));

        assertThat(problems)
                .anySatisfy(problem -> {
                    assertThat(problem.toString()).contains(message);
                    assertThat(problem.line()).isPositive();
                    assertThat(problem.remedy()).isNotBlank();
                });
    }

    @Test
    void aVerifyNodeThatIsNamedMustLeadSomewhere() {
        var problems = problems(SOUND.replace("next: debt}", "next: pin}"));

        assertThat(problems)
                .extracting(Problem::message)
                .contains("nodes lead here, but it leads nowhere after the proof");
    }

    @Test
    void whoFailedTheProofIsNotSentToWhereAProofIsNeeded() {
        var problems =
                problems(SOUND.replace("ru: \"Код?\"}}", "ru: \"Код?\"}}\n    failed: debt"));

        assertThat(problems)
                .extracting(Problem::message)
                .contains("who could not prove who they are cannot enter debt");
    }

    @Test
    void itIsReportedWhatEachTierCanHear() {
        var heard = Heard.of(Flows.flow(SOUND));

        assertThat(heard)
                .contains(
                        new Heard(TrustTier.UNKNOWN, "main", "debt"),
                        new Heard(TrustTier.UNKNOWN, "pay", "Account?"),
                        new Heard(TrustTier.UNKNOWN, "pin", "PIN?"),
                        new Heard(TrustTier.VERIFIED, "pay", "Is it {last4}?"),
                        new Heard(TrustTier.VERIFIED, "debt", "You owe."))
                .isSortedAccordingTo(java.util.Comparator.comparing(Heard::tier));
    }

    @Test
    void theTelecomFlowHasNoProblems() {
        assertThat(Checker.check(Flows.telecom(), INSTALLATION)).isEmpty();
    }

    private static List<Problem> problems(String yaml) {
        var broken = Flows.problems(yaml);
        return broken.isEmpty() ? Checker.check(Flows.flow(yaml), INSTALLATION) : broken;
    }
}
