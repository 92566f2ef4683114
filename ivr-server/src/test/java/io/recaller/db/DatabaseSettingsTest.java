package io.recaller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseSettingsTest {
    private static final String ADDRESS = "jdbc:postgresql://127.0.0.1:1/ivr";

    private final DatabaseSettings settings =
            DatabaseSettings.of(ADDRESS + "?ssl=true&password=hush", "recaller", "");

    @Test
    void aPasswordInTheAddressIsShownNowhere() {
        assertThat(settings.place()).isEqualTo(ADDRESS);
        assertThat(settings).asString().doesNotContain("hush");
        assertThatThrownBy(() -> DatabaseSettings.of("postgresql://h?password=hush", "u", "p"))
                .hasMessageNotContaining("hush");
    }

    @Test
    void nobodyIsToldOfItWhoCannotReachTheDatabase() {
        assertThatThrownBy(() -> Database.open(settings))
                .hasMessageContaining(ADDRESS)
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() ->
                        Backup.write(
                                settings, Path.of("target/none.backup"), Instant.EPOCH, _ -> {}))
                .hasMessageNotContaining("hush");
    }
}
