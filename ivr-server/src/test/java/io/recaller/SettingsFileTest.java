package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsFileTest {
    @Test
    void everyMistakeIsReportedAtOnceWithKeyValueAndRemedy() {
        var file = file("agi: {port: x, max-cals: 3}\nrouting: {ring-for: soon}\n", Map.of());

        file.port("agi.port", 4573);
        file.integer("agi.max-calls", 400);
        file.duration("routing.ring-for", Duration.ofSeconds(20));
        file.zone("time-zone");

        assertThatThrownBy(file::rejectIfMistaken)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("agi.port must be a whole number such as 4573, not 'x'")
                .hasMessageContaining("routing.ring-for must be a duration such as 300ms or 15s")
                .hasMessageContaining("time-zone is missing; set it, for example Asia/Almaty")
                .hasMessageContaining("unknown key agi.max-cals; did you mean agi.max-calls?");
    }

    @Test
    void theEnvironmentWinsOverTheFile() {
        var file = file("agi: {port: 4573}", Map.of("RECALLER_AGI_PORT", "4600"));

        assertThat(file.port("agi.port", 1)).isEqualTo(4600);
    }

    @Test
    void aDurationMayBeShortOrIso() {
        var file = file("a: 300ms\nb: 15s\nc: PT1M", Map.of());

        assertThat(file.duration("a", Duration.ZERO)).isEqualTo(Duration.ofMillis(300));
        assertThat(file.duration("b", Duration.ZERO)).isEqualTo(Duration.ofSeconds(15));
        assertThat(file.duration("c", Duration.ZERO)).isEqualTo(Duration.ofMinutes(1));
    }

    private static SettingsFile file(String yaml, Map<String, String> environment) {
        return new SettingsFile("recaller.yaml", Path.of("."), yaml, environment);
    }
}
