package io.recaller.routing.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.routing.step.QueueName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queues that give their contacts to one another for ever are found. */
class OverflowCirclesTest {
    @ParameterizedTest
    @CsvSource({
        "a>a, a",
        "a>b b>a, a b",
        "z>y y>x x>z, x z y",
        "start>loop loop>back back>loop, back loop",
        "a>b b>c c>d d>b e>a, b c d",
    })
    void aCircleIsNamedByItsQueuesInTurn(String arrows, String circle) {
        var found = OverflowCircles.first(plans(arrows, OverflowCause.LONGEST_WAIT));

        assertThat(found).hasValue(names(circle));
    }

    @ParameterizedTest
    @CsvSource({"a>b b>c", "a>b c>b b>d", "a>main", "a>b a>b", "''"})
    void aWayThatEndsIsNone(String arrows) {
        assertThat(OverflowCircles.first(plans(arrows, OverflowCause.CLOSED))).isEmpty();
    }

    @Test
    void aCircleIsOneWhateverTheOccasionsAre() {
        var plans = new HashMap<>(plans("day>night", OverflowCause.CLOSED));
        plans.putAll(plans("night>day", OverflowCause.UNSTAFFED));

        assertThat(OverflowCircles.first(plans)).hasValue(names("day night"));
    }

    private static List<QueueName> names(String slugs) {
        return List.of(slugs.split(" ")).stream().map(QueueName::new).toList();
    }

    private static Map<QueueName, QueuePlan> plans(String arrows, OverflowCause cause) {
        var plans = new HashMap<QueueName, QueuePlan>();
        for (var arrow : arrows.split(" ", -1)) {
            if (!arrow.isEmpty()) {
                var ends = arrow.split(">", 2);
                plans.put(
                        new QueueName(ends[0]),
                        SomePlans.overflowing("", Map.of(cause, SomePlans.to(ends[1]))));
            }
        }
        return plans;
    }
}
