package io.recaller.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArmsTest {
    private static final int CUSTOMERS = 20_000;

    @Test
    void everyGroupIsAboutAsLargeAsItsShare() {
        var arms =
                new Arms(
                        0.05, new TreeMap<>(Map.of("recaller", 0.7, "order", 0.3, "designed", 0.)));

        var drawn =
                IntStream.range(0, CUSTOMERS)
                        .mapToObj(_ -> arms.draw(new CustomerId(People.IDS.get())))
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(drawn).containsOnlyKeys("control", "order", "recaller");
        assertThat(share(drawn, "control")).isCloseTo(0.05, within(0.01));
        assertThat(share(drawn, "order")).isCloseTo(0.95 * 0.3, within(0.015));
    }

    private static double share(Map<String, Long> drawn, String arm) {
        return (double) drawn.getOrDefault(arm, 0L) / CUSTOMERS;
    }

    @Test
    void sharesThatDoNotAddUpAreRefused() {
        assertThatThrownBy(() -> new Arms(0.05, new TreeMap<>(Map.of("order", 0.9))))
                .hasMessage("the shares must add up to 1, not 0.9");
    }
}
