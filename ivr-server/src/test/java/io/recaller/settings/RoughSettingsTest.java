package io.recaller.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.settings.file.SettingsException;
import io.recaller.text.Rough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in the settings, they are read, or told with the key and the remedy. */
@Timeout(30)
final class RoughSettingsTest {
    private static final String SETTINGS =
            """
            time-zone: @1
            default-region: @2
            numbers: {8000: @3}
            agi: {token: @4}
            ami: {secret: s3cret}
            @5
            """;

    private static final List<String> RIGHT = List.of("Asia/Almaty", "KZ", "telecom", "t0ken", "");

    @TempDir private Path folder = Path.of("");

    @Test
    void aSettingIsTakenOrTold() throws IOException {
        for (var text : Rough.texts(5, 60)) {
            for (var place = 1; place <= RIGHT.size(); place++) {
                var yaml = SETTINGS.replace("@" + place, text);
                for (var other = 1; other <= RIGHT.size(); other++) {
                    yaml = other == place ? yaml : yaml.replace("@" + other, RIGHT.get(other - 1));
                }

                takenOrTold(yaml, Map.of());
            }
            takenOrTold("time-zone: UTC\n", Map.of("RECALLER_DATABASE_URL", text, text, text));
        }
    }

    private void takenOrTold(String yaml, Map<String, String> environment) throws IOException {
        var file = folder.resolve("recaller.yaml");
        Files.writeString(file, yaml.replace('\uD83D', '?').replace('\uDD11', '?'));
        try {
            assertThat(SettingsReader.read(file, environment)).isNotNull();
        } catch (SettingsException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2_000);
        }
    }
}
