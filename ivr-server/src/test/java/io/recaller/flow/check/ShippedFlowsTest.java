package io.recaller.flow.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowTexts;
import io.recaller.flow.Node;
import io.recaller.flow.Walk;
import io.recaller.flow.Wording;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text of the flows we ship, walked to in each of its languages. */
final class ShippedFlowsTest {
    /** What the words of a language consist of. */
    private static final Map<String, String> WRITTEN =
            Map.of(
                    "en", "[\\p{IsLatin}\\p{Nd}\\p{P}\\p{Z}]+",
                    "ru", "[а-яА-ЯёЁ\\p{Nd}\\p{P}\\p{Z}]+",
                    "kk", "[а-яА-ЯёЁәғқңөұүһіӘҒҚҢӨҰҮҺІ\\p{Nd}\\p{P}\\p{Z}]+");

    @ParameterizedTest
    @MethodSource("flowsAndLanguages")
    void everyTurnIsSaidWhollyInTheCallersLanguage(Flow flow, Language language) {
        var walk = Walk.of(flow, language);

        var prompts = walk.prompts();

        var own = prompts.stream().filter(prompt -> prompt.language().equals(language));
        assertThat(own.map(Prompt::words))
                .isNotEmpty()
                .allSatisfy(words ->
                        assertThat(words)
                                .matches(WRITTEN.getOrDefault(language.tag(), ".+"))
                                .doesNotContain("{", "}", "#", "null")
                                .isNotBlank());
        assertThat(prompts.stream().filter(prompt -> !prompt.language().equals(language)))
                .as("only another language is offered in another language")
                .allSatisfy(prompt -> assertThat(languageOptions(flow)).contains(prompt));
        assertThat(walk.said()).as("no turn is silent").noneMatch(speech -> speech.isSilent());
    }

    @ParameterizedTest
    @MethodSource("flowsAndLanguages")
    void theWalkComesToEveryNodeAndHearsEveryText(Flow flow, Language language) {
        var walk = Walk.of(flow, language);

        var heard = walk.prompts().stream().map(Prompt::words).collect(Collectors.joining("\n"));

        assertThat(walk.nodes()).containsAll(flow.nodes().keySet());
        assertThat(FlowTexts.of(flow))
                .filteredOn(placed -> isHeardBy(language, placed))
                .allSatisfy(placed -> {
                    var in = placed.languages().contains(language) ? language : own(placed);
                    assertThat(heard).as(placed.pointer()).contains(Walk.fixed(placed.text(), in));
                });
    }

    /** An option that leads into a language is not read to who is spoken to in it already. */
    private static boolean isHeardBy(Language language, FlowTexts.Placed placed) {
        return placed.languages().size() > 1 || !own(placed).equals(language);
    }

    private static Language own(FlowTexts.Placed placed) {
        return placed.languages().getFirst();
    }

    private static List<Prompt> languageOptions(Flow flow) {
        return flow.nodes().values().stream()
                .filter(Node.Menu.class::isInstance)
                .flatMap(menu -> ((Node.Menu) menu).options().stream())
                .filter(option -> option.language().isPresent())
                .map(option -> Wording.option(flow, option, flow.languages().getFirst()))
                .toList();
    }

    private static Stream<Arguments> flowsAndLanguages() {
        return Walk.shipped().stream()
                .flatMap(flow ->
                        flow.languages().stream().map(language -> Arguments.of(flow, language)));
    }
}
