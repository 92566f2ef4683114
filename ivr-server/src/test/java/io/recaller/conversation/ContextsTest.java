package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Topic;
import io.recaller.menu.Layout;
import io.recaller.menu.Trend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read before it is asked for: the trend, and the menu somebody would hear. */
class ContextsTest {
    private static final Trend OUTAGES = new Trend(Map.of(new Topic("outage"), 9.0));

    private final Office office = new Office();

    @Test
    void theTrendIsCountedAtMostOnceAMinuteAndNobodyWaitsForIt() {
        var counting = new ArrayList<Runnable>();
        var counted = new ArrayList<Instant>();
        var trend =
                new CachedTrend(
                        at -> {
                            counted.add(at);
                            return OUTAGES;
                        },
                        counting::add);

        assertThat(trend.at(Office.NOW)).isEqualTo(Trend.unknown());
        trend.at(Office.NOW.plusSeconds(1));
        assertThat(counting).as("one count at a time").hasSize(1);
        counting.getFirst().run();
        assertThat(trend.at(Office.NOW.plusSeconds(59))).isEqualTo(OUTAGES);
        assertThat(counting).hasSize(1);
        assertThat(trend.at(Office.NOW.plusSeconds(61))).isEqualTo(OUTAGES);
        assertThat(counting).hasSize(2);
        assertThat(counted).containsExactly(Office.NOW);
    }

    @Test
    void aTrendThatCannotBeCountedStaysAsItWas() {
        var results = new ArrayList<>(List.of(Optional.of(OUTAGES), Optional.<Trend>empty()));
        var trend = new CachedTrend(_ -> results.removeFirst().orElseThrow(), Runnable::run);

        trend.at(Office.NOW);
        trend.at(Office.NOW.plus(Duration.ofMinutes(2)));

        assertThat(trend.at(Office.NOW.plus(Duration.ofMinutes(2)))).isEqualTo(OUTAGES);
    }

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
        var flows = new Flows(office.served, Map.of(), _ -> Optional.empty());
        return new MenuPreviews(flows, office.engine(), office.contexts, office, Office.ZONE)
                .layout(Office.CUSTOMER, flow, node);
    }
}
