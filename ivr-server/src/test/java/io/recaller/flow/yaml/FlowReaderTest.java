package io.recaller.flow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.FlowProblem;
import io.recaller.flow.Flows;
import io.recaller.flow.Node;
import io.recaller.flow.Patience;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlowReaderTest {
    private static final String SMALL =
            """
            flow: small
            languages: [en]
            start: main
            person: person
            nodes:
              main:
                menu:
                  options:
                    agent: {key: 0, say: {en: "a person"}, next: person}
              person: {hand_off: {}}
            """;

    @ParameterizedTest
    @ValueSource(ints = {41, 2_000, 100_000})
    void aFlowNestedTooDeepIsToldWithItsLine(int depth) {
        var lists = Flows.problems("flow: small\nnodes: " + "[".repeat(depth) + "]".repeat(depth));
        var open = Flows.problems("flow: small\nnodes: " + "{a: ".repeat(depth));

        for (var problems : List.of(lists, open)) {
            assertThat(problems)
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.line()).isEqualTo(2);
                        assertThat(problem.message()).contains("nested deeper than 40 levels");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# later\n", "---\n# nothing yet\n"})
    void anEmptyFileIsToldAsThatWithTheLeastFlowThereCanBe(String text) {
        assertThat(Flows.problems(text))
                .singleElement()
                .hasToString(
                        "test.yaml:1: the file is empty. The least there can be: "
                                + FlowReader.LEAST);
        assertThat(Flows.problems(FlowReader.LEAST)).isEmpty();
    }

    @Test
    void aConditionNestedDeepIsRefusedWithItsLine() {
        var deep = "(".repeat(900) + "true" + ")".repeat(900);
        var problems =
                Flows.problems(
                        SMALL.replace(
                                "  person:",
                                "  deep: {branch: [{when: \""
                                        + deep
                                        + "\", next: main}], otherwise: main}\n  person:"));

        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.line()).isEqualTo(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\0", "\\x07", "\\uD83D"})
    void aCharacterThatCannotBeSpokenOrKeptIsToldWithItsLine(String escape) {
        var problems = Flows.problems(SMALL.replace("a person", "a " + escape + " person"));

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(9);
                    assertThat(problem.message()).isNotBlank();
                });
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        var flow = Flows.flow(SMALL);

        assertThat(flow.contextBudget()).isEqualTo(Duration.ofMillis(300));
        assertThat(flow.patience())
                .isEqualTo(new Patience(Duration.ofSeconds(5), Duration.ofSeconds(2)));
        assertThat(flow.node("main").orElseThrow())
                .isInstanceOfSatisfying(
                        Node.Menu.class,
                        menu -> {
                            assertThat(menu.adaptive()).isTrue();
                            assertThat(menu.retries().most()).isEqualTo(2);
                        });
        assertThat(flow.source().sha256()).hasSize(64);
    }

    @ParameterizedTest(name = "{2}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                            languages: [en]   | language: [en]       | 2  | unknown key language. Did you mean languages?
                            start: main       | begin: main          | 1  | start
                            next: person}     | nxt: person}         | 9  | unknown key nxt. Did you mean next?
                            {key: 0,          | {                    | 9  | key
                            {hand_off: {}}    | {hand_of: {}}        | 10 | a node must have exactly one of say, menu
                            {hand_off: {}}    | {hand_off: {}, say: {en: x}, next: main} | 10 | a node must have exactly one of
                            {hand_off: {}}    | {hand_off: {priority: 12}} | 10 | 9
                            [en]              | [english]            | 2  | english
                            main:             | Main:                | 6  | the name Main may not stand here
                    flow: small       | flow: [              | 3  | not readable as YAML
                            start: main       | flow: twice          | 3  | not readable as YAML
                    """)
    void aMistakeIsToldWithItsLine(String sound, String spoilt, int line, String message) {
        var problems = Flows.problems(SMALL.replace(sound, spoilt));

        assertThat(problems)
                .anySatisfy(problem -> {
                    assertThat(problem.toString()).contains(message);
                    assertThat(problem.line()).isEqualTo(line);
                    assertThat(problem.remedy()).isNotBlank();
                });
    }

    @Test
    void anEmptyFileIsAProblem() {
        assertThat(Flows.problems("")).extracting(FlowProblem::line).containsExactly(1);
    }

    @Test
    void aFileThatUnfoldsWithoutEndIsAProblem() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 8; i++) {
            var one = "*a" + (i - 1);
            bomb.append(
                    "a%d: &a%d [%s]\n"
                            .formatted(i, i, String.join(", ", Collections.nCopies(10, one))));
        }

        assertThat(Flows.problems(bomb.toString()))
                .singleElement()
                .extracting(FlowProblem::message)
                .asString()
                .startsWith("not readable as YAML");
    }

    @Property(tries = 300)
    void aSpoiltTextNeverThrows(
            @ForAll @IntRange(min = 0, max = 230) int at,
            @ForAll @StringLength(max = 3) String noise) {
        var cut = Math.min(at, SMALL.length());

        Flows.problems(SMALL.substring(0, cut) + noise + SMALL.substring(cut));
    }

    @Test
    void aMemberThatStandsTwiceIsRefusedInYamlAndJson() {
        for (var text : List.of("flow: a\nflow: b\n", "{\"flow\": \"a\",\n\"flow\": \"b\"}")) {
            assertThat(new FlowReader().read("twice.yaml", text))
                    .isInstanceOfSatisfying(
                            Reading.Broken.class,
                            broken ->
                                    assertThat(broken.problems().getFirst().toString())
                                            .contains("the key flow is there twice"));
        }
    }
}
