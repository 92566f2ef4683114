package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Context;
import io.recaller.flow.Contexts;
import io.recaller.flow.Flow;
import io.recaller.flow.Flows;
import io.recaller.flow.Talk;
import io.recaller.menu.planner.Layout;
import io.recaller.speech.PromptLengths;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EngineTest {
    private static final Context STRANGER = Contexts.STRANGER;

    private final Flow flow =
            Flows.flow(
                    """
                    flow: test
                    languages: [en]
                    start: main
                    person: person
                    verify: pin
                    retries: 1
                    nodes:
                      main:
                        menu:
                          intro: {en: "Choose."}
                          no_match: {en: "No such key."}
                          no_input: {en: "Nothing heard."}
                          options:
                            pay: {key: 6, say: {en: "payments"}, next: pay}
                            debt: {key: 7, sensitive: verified, say: {en: "debt"}, next: debt}
                            silent: {key: 8, say: {en: "silence"}, next: silent}
                            status: {key: 9, say: {en: "status"}, next: status}
                            route: {key: 5, say: {en: "route"}, next: route}
                            round: {key: 4, say: {en: "round"}, next: round}
                      pay:
                        form:
                          account:
                            digits: 8
                            prefill: account
                            tier: attested
                            confirm: true
                            say: {en: "Account?"}
                            confirm_say: {en: "Is it {last4}?"}
                            invalid: {en: "Eight digits."}
                            save: account
                          amount: {amount: tenge, say: {en: "How much?"}}
                        next: paid
                      paid: {end: {say: {en: "{amount, plural, one {# tenge} other {# tenge}} from {account}."}, topic: billing}}
                      silent:
                        form:
                          account: {digits: 8, prefill: account, tier: claimed, say: {en: "Account?"}}
                        next: paid
                      debt: {tier: verified, say: {en: "You owe."}, next: main}
                      pin:
                        verify: {digits: 4, say: {en: "PIN?"}, wrong: {en: "Wrong."}}
                        failed: failed
                      failed: {say: {en: "I cannot be sure who you are."}, next: person}
                      status:
                        look_up: {source: status, arguments: {id: "{account}"}, result: {state: s}}
                        next: told
                        on_failure: person
                      told: {say: {en: "It is {state}."}, next: main}
                      route:
                        branch:
                          - {when: "data.missing == 'x'", next: person}
                          - {when: "1 / (hour - 1) == 0", next: person}
                          - {when: "known && trust >= claimed && requests.exists(r, r.topic == 'outage' && now - r.openedAt < duration('3h'))", next: debt}
                          - {when: "weekday == 7 && language == 'en'", next: told}
                        otherwise: person
                      round: {branch: [{when: "true", next: round}], otherwise: round}
                      person: {hand_off: {skills: {"language:{language}": 2}, priority: 3}}
                    """);

    @Test
    void theMenuIsReadInTheOrderKeptEvenWhenThePlanChanges() {
        var talk = new Talk(flow, "en", STRANGER, EngineTest::shuffled);
        var first = ids(talk);

        talk.now(Contexts.known(TrustTier.CLAIMED)).silence();

        assertThat(ids(talk)).isEqualTo(first);
        assertThat(talk.words()).startsWith("Nothing heard. | For").doesNotContain("Choose.");
    }

    @Test
    void aSensitiveOptionMayNotRiseBelowItsTrust() {
        assertThat(mayRise(Contexts.known(TrustTier.ATTESTED))).isFalse();
        assertThat(mayRise(Contexts.known(TrustTier.VERIFIED))).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"0", "1 1", "* #", "12 3", "- -", "- 1", "6 0", "6 - -", "6 1 123", "7 0"})
    void aPersonHelpsWhoAsksForOneOrMakesTooManyMistakes(String inputs) {
        var talk = new Talk(flow, "en", STRANGER);

        for (var input : inputs.split(" ", -1)) {
            talk.gives(input.equals("-") ? new Reply.Silence() : new Reply.Keys(input));
        }

        assertThat(talk.node()).isEqualTo("person");
        assertThat(talk.turn())
                .isInstanceOfSatisfying(
                        Turn.HandOff.class, handOff -> assertThat(handOff.priority()).isEqualTo(3));
    }

    @ParameterizedTest(name = "{0}: {1} then {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CLAIMED  | Account?                   | 87654321 | 87654321 |
                    ATTESTED | Is it/five/six/seven/eight | 1        | 12345678 | chat 2026-11-21T18:00:00Z
                    """)
    void aKnownValueIsReadBackOnlyToWhoMayHearIt(
            TrustTier trust, String question, String keys, String account, String from) {
        var talk = new Talk(flow, "en", Contexts.known(trust)).keys("6");
        assertThat(talk.words().replace(" | ", "/")).isEqualTo(question);

        talk.keys(keys);

        assertThat(talk.words()).isEqualTo("How much?");
        assertThat(talk.dialogue().data()).containsEntry("account", account);
        assertThat(talk.dialogue().data().get("prefilled.account")).isEqualTo(from);
    }

    @Test
    void aReadBackIsCorrectedByKeyingAnother() {
        var talk = new Talk(flow, "en", Contexts.known(TrustTier.VERIFIED)).keys("6");

        talk.keys("1234");
        assertThat(talk.words()).startsWith("Eight digits. | Is it | five");
        talk.keys("11112222").keys("0050");

        assertThat(talk.turn()).isInstanceOf(Turn.End.class);
        assertThat(talk.words()).startsWith("50 tenge from one one one one two");
        assertThat(talk.dialogue().learned(flow)).isEqualTo(Map.of("account", "11112222"));
    }

    @Test
    void aReadBackTurnsIntoAQuestionWhenTheContextIsGone() {
        var talk = new Talk(flow, "en", Contexts.known(TrustTier.VERIFIED)).keys("6");

        talk.now(STRANGER).returns();
        assertThat(talk.words()).isEqualTo("Account?");
        talk.keys("1");

        assertThat(talk.words()).isEqualTo("Account?");
        assertThat(talk.dialogue().data()).doesNotContainKey("account");
    }

    @Test
    void aKnownValueMayBeFilledInSilently() {
        var talk = new Talk(flow, "en", Contexts.known(TrustTier.CLAIMED)).keys("8");

        assertThat(talk.node()).isEqualTo("paid");
        assertThat(talk.path()).containsExactly("main", "main=silent", "silent", "paid");
    }

    @Test
    void theProofStandsBeforeWhatNeedsIt() {
        var talk = new Talk(flow, "en", STRANGER).keys("7");
        assertThat(talk.words()).isEqualTo("PIN?");

        talk.gives(new Input.Proof(Input.Verdict.REJECTED));
        assertThat(talk.words()).isEqualTo("Wrong. | PIN?");
        talk.now(Contexts.known(TrustTier.VERIFIED)).gives(new Input.Proof(Input.Verdict.ACCEPTED));

        assertThat(talk.words()).isEqualTo("You owe.");
        assertThat(talk.says().keys("7").words()).as("not asked twice").isEqualTo("You owe.");
    }

    @Test
    void whatNeededAProofIsNotRepeatedToALowerTrust() {
        var talk = new Talk(flow, "en", Contexts.known(TrustTier.VERIFIED)).keys("7");

        talk.now(STRANGER).returns();

        assertThat(talk.words()).isEqualTo("PIN?");
    }

    @Test
    void anExhaustedProofLeadsWhereTheFlowSays() {
        var talk = new Talk(flow, "en", STRANGER).keys("7");

        talk.gives(new Input.Proof(Input.Verdict.EXHAUSTED));

        assertThat(talk.words()).isEqualTo("I cannot be sure who you are.");
        assertThat(talk.says().node()).isEqualTo("person");
    }

    @Test
    void aLookUpKeepsWhatTheFlowNamed() {
        var talk = new Talk(flow, "en", Contexts.known(TrustTier.VERIFIED)).keys("9");
        assertThat(((Turn.LookUp) talk.turn()).arguments()).isEqualTo(Map.of("id", "12345678"));

        talk.gives(new Input.Found(Map.of("s", "fine", "secret", "x")));

        assertThat(talk.words()).isEqualTo("It is fine.");
        assertThat(talk.dialogue().data()).doesNotContainKey("secret");
    }

    @Test
    void aLookUpWithoutItsArgumentsHasFailed() {
        assertThat(new Talk(flow, "en", STRANGER).keys("9").node()).isEqualTo("person");
    }

    @Test
    void theFirstConditionThatHoldsDecidesAndABrokenOneDoesNot() {
        var stranger = new Talk(flow, "en", STRANGER).keys("5");
        var known = new Talk(flow, "en", Contexts.known(TrustTier.VERIFIED)).keys("5");

        assertThat(stranger.node()).isEqualTo("told");
        assertThat(((Turn.Say) stranger.turn()).speech().isSilent()).isTrue();
        assertThat(((Turn.Say) stranger.turn()).speech().unsaid())
                .singleElement()
                .asString()
                .endsWith("} is missing");
        assertThat(known.node()).isEqualTo("debt");
    }

    @Test
    void whoWouldGoRoundForEverReachesAPerson() {
        assertThat(new Talk(flow, "en", STRANGER).keys("4").node()).isEqualTo("person");
    }

    @Test
    void aPlaceTheFlowNoLongerHasLeadsToAPerson() {
        var lost = new Talk(flow, "en", STRANGER).dialogue().at("gone");
        var engine = new Engine(PromptLengths.estimated(), Planning.designed());

        assertThat(engine.render(flow, lost, STRANGER).turn()).isInstanceOf(Turn.HandOff.class);
        assertThat(engine.next(flow, lost, new Reply.Silence(), STRANGER).dialogue().node())
                .isEqualTo("person");
    }

    private boolean mayRise(Context context) {
        var choose = (Turn.Choose) new Talk(flow, "en", context).turn();
        return choose.layout().options().stream()
                .filter(spoken -> spoken.option().id().equals("debt"))
                .allMatch(spoken -> spoken.option().mayRise());
    }

    /** Reads backwards to strangers and as designed to the others. */
    private static Layout shuffled(Planning.Question question, Context context) {
        var designed = question.designed();
        var order = context.who().isEmpty() ? designed.reversed() : designed;
        var other =
                new Planning.Question(
                        question.menu(),
                        order,
                        question.proposals(),
                        question.possible(),
                        question.untold());
        return Planning.designed().plan(other, context);
    }

    private static List<String> ids(Talk talk) {
        return ((Turn.Choose) talk.turn())
                .layout().options().stream().map(spoken -> spoken.option().id()).toList();
    }
}
