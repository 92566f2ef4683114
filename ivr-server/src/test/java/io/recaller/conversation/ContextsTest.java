package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.conversation.dialogue.FlowVersions;
import io.recaller.hours.OpeningHours;
import io.recaller.menu.planner.Layout;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read before it is asked for: the menu somebody would hear. */
class ContextsTest {
    private final Office office = new Office();

    @Test
    void aPreviewIsTheMenuTheCallerWouldHear() {
        var heard = new ArrayList<String>();
        office.call(Office.from(Office.KNOWN), new ScriptedLine());
        office.dialogues
                .ends()
                .getFirst()
                .heard()
                .orElseThrow()
                .layout()
                .options()
                .forEach(spoken -> heard.add(spoken.option().id()));

        assertThat(preview("telecom", "main").orElseThrow().options())
                .extracting(spoken -> spoken.option().id())
                .isEqualTo(heard)
                .startsWith("internet");
    }

    @Test
    void aMenuBehindAProofIsPreviewedAsItIsHeardAfterIt() {
        assertThat(preview("telecom", "plan").orElseThrow().options())
                .extracting(spoken -> spoken.option().id())
                .containsExactly("three", "six", "agent");
    }

    @Test
    void thereIsNoPreviewOfWhatIsNoMenu() {
        assertThat(preview("telecom", "hello")).isEmpty();
        assertThat(preview("telecom", "nowhere")).isEmpty();
        assertThat(preview("nobody", "main")).isEmpty();
    }

    private Optional<Layout> preview(String flow, String node) {
        var flows = new Flows(office.served, Map.of(), Map.of(), FlowVersions.of(Map.of()));
        return new MenuPreviews(
                        flows,
                        office.engine(),
                        office.contexts,
                        office,
                        Office.ZONE,
                        OpeningHours::none)
                .layout(Office.CUSTOMER, flow, node);
    }
}
