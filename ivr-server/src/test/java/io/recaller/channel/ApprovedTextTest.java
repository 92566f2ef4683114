package io.recaller.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is filled in goes out as its provider takes it, or not at all. */
class ApprovedTextTest {
    private final ApprovedText text =
            new ApprovedText("order", "{name}, заявка {request} готова, {name}.");

    @Test
    void fieldsAreInTheOrderInWhichTheyStandAndEachOnce() {
        assertThat(text.fields()).containsExactly("name", "request");
        assertThat(text.filling(Map.of("request", "4711", "name", " Дана ", "topic", "x")))
                .hasValueSatisfying(values -> {
                    assertThat(values).containsExactly("Дана", "4711");
                    assertThat(text.filled(values)).isEqualTo("Дана, заявка 4711 готова, Дана.");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\tb", "a\u2028b", "a     b", "a\u0000b"})
    void whatWhatsAppRefusesIsNotSent(String name) {
        assertThat(text.filling(Map.of("name", name, "request", "1"))).isEmpty();
    }

    @Test
    void whatIsMissingOrTooLongInAllIsNotSent() {
        assertThat(text.filling(Map.of("name", "Дана"))).isEmpty();
        assertThat(text.filling(Map.of("name", "x".repeat(600), "request", "1"))).isEmpty();
        assertThat(text.filling(Map.of("name", "$1 \\\\ {request}", "request", "1"))).isPresent();
    }

    @Test
    void aTextWithoutFieldsNeedsNothing() {
        assertThat(new ApprovedText("a", "Hello {World}").filling(Map.of())).isPresent();
    }
}
