package io.recaller.asterisk.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.survey.Dialplan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialplanTest {
    @Test
    void aStepIsReadAsAsteriskTellsIt() {
        var text =
                """
                ; a comment
                [one]
                exten => _[0-9*#],1,Goto(s,a)   ; another
                exten => s,1,Set(X=${FILTER(0-9,${Y})})
                 same => n(a),GotoIf($["${X}" : "(1|2)"]?:b)
                 same => n,Hangup

                [two](+)
                exten => s,1,NoOp()
                """;

        assertThat(Dialplan.parse(text).contexts())
                .containsEntry(
                        "one",
                        List.of(
                                new Step("_[0-9*#]", 1, "Goto", "s,a"),
                                new Step("s", 1, "Set", "X=${FILTER(0-9,${Y})}"),
                                new Step("s", 2, "GotoIf", "$[\"${X}\" : \"(1|2)\"]?:b"),
                                new Step("s", 3, "Hangup", "")))
                .containsEntry("two", List.of(new Step("s", 1, "NoOp", "")));
    }

    @Test
    void everyLineOfOursIsAStep() {
        var ours = BundledFile.read("recaller.conf");

        var steps = Dialplan.parse(ours).contexts().values().stream().mapToInt(List::size).sum();

        assertThat(steps)
                .isEqualTo(
                        (int)
                                ours.lines()
                                        .filter(line ->
                                                line.contains("=>") && !line.startsWith(";"))
                                        .count());
        assertThat(Dialplan.parse(ours).contexts()).containsKeys("recaller-in", "recaller-agent");
    }

    @Test
    void aMessageIsHeardOnceItWasPlayedToItsEndOrAKeyWasPressed() {
        var steps = Dialplan.parse(BundledFile.read("recaller.conf")).contexts();

        var leg = steps.getOrDefault("recaller-voicemail", List.of());
        var talked = "RECALLER_RESULT=talked";

        assertThat(leg.getFirst()).isEqualTo(new Step("s", 1, "Set", "RECALLER_RESULT=failed"));
        assertThat(leg)
                .filteredOn(step -> step.data().equals(talked))
                .extracting(Step::extension)
                .containsExactly("s", "1", "_[02-9*#]");
        var inTurn = leg.stream().map(Step::data).toList();
        assertThat(inTurn.indexOf(talked)).isEqualTo(inTurn.indexOf("${RECALLER_MESSAGE}") + 2);
    }

    @Test
    void eachModuleThatOperatorsAreToldToLoadIsLookedFor() throws IOException {
        var told =
                Files.readAllLines(Path.of("../dialplans/asterisk/modules.recaller.conf")).stream()
                        .filter(line -> line.startsWith("load = "))
                        .map(line -> line.substring("load = ".length()).replace(".so", ""))
                        .toList();

        assertThat(NeededModule.all())
                .extracting(NeededModule::name)
                .containsExactlyInAnyOrderElementsOf(told);
    }
}
