package io.recaller.register;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.register.Explanation.Happened;
import io.recaller.register.HeardMenu.Way;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a path and the menus as heard tell together. */
class StepsBackTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void aStepBackFromAMenuIsNoMissingKey() {
        var steps =
                steps(
                        """
                        [{"at":"main"},{"at":"main","option":"bill"},{"at":"bill"},
                         {"at":"bill","went":"back"},{"at":"main"},{"at":"main","option":"tv"},
                         {"at":"pay"}]\
                        """,
                        menu("main", Way.TELEPHONE, "5", "chosen"),
                        menu("bill", Way.TELEPHONE, "", "no_match"),
                        menu("main", Way.PAGE, "6", "chosen"));

        assertThat(words(steps))
                .containsExactly(
                        "menu main (designed) was read as ; key 5 was pressed after 3.0 s",
                        "menu bill (designed) was read as ; they went back on the page after 3.0 s",
                        "menu main (designed) was read as ; 6 was pressed on the page after 3.0 s");
        assertThat(steps.elsewhere()).isEmpty();
    }

    @Test
    void wordsThatWereNotUnderstoodAreNoStepBack() {
        var steps =
                steps(
                        """
                        [{"at":"main"},{"at":"main","option":"bill"},{"at":"bill"},
                         {"at":"bill","went":"back"},{"at":"main"}]\
                        """,
                        menu("main", Way.WRITING, "5", "chosen"),
                        menu("bill", Way.WRITING, "", "no_match"),
                        menu("bill", Way.WRITING, "", "no_match"),
                        menu("main", Way.WRITING, "", "no_match"),
                        menu("main", Way.WRITING, "", "hung_up"));

        assertThat(words(steps))
                .extracting(words -> words.substring(words.indexOf(';') + 2))
                .containsExactly(
                        "5 was chosen after 3.0 s",
                        "the answer was none of these after 3.0 s",
                        "they went back after 3.0 s",
                        "the answer was none of these after 3.0 s",
                        "nothing was chosen");
    }

    @Test
    void aStepBackFromAFormIsToldWithTheMenuItLedTo() {
        var steps =
                steps(
                        """
                        [{"at":"main"},{"at":"main","option":"tv"},{"at":"pay"},
                         {"at":"pay","went":"back"},{"at":"main"},{"at":"main","asked":"person"}]\
                        """,
                        menu("main", Way.TELEPHONE, "6", "chosen"),
                        menu("main", Way.TELEPHONE, "0", "person"));

        assertThat(steps.elsewhere())
                .extracting(Happened::words)
                .containsExactly("they went back from pay");
        assertThat(steps.menus()).noneMatch(HeardMenu::wentBack);
    }

    @Test
    void aStepBackBehindTheLastMenuThatWasAnsweredIsToldToo() {
        var steps =
                steps(
                        """
                        [{"at":"form"},{"at":"form","went":"back"},{"at":"main"},
                         {"at":"main","option":"tv"},{"at":"pay"},{"at":"pay","went":"back"},
                         {"at":"main"}]\
                        """,
                        menu("main", Way.TELEPHONE, "6", "chosen"));

        assertThat(steps.elsewhere())
                .containsExactly(Happened.at(NOON.plusSeconds(60), "they went back from pay"));
    }

    @Test
    void ofACallWithoutAPathTheMenusStayAsTheyWere() {
        var steps = steps("[]", menu("main", Way.TELEPHONE, "", "hung_up"));

        assertThat(words(steps))
                .containsExactly("menu main (designed) was read as ; no key was pressed");
    }

    private static StepsBack steps(String path, HeardMenu... heard) {
        try {
            var entries = new ArrayList<JsonNode>();
            new ObjectMapper().readTree(path).forEach(entries::add);
            return new StepsBack(entries, List.of(heard), Optional.of(NOON.plusSeconds(60)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> words(StepsBack steps) {
        return steps.menus().stream().map(menu -> menu.lines().getFirst().words()).toList();
    }

    private static HeardMenu menu(String node, Way way, String key, String outcome) {
        return new HeardMenu(
                node,
                "designed",
                NOON,
                Optional.of(key).filter(each -> !each.isEmpty()),
                Optional.of(3.0),
                Optional.of(outcome),
                Optional.empty(),
                List.of(),
                way,
                false);
    }
}
