package io.recaller.customer.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.Handle;
import io.recaller.customer.field.FieldCatalogue.Kind;
import io.recaller.customer.field.FieldFormat;
import io.recaller.db.Storable;
import io.recaller.text.Rough;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is written for a number, an address or a field is taken or refused with words. */
@Timeout(20)
final class RoughHandlesTest {
    private static final List<String> BEFORE =
            List.of(
                    "",
                    "tel:",
                    "local:",
                    "sip:",
                    "email:",
                    "web:",
                    "+7701",
                    "tel:+7;phone-context=");

    @Test
    void aHandleIsReadTheSameAgainOrRefusedWithARemedy() {
        for (var region : List.of("KZ", "US", "DE")) {
            var handles = new Handles(region);
            for (var text : Rough.texts(7, 200)) {
                for (var before : BEFORE) {
                    var written = before + text;
                    switch (handles.parse(written)) {
                        case Handles.Reading.Read(Handle handle) -> {
                            assertThat(Storable.flaw(handle.value())).as(written).isEmpty();
                            assertThat(handles.parse(handle.uri()))
                                    .as(region + " " + written)
                                    .isEqualTo(new Handles.Reading.Read(handle));
                        }
                        case Handles.Reading.Wrong(String problem) ->
                                assertThat(problem).isNotBlank().hasSizeLessThan(500);
                        case Handles.Reading.Withheld() -> {}
                    }
                }
            }
        }
    }

    @Test
    void aValueOfAFieldIsKeptInOneFormThatTheDatabaseTakes() {
        for (var kind : Kind.values()) {
            var format = FieldFormat.of(kind);
            for (var text : Rough.texts(8, 500)) {
                for (var written : List.of(text, "12" + text, text + "12")) {
                    format.value(written)
                            .ifPresent(value -> {
                                assertThat(Storable.flaw(value)).as(kind + written).isEmpty();
                                assertThat(format.value(value)).as(kind + written).contains(value);
                            });
                }
            }
        }
    }
}
