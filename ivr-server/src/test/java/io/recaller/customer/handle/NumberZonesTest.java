package io.recaller.customer.handle;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where somebody's night is, by their number. */
class NumberZonesTest {
    private final NumberZones zones = new NumberZones();

    @ParameterizedTest
    @CsvSource({
        "+77272000000, Asia/Almaty",
        "+74232000000, Asia/Vladivostok",
        "+12122000000, America/New_York",
        "+13102000000, America/Los_Angeles",
        "+442071234567, Europe/London",
        "+493012345678, Europe/Berlin",
        "+902121234567, Europe/Istanbul",
        "+81312345678, Asia/Tokyo",
        "+6561234567, Asia/Singapore",
        "+551131234567, America/Sao_Paulo",
        "+911123456789, Asia/Calcutta",
        "+97142345678, Asia/Dubai",
    })
    void aNumberOfOneAreaTellsItsZone(String number, ZoneId zone) {
        assertThat(zones.of(new Handle(HandleKind.TEL, number))).containsExactly(zone);
    }

    @Test
    void aMobileTellsItsCountryAndNothingElseTellsAnything() {
        assertThat(zones.of(new Handle(HandleKind.TEL, "+79161234567")))
                .contains(ZoneId.of("Europe/Moscow"), ZoneId.of("Asia/Vladivostok"))
                .doesNotContain(ZoneId.of("Asia/Almaty"));
        assertThat(zones.of(new Handle(HandleKind.TEL, "+74012000000")))
                .as("an area that is told by a zone of another country")
                .contains(ZoneId.of("Europe/Kaliningrad"), ZoneId.of("Asia/Vladivostok"));
        assertThat(
                        List.of(
                                new Handle(HandleKind.TEL, "+8835100012345"),
                                new Handle(HandleKind.EMAIL, "a@b.example")))
                .allSatisfy(each -> assertThat(zones.of(each)).isEmpty());
    }
}
