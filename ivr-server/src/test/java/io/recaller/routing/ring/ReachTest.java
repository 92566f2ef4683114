package io.recaller.routing.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.Station;
import io.recaller.agent.StationId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {
    @ParameterizedTest
    @CsvSource({
        "'',    true,  '',    true",
        "west,  true,  '',    true",
        "west,  true,  west,  true",
        "west,  false, west,  true",
        "west,  false, '',    false",
        "west,  true,  east,  false",
        "'',    false, '',    true",
        "'',    false, west,  false",
        "west,  false, West,  false",
    })
    void aPhoneIsRungOnTheAsteriskThatKnowsIt(
            String asterisk, boolean alone, String phonesAsterisk, boolean rung) {
        var reach = new Reach(asterisk, alone);
        var station =
                new Station(
                        new StationId(UUID.randomUUID()),
                        "desk",
                        "PJSIP/1001",
                        Optional.of(phonesAsterisk).filter(name -> !name.isEmpty()));

        assertThat(reach.holds(station)).isEqualTo(rung);
    }
}
