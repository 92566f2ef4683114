package io.recaller.flow.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.TrustTier;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Flows;
import io.recaller.flow.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckerTest {
    private static final Installation INSTALLATION =
            new Installation(Set.of("account"), Set.of("outage_status"), Set.of("support"));

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
                    debt: {key: 2, topics: [debt], sensitive: verified, say: {en: "debt", ru: "долг"}, next: debt}
                    agent: {key: 0, say: {en: "a person", ru: "оператор"}, next: person}
                  offers:
                    again:
                      about: request
                      topics: [debt]
                      kinds: [repair]
                      tier: verified
                      say: {en: "Open since {opened, date, ::EEEE}: star.", ru: "С {opened, date, ::EEEE}: звёздочка."}
                      neutral: {en: "Star.", ru: "Звёздочка."}
                      when: "hour >= 0"
                      next: done
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

    @ParameterizedTest
    @CsvSource({"kz, kk", "ua, uk", "cz, cs", "jp, ja", "gr, el", "dk, da"})
    void theCodeOfACountryIsToldWithItsLanguage(String country, String language) {
        var flow =
                """
                flow: test
                languages: [XX]
                start: hello
                person: person
                nodes:
                  hello: {say: {XX: "1"}, next: done}
                  person: {hand_off: {skills: {support: 1}}}
                  done: {end: {topic: billing}}
                """;

        assertThat(Checker.warnings(Flows.flow(flow.replace("XX", country)), INSTALLATION))
                .extracting(FlowProblem::remedy)
                .contains(
                        "Did you mean " + language + "? Languages are written as ISO 639 has them");
        assertThat(Checker.warnings(Flows.flow(flow.replace("XX", language)), INSTALLATION))
                .noneMatch(told -> told.remedy().startsWith("Did you mean"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    3                  | a PIN of 3 digits: PINs have 4 to 12 digits
                    {min: 2, max: 3}   | a PIN of 2 to 3 digits
                    {min: 13, max: 14} | a PIN of 13 to 14 digits
                    {min: 2, max: 4}   |
                    {min: 12, max: 14} |
                    """)
    void aProofThatNoPinCanGiveIsWarnedOf(String digits, String told) {
        var line =
                SOUND.lines()
                                .toList()
                                .indexOf(
                                        "    verify: {digits: 4, say: {en: \"PIN?\", ru: \"Код?\"}}")
                        + 1;
        var flow = Flows.flow(SOUND.replace("verify: {digits: 4", "verify: {digits: " + digits));

        var warnings =
                Checker.warnings(flow, INSTALLATION).stream()
                        .filter(warning -> warning.path().equals("nodes.pin.verify.digits"))
                        .toList();

        if (told == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings)
                    .singleElement()
                    .satisfies(warning -> {
                        assertThat(warning.line()).isEqualTo(line);
                        assertThat(warning.message()).contains(told);
                        assertThat(warning.remedy()).contains("digits: {min: 4, max: 6}");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kz, kz is the code of a country: did you mean kk?",
        "ua, ua is the code of a country: did you mean uk?",
        "rus, Did you mean ru?",
        "de, 'Add it to languages at the top, with all its texts; there are en, ru'"
    })
    void theLanguageOfOneOptionIsToldWithTheOneThatIsMeant(String written, String remedy) {
        var problems =
                problems(
                        SOUND.replace("{key: 0, say:", "{key: 0, language: " + written + ", say:"));

        assertThat(problems)
                .filteredOn(problem -> problem.path().endsWith("agent.language"))
                .extracting(FlowProblem::remedy)
                .containsExactly(remedy);
    }

    @Test
    void whatIsToldHasTheOrderOfTheFile() {
        var flow = Flows.flow(SOUND.replaceAll("ru: (\"[^\"]*\")", "ru: $1, de: \"x\", fr: \"y\""));

        assertThat(Checker.warnings(flow, INSTALLATION))
                .hasSizeGreaterThan(20)
                .isSortedAccordingTo(FlowProblem.IN_ORDER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    KZT     | number, ::currency/KZT |
                    XOF     | number, ::currency/EUR |
                    points  | number, integer        |
                    минут   | number                 |
                    dollars | number                 | dollars is read as it stands, in every language. Write the money's ISO 4217 code
                    тенге   | number                 | тенге is read as it stands, in every language
                    ₸       | number                 | ₸ is read as it stands, in every language
                    usd     | number                 | usd is read as it stands, in every language. Write the code in capitals, USD
                    KZZ     | number                 | KZZ is no money's code. Write one of ISO 4217
                    XAU     | number                 | XAU is no money's code
                    KZT     | number, ::currency/KZZ | KZZ is no money's code
                    """)
    void moneyIsNamedByItsCode(String unit, String style, String told) {
        var flow =
                """
                flow: test
                languages: [en]
                start: pay
                person: person
                nodes:
                  pay: {form: {sum: {amount: "UNIT", say: {en: "How much?"}}}, next: done}
                  person: {hand_off: {}}
                  done: {end: {topic: billing, say: {en: "{sum, STYLE}"}}}
                """;

        var warnings =
                Checker.warnings(
                        Flows.flow(flow.replace("UNIT", unit).replace("STYLE", style)),
                        INSTALLATION);

        if (told == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings)
                    .singleElement()
                    .satisfies(problem ->
                            assertThat(problem.message() + ". " + problem.remedy())
                                    .startsWith(told));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    und | und is the code of no language: write it under its own, such as en
                    mul | mul is the code of no language: write it under its own, such as en
                    zxx | zxx is the code of no language: write it under its own, such as en
                    de  | Add de to languages at the top, or take the text out
                    eng | Write it under en, as languages at the top has it
                    """)
    void aTextThatNobodyHearsIsTold(String tag, String remedy) {
        var flow = SOUND.replace("en: \"Hello.\"", "en: \"Hello.\", " + tag + ": \"Hallo.\"");
        var everywhere = "no_input: {en: \"Hm?\", ru: \"А?\", " + tag + ": \"Was?\"}\n" + SOUND;

        for (var each : List.of(flow, everywhere)) {
            assertThat(Checker.warnings(Flows.flow(each), INSTALLATION))
                    .singleElement()
                    .satisfies(told -> {
                        assertThat(told.message()).isEqualTo("nobody hears this text in " + tag);
                        assertThat(told.remedy()).isEqualTo(remedy);
                    });
        }
    }

    @Test
    void aChainOfTenThousandNodesIsCheckedAndItsCircleFound() {
        assertThat(Checker.check(Flows.flow(chain(10_000, "person")), INSTALLATION)).isEmpty();

        var problems = Checker.check(Flows.flow(chain(10_000, "n0")), INSTALLATION);
        assertThat(problems)
                .anySatisfy(problem ->
                        assertThat(problem.message())
                                .contains("goes round without a way out: n0 → n1 → ")
                                .hasSizeLessThan(500));
    }

    private static String chain(int length, String last) {
        var nodes = new StringBuilder();
        for (var i = 0; i < length; i++) {
            var next = i + 1 < length ? "n" + (i + 1) : last;
            nodes.append("  n%d: {say: {en: \"a\"}, next: %s}%n".formatted(i, next));
        }
        return "flow: long\nlanguages: [en]\nstart: n0\nperson: n0\nnodes:\n"
                + nodes
                + "  person: {hand_off: {}}\n";
    }

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
                    verify: pin          | verify: ping          | there is no node ping. Did you mean pin?
                    verify: pin          | verify: p             | there is no node p. Name a verify node: there is pin
                    person: person       | person: agent         | there is no node agent. Name a node that leads to a person: there is person
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
                    {"language:{language}": 2}}} | {"language:{language}": 2}}, tier: verified} | a hand_off takes everybody, so it has no tier
                    "Until {till}."      | "{till, plural, one {# day}}" | Every plural, selectordinal and select has a branch for all the rest: add other {…}
                    "Until {till}."      | "{till, select, a {A}}" | add other {…}
                    "Until {till}."      | "{till, nmber}"       | cannot be said: {till, nmber} is to be said as nmber, which is none of number, date
                    "Until {till}."      | "{till, number, ::curency/KZT}" | cannot be said
                    "pay"                | "pay {account}"       | nothing fills in {account}
                    prefill: account     | prefill: acount       | the field catalogue has no acount. Did you mean account?
                    source: outage_status | source: outage       | the settings have no look-up outage
                    "{account}"          | "{acount}"            | nothing fills in {acount}
                    digits: 8            | digits: 1             | one digit would mean both yes and a new value
                    "trust >= claimed"   | "trust >= claimd"     | the condition cannot be read at column 10
                    "trust >= claimed"   | "open('suport')"      | the settings have no opening hours suport. Did you mean support?
                    "trust >= claimed"   | "next_opening('x') > now && !open('night')" | the settings have no opening hours night. Add it to the settings under hours
                    "hour >= 0"          | "open('suport')"      | the settings have no opening hours suport
                    "trust >= claimed"   | "open('support', 1)"  | the condition cannot be read
                    "Until {till}."      | "From {next_opening, date, ::EEEE}." | nothing says of which opening hours {next_opening} is. Ask open('support')
                    "trust >= claimed"   | "trust"               | the condition cannot be read
                    next: main}]         | next: ask}]           | the caller goes round without a way out: ask → told → route → ask
                    {"language:{language}": 2}}} | {"language:{language}": 2}, keys: {"2": dome}}} | there is no node dome. Did you mean done?
                    {"language:{language}": 2}}} | {"language:{language}": 2}, otherwise: donne}} | there is no node donne. Did you mean done?
                    {"language:{language}": 2}}} | {"language:{language}": 2}, queue: main, keys: {"*": mein}}} | the settings have no queue main
                    {"language:{language}": 2}}} | {"language:{language}": 2}, otherwise: person}} | the caller goes round without a way out: person → person
                    about: request       | about: order          | order is none of request, fact, contact. Write one of them
                    topics: [debt]       | topics: []            | is empty. Write at least one entry
                    topics: [debt]       | within: 2w            | 2w is no span of time. Write 14d
                    "hour >= 0"          | "hour >="             | the condition cannot be read
                    next: done           | next: dome            | there is no node dome. Did you mean done?
                    next: done           | next: main            | the offer leads back to its own menu
                    "Open since {opened, date, ::EEEE}: star." | "{text} {state}" | nothing fills in {state}
                    "С {opened, date, ::EEEE}: звёздочка." | "{" | not a message pattern
                    about: request       | about: contact        | a contact has no kind
                    kinds: [repair]      | channels: [chat]      | only an offer about a contact has channels
                    "Звёздочка."         | "{opened}"            | the neutral wording may fill in nothing
                    {en: "Star.", ru: "Звёздочка."} | {en: "Star."} | there is no text in ru
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

    /** YAML takes the rest for a comment, and callers would hear half of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Press # to finish | Press | # to finish",
                "Нажмите # для выхода | Нажмите | # для выхода",
                "Аяқтау үшін #-ны басыңыз | үшін | #-ны басыңыз"
            })
    void aTextThatAHashSignCutsIsTold(String written, String end, String rest) {
        var flow =
                """
                flow: cut
                languages: [en]
                start: hello
                person: person
                nodes:
                  hello:
                    say:
                      en: TEXT
                    next: person
                  person: {hand_off: {}}
                """;

        assertThat(Checker.warnings(Flows.flow(flow.replace("TEXT", written)), INSTALLATION))
                .extracting(FlowProblem::toString)
                .anyMatch(told ->
                        told.contains(":8: nodes.hello.say.en")
                                && told.contains("ends at \"" + end + "\"")
                                && told.contains(rest + ", is a comment"));
        assertThat(
                        Checker.warnings(
                                Flows.flow(flow.replace("TEXT", '"' + written + "\" # yes")),
                                INSTALLATION))
                .isEmpty();
    }

    @Test
    void aNodeThatNothingLeadsToIsWarnedOfAndServed() {
        var flow = Flows.flow(SOUND.replace("start: hello", "start: main"));

        assertThat(Checker.check(flow, INSTALLATION)).isEmpty();
        assertThat(Checker.warnings(flow, INSTALLATION))
                .extracting(FlowProblem::message)
                .contains("nothing leads to the node hello");
    }

    @Test
    void aNodeThatOnlyAWayOutOfTheQueueLeadsToIsReached() {
        var flow =
                Flows.flow(
                        SOUND.replace("start: hello", "start: main")
                                .replace("2}}}", "2}, keys: {2: hello}}}"));

        assertThat(Checker.check(flow, INSTALLATION)).isEmpty();
        assertThat(Checker.warnings(flow, INSTALLATION)).isEmpty();
        assertThat(flow.node("person").orElseThrow())
                .asInstanceOf(InstanceOfAssertFactories.type(Node.HandOff.class))
                .extracting(Node.HandOff::keys)
                .isEqualTo(Map.of("2", "hello"));
    }

    @Test
    void aHandOffToAQueueThatGivesBackWarnsWhereItDoesNotSayOtherwise() {
        var giving =
                new Installation(
                        Map.of("account", TrustTier.UNKNOWN),
                        Set.of("outage_status"),
                        Map.of(),
                        Set.of(),
                        Set.of("main"),
                        Set.of("main"),
                        Set.of(),
                        false);

        assertThat(Checker.warnings(Flows.flow(SOUND), giving))
                .extracting(FlowProblem::message)
                .contains(
                        "the queue main may give callers back to the flow, and this does not say"
                                + " where they go on");
        assertThat(
                        Checker.warnings(
                                Flows.flow(SOUND.replace("2}}}", "2}, otherwise: done}}")), giving))
                .isEmpty();
    }

    @Test
    void aDoorThatTheSettingsDoNotHaveWarns() {
        var flow =
                Flows.flow(
                        SOUND.replace("nodes:\n", "page: {key: 9}\nnodes:\n")
                                + "  away: {switch: {to: telegram, next: person}}\n");

        assertThat(Checker.warnings(flow, INSTALLATION))
                .extracting(FlowProblem::toString)
                .anyMatch(told -> told.contains("page: the settings have nothing to switch to by"))
                .anyMatch(told -> told.contains("nodes.away.switch.to"));
    }

    @Test
    void aVerifyNodeThatIsNamedMustLeadSomewhere() {
        var problems = problems(SOUND.replace("next: debt}", "next: pin}"));

        assertThat(problems)
                .extracting(FlowProblem::message)
                .contains("nodes lead here, but it leads nowhere after the proof");
    }

    @Test
    void whoFailedTheProofIsNotSentToWhereAProofIsNeeded() {
        var problems =
                problems(SOUND.replace("ru: \"Код?\"}}", "ru: \"Код?\"}}\n    failed: debt"));

        assertThat(problems)
                .extracting(FlowProblem::message)
                .contains("who could not prove who they are cannot enter debt");
    }

    @Test
    void aResultThatTheSettingsDoNotHaveIsTold() {
        var installation =
                new Installation(
                        Map.of("account", TrustTier.UNKNOWN),
                        Set.of("outage_status"),
                        Map.of("outage_status", Set.of("till", "other_at")),
                        Set.of("support"),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        false);
        var spoilt = SOUND.replace("result: {till: till}", "result: {till: Till_}");

        assertThat(Checker.check(Flows.flow(SOUND), installation)).isEmpty();
        assertThat(Checker.check(Flows.flow(spoilt), installation))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message())
                            .isEqualTo("the look-up outage_status has no result Till_");
                    assertThat(problem.remedy()).isEqualTo("Did you mean till?");
                    assertThat(problem.line()).isPositive();
                });
    }

    @Test
    void aMenuInTheDesignersOrderMakesNoOffers() {
        var problems =
                problems(SOUND.replace("      offers:", "      order: designed\n      offers:"));

        assertThat(problems)
                .extracting(FlowProblem::message)
                .contains("a menu in the designer's order makes no offers");
    }

    @Test
    void anOfferTellsNoMoreThanTheOptionItStandsFor() {
        var problems = problems(SOUND.replace("tier: verified\n", "tier: claimed\n"));

        assertThat(problems)
                .extracting(FlowProblem::message)
                .contains("the option debt is sensitive, the offer is less so");
    }

    @Test
    void anOfferThatSavesNothingMayBeServedButIsWarnedOf() {
        assertThat(Checker.warnings(Flows.flow(SOUND), INSTALLATION)).isEmpty();

        var useless = Flows.flow(SOUND.replace("next: done\n", "next: debt\n"));

        assertThat(Checker.check(useless, INSTALLATION)).isEmpty();
        assertThat(Checker.warnings(useless, INSTALLATION))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.toString())
                                .contains("nodes.main.menu.offers.again: a yes saves nothing"));
    }

    @Test
    void neutralWordingsThatDifferAreWarnedOf() {
        var telecom = Flows.telecom().source().text();
        var second =
                """
                      offers:
                        bill_request:
                          about: request
                          topics: [billing]
                          say: {en: "About your bill: press star.", ru: "О счёте: нажмите звёздочку."}
                          neutral: {en: "About money: press star.", ru: "О деньгах: нажмите звёздочку."}
                          next: outage_known
                """
                        .indent(0);

        var warnings =
                Checker.warnings(
                        Flows.flow(telecom.replace("      offers:\n", second)), INSTALLATION);

        assertThat(warnings.toString())
                .contains("the neutral wording differs from that of bill_request");
    }

    @Test
    void whatNoTelephoneHasKeysForIsWarnedOfAndNoSecret() {
        var typed =
                Flows.flow(
                        SOUND.replace("digits: 8", "email: true").replace("{last4}", "{account}"));
        var idle = Flows.flow(SOUND.replace("    next: ask", "    next: ask\n    on_phone: main"));
        var secret = Flows.flow(SOUND.replace("digits: 8", "text: 9\n        secret: true"));

        assertThat(Checker.warnings(typed, INSTALLATION).toString())
                .contains("nodes.pay.form.account: no telephone has keys for account. Callers go");
        assertThat(Checker.warnings(idle, INSTALLATION).toString())
                .contains("nodes.pay.on_phone: every field of this form can be keyed");
        assertThat(Checker.check(secret, INSTALLATION).toString())
                .contains("secret: a secret is keyed on the telephone", "nothing fills in {last4}");
    }

    @Test
    void aPrefillBelowTheTierOfTheCatalogueIsWarnedOf() {
        var flow =
                Flows.flow(
                        SOUND.replace(
                                "prefill: account", "prefill: account\n        tier: claimed"));
        var strict =
                new Installation(Map.of("account", TrustTier.VERIFIED), Set.of("outage_status"));

        assertThat(Checker.warnings(flow, INSTALLATION)).isEmpty();
        assertThat(Checker.warnings(flow, strict))
                .singleElement()
                .satisfies(warning ->
                        assertThat(warning.toString())
                                .contains(
                                        "below verified the settings keep account back",
                                        "fields.account.tier"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{topic: internet.slw, words: [slow]}"
                        + "|topic_rules.0.topic: no option is about internet.slw."
                        + " Did you mean internet.slow?",
                "{topic: weather, words: [rain]}"
                        + "|topic_rules.0.topic: no option is about weather. Name a topic",
                "{topic: internet.slow, words: [slow, SLOW]}"
                        + "|topic_rules.0.words.1: SLOW is there already, as slow. Keep one",
                "{topic: outage, words: [медленно]}, {topic: internet.slow, words: [медленный]}"
                        + "|topic_rules.1.words.0: медленный means outage already, as медленно",
                "{topic: outage, words: ['...']}|topic_rules.0.words.0: there is no word in it",
                "{topic: outage, words: [Оператор]}"
                        + "|topic_rules.0.words.0: Оператор has a meaning of its own in every flow"
            })
    void aTopicRuleThatCannotBeMeantSoIsToldWithItsLine(String rules, String told) {
        var flow =
                Flows.flow(
                        """
                        flow: small
                        languages: [en, ru]
                        start: main
                        person: person
                        topic_rules: [RULES]
                        nodes:
                          main:
                            menu:
                              options:
                                slow: {key: 1, topics: [internet.slow], say: {en: s, ru: s}, next: person}
                                outage: {key: 2, topics: [outage], say: {en: o, ru: o}, next: person}
                          person: {hand_off: {}}
                        """
                                .replace("RULES", rules));

        assertThat(Checker.check(flow, INSTALLATION))
                .singleElement()
                .asString()
                .startsWith("test.yaml:5: " + told);
    }

    @Test
    void whatIsReadIsHeldToWhatIsSaid() {
        var flow =
                Flows.flow(
                        """
                        flow: small
                        languages: [en]
                        start: main
                        person: person
                        nodes:
                          main:
                            say:
                              en: "Hello."
                              written:
                                en: "Hello, {nobody}."
                                ru: "Привет."
                            next: person
                          person: {hand_off: {}}
                        """);

        assertThat(Checker.check(flow, INSTALLATION))
                .extracting(FlowProblem::toString)
                .satisfiesExactly(
                        told ->
                                assertThat(told)
                                        .startsWith(
                                                "test.yaml:10: nodes.main.say.written.en: nothing"
                                                        + " fills in {nobody}"),
                        told ->
                                assertThat(told)
                                        .startsWith(
                                                "test.yaml:11: nodes.main.say.written.ru: nothing"
                                                        + " is said here in ru"));
    }

    @Test
    void itIsReportedWhatEachTierCanHear() {
        var heard = TextTier.of(Flows.flow(SOUND));

        assertThat(heard)
                .contains(
                        new TextTier(TrustTier.UNKNOWN, "main", "debt"),
                        new TextTier(TrustTier.UNKNOWN, "pay", "Account?"),
                        new TextTier(TrustTier.UNKNOWN, "pin", "PIN?"),
                        new TextTier(TrustTier.CLAIMED, "main", "Star."),
                        new TextTier(
                                TrustTier.VERIFIED,
                                "main",
                                "Open since {opened, date, ::EEEE}: star."),
                        new TextTier(TrustTier.VERIFIED, "pay", "Is it {last4}?"),
                        new TextTier(TrustTier.VERIFIED, "debt", "You owe."))
                .isSortedAccordingTo(java.util.Comparator.comparing(TextTier::tier));
    }

    @Test
    void aMomentIsSaidAsADayOrATime() {
        var asking = SOUND.replace("trust >= claimed", "open('support')");

        assertThat(problems(asking.replace("Until {till}.", "{next_opening}")))
                .singleElement()
                .asString()
                .contains(
                        "{next_opening} is a day and a time. Say which, as in {next_opening, date");
        assertThat(problems(asking.replace("Until {till}.", "{closes_at, time, ::Hmm}"))).isEmpty();
    }

    @Test
    void theTelecomFlowHasNoProblems() {
        assertThat(Checker.check(Flows.telecom(), INSTALLATION)).isEmpty();
        assertThat(Checker.warnings(Flows.telecom(), INSTALLATION))
                .as("these settings have no page beside the call")
                .singleElement()
                .asString()
                .contains(
                        "page: the settings have nothing to switch to by: page. Add companion.url");
    }

    private static final String PORTUGUESE =
            """
            flow: luz
            languages: [pt, en]
            start: main
            person: person
            TOP
            nodes:
              main:
                menu:
                  options:
                    bill: {key: 1, say: {pt: "Fatura", en: "your bill"}, next: person}
                    cut: {key: 2, say: {pt: "Falta de luz", en: "a power cut"}, next: person}
              person: {hand_off: {}}
            """;

    @Test
    void whatIsSaidInAllOfAFlowIsMissedOnceAndWrittenOnce() {
        var missed = problems(PORTUGUESE.replace("TOP\n", ""));
        var written =
                problems(
                        PORTUGUESE.replace(
                                "TOP",
                                """
                                option_say: {pt: "{option}: {key}."}
                                no_input: {pt: "Não ouvi."}
                                no_match: {pt: "Não há."}\
                                """));

        assertThat(missed)
                .extracting(FlowProblem::message)
                .containsExactlyInAnyOrder(
                        "there is no option_say in pt",
                        "there is no no_input in pt",
                        "there is no no_match in pt");
        assertThat(missed)
                .anySatisfy(one ->
                        assertThat(one.remedy())
                                .contains("at its top: option_say: {pt: \"{option}: {key}\"}"));
        assertThat(written).isEmpty();
    }

    private static List<FlowProblem> problems(String yaml) {
        var broken = Flows.problems(yaml);
        return broken.isEmpty() ? Checker.check(Flows.flow(yaml), INSTALLATION) : broken;
    }
}
