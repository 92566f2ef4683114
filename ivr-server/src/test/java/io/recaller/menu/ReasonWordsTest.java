package io.recaller.menu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** ReasonWords in few words. */
class ReasonWordsTest {
    @Test
    void theLargestAreToldAndWhatTheOthersComeTo() {
        var reasons =
                List.of(
                        new Reason("the hour", 0.02),
                        new Reason("5 calls", 2.62),
                        new Reason("what everybody contacts about", -0.77),
                        new Reason("the weekday", -0.004),
                        new Reason("a chat", 0.31),
                        new Reason("a mail", 0.11));

        assertThat(ReasonWords.of(reasons))
                .containsExactly(
                        "5 calls +2.62",
                        "what everybody contacts about -0.77",
                        "a chat +0.31",
                        "2 smaller +0.13");
    }

    @Test
    void whereAllAreSmallTheLargestIsTold() {
        assertThat(ReasonWords.of(List.of(new Reason("a", 0.02), new Reason("b", -0.04))))
                .containsExactly("b -0.04", "1 smaller +0.02");
        assertThat(ReasonWords.of(List.of(new Reason("a", 0.001)))).isEmpty();
        assertThat(ReasonWords.of(List.of())).isEmpty();
    }
}
