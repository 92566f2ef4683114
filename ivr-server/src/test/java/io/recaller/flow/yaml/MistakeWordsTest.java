package io.recaller.flow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Flows;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody who writes a flow is told: what is wrong, and how it is written. */
class MistakeWordsTest {
    private static final String SOUND =
            """
            flow: small
            languages: [en]
            start: main
            person: person
            timeouts: {first_digit: 5s, inter_digit: 2s}
            nodes:
              main:
                menu:
                  retries: 2
                  options: {a: {key: 1, topics: [x], say: {en: "A"}, next: ask}}
                  offers: {o: {about: fact, topics: [x], say: {en: "?"}, next: ask, within: 14d}}
              ask: {form: {account: {digits: 8, say: {en: "Number?"}}}, next: route}
              route: {branch: [{when: "known && hour == 5", next: person}], otherwise: person}
              person: {hand_off: {priority: 5}}
            """;

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    first_digit: 5s   | first_digit: 5        | first_digit: 5 is no duration. Write 5s
                    first_digit: 5s   | first_digit: 5 s      | Write 5s
                    first_digit: 5s   | first_digit: 0.3      | Write 300ms
                    first_digit: 5s   | first_digit: 1.5s     | Write 1500ms
                    first_digit: 5s   | first_digit: "7 sec"  | Write 7s
                    first_digit: 5s   | first_digit: 2m       | Write 120s
                    first_digit: 5s   | first_digit: soon     | Write seconds or milliseconds: 5s, 300ms
                    first_digit: 5s   | first_digit: -1       | Write seconds or milliseconds
                    within: 14d       | within: 14            | 14 is no span of time. Write 14d
                    within: 14d       | within: 3w            | Write 21d
                    within: 14d       | within: 2 days        | Write 2d
                    within: 14d       | within: 0d            | Write minutes, hours or days
                    digits: 8, say    | say                   | must have exactly one of digits, amount, date, email, text, but has none
                    digits: 8, say    | digits: 8, amount: €, say | has digits and amount. Keep one of them
                    digits: 8         | digits: 99            | 99 is too large. Write at most 32
                    digits: 8         | digits: {min: 3}      | max is missing. Add it
                    digits: 8         | digits: "8"           | Write it without quotes: 8
                    {hand_off: {priority: 5}} | {next: main}  | must have exactly one of say, menu, form
                    {hand_off: {priority: 5}} | {end: {}, hand_off: {}} | but has hand_off and end. Keep one
                    {hand_off: {priority: 5}} | {hand_off: {keys: {1: menu}}} | 1 asks to be called back
                    {hand_off: {priority: 5}} | {hand_off: {keys: {12: menu}}} | A key of who waits is 0, 2 to 9, * or #
                    {hand_off: {priority: 5}} | {hand_off: {keys: {}}} | is empty. Write at least one entry
                    {hand_off: {priority: 5}} | {hand_off: {keys: {2: Menu}}} | Names are lower case letters
                    priority: 5       | priority: high        | high is a text, where a whole number is needed
                    [x], say          | x, say                | Write it in brackets: [x]
                    say: {en: "A"}    | say: "A"              | Write it in each language: {en: "A"}
                    say: {en: "A"}    | say: {en: ""}         | is empty. Write what is to be said
                    about: fact       | about: fakt           | fakt is none of request, fact, contact. Did you mean fact?
                    known && hour     | known and hour        | Write it in CEL: known && hour == 5
                    known && hour     | known AND NOT known or hour | known && !known || hour == 5
                    hour == 5         | hour = 5              | Write it in CEL: known && hour == 5
                    hour == 5         | hour <> 5             | Write it in CEL: known && hour != 5
                    known && hour == 5 | language == 'and or' and known | language == 'and or' && known
                    known && hour     | open(support) and hour | Write it in CEL: open('support') && hour == 5
                    known && hour     | not open('support') and hour | Write it in CEL: !open('support') && hour == 5
                    known && hour     | closed('support') && hour | Write it in CEL: !open('support') && hour == 5
                    known && hour     | open(language) && hour | open takes the name of opening hours in quotes, as in open('support')
                    "known && hour == 5" | !open('support')   | begins with ! and has no quotes. Put it in quotes, as in when: "!open('support')"
                    {hand_off: {priority: 5}} | {hand_of: {priority: 5}} | It has hand_of; did you mean hand_off?
                    menu:             | mеnu:                 | It has mеnu; did you mean menu?
                    languages: [en]   | languages: [EN]       | EN is not written so. Write en
                    languages: [en]   | languages: [en-US]    | en-US is not written so. Write en
                    "known && hour == 5" | !known             | begins with ! and has no quotes. Put it in quotes, as in when: "!open('support')"
                    hour == 5         | hour => 5             | Write it in CEL: known && hour >= 5
                    hour == 5         | hour =< 5             | Write it in CEL: known && hour <= 5
                    hour == 5         | hour => 5 5           | => is no sign of a condition. Write it as in hour >= 9
                    hour == 5         | hour ==               | it ends too early. Write it as in hour >= 9
                    known && hour     | known hour            | 'hour' does not belong there. Write it as in hour >= 9
                    known && hour     | known && haur         | See docs/flows.md for the names a condition may use
                    """)
    void aMistakeIsToldWithTheWayToWriteIt(String sound, String spoilt, String told) {
        assertThat(SOUND).contains(sound);

        var problems =
                Flows.problems(SOUND.replace(sound, spoilt)).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining("\n"));

        assertThat(problems)
                .contains(told)
                .doesNotContain("valid", "schema", "regex", "expected", "expecting", "%%")
                .doesNotContain("token", "input", "EOF", "Syntax");
    }

    /** The parser says what it met, and beside it stands what to do. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{en: \"A\"} | {en: Sales: press 1} | Close the quote or bracket that begins on this",
                "{en: \"A\"} | {en: Press # to end} | put a text in quotes that holds : or #",
                "{en: \"A\"} | {en: \"Say \"hi\" now\"} | write a quote within quotes as",
                "{en: \"A\"} | {en: %A} | Put a text in quotes that holds : or #",
                "key: 1 | key: * | begins with * & % @",
                "start: main | \\t{start: main | Indent with spaces",
                "nodes: | ---\\nnodes: | Leave one in this file: a line --- begins another",
                "nodes: | start: x\\nnodes: | the key start is there twice. Keep one of them",
            })
    void whatIsNoYamlIsToldWithARemedy(String sound, String spoilt, String told) {
        assertThat(Flows.problems(SOUND.replace(sound, spoilt.translateEscapes())))
                .singleElement()
                .asString()
                .contains("not readable as YAML", told);
    }

    @Test
    void aConditionWithoutQuotesIsToldOnALineOfItsOwnToo() {
        var spoilt =
                """
                flow: test
                languages: [en]
                start: route
                person: person
                nodes:
                  route:
                    branch:
                      - when: !open('support')
                        next: person
                    otherwise: person
                  person: {hand_off: {}}
                """;

        assertThat(Flows.problems(spoilt))
                .singleElement()
                .asString()
                .contains("begins with ! and has no quotes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = "{hand_off: {priority: 5}} | {say: {en: x}, menu: {options: {}}, next: main}")
    void ofTwoKindsInOneNodeNoKeyIsCalledUnknown(String sound, String spoilt) {
        assertThat(Flows.problems(SOUND.replace(sound, spoilt)))
                .isNotEmpty()
                .noneMatch(problem -> problem.message().contains("unknown key"));
    }
}
