package io.recaller.flow.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.text.Rough;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever stands in a flow, it is read, or told with its line and the remedy. */
@Timeout(30)
final class RoughFlowsTest {
    private static final String FLOW =
            """
            flow: small
            languages: [en]
            start: main
            person: person
            nodes:
              main:
                menu:
                  intro: {en: "Hello @1"}
                  options:
                    agent: {key: 0, say: {en: @2}, next: person}
              choice: {branch: [{when: "dialled == '@3'", next: person}], otherwise: person}
              person: {hand_off: {}}
            @4
            """;

    @Test
    void aFlowIsReadOrToldWhereItIsWrong() {
        for (var text : Rough.texts(4, 60)) {
            for (var place : List.of("@1", "@2", "@3", "@4")) {
                var yaml = FLOW.replace(place, text).replaceAll("@[1-4]", "");

                assertThat(new FlowReader().read("flow.yaml", yaml)).isNotNull();
                assertThat(problems(yaml))
                        .allSatisfy(problem -> {
                            assertThat(problem.line()).isBetween(1, 100_000);
                            assertThat(problem.message()).isNotBlank().hasSizeLessThan(2_000);
                        });
            }
        }
    }

    private static List<io.recaller.flow.FlowProblem> problems(String yaml) {
        return switch (new FlowReader().read("flow.yaml", yaml)) {
            case Reading.Broken(var problems) -> problems;
            case Reading.Read _ -> List.of();
        };
    }
}
