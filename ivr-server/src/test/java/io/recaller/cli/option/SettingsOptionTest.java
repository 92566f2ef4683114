package io.recaller.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsOptionTest {
    @TempDir private Path folder = Path.of("");

    /** A clone beside it must not touch the installation's database by mistake. */
    @Test
    void onlyWhatIsInstalledUsesItsMachinesSettingsAndOnlyWhereThereAreNoneHere()
            throws IOException {
        var here = folder.resolve("recaller.yaml");
        var machines = Files.createFile(folder.resolve("machines.yaml"));
        var installed = Files.createDirectory(folder.resolve("installed"));
        Files.createFile(installed.resolve("recaller.jar"));
        var clone = Map.of("RECALLER_HOME", folder.toString());
        var program = Map.of("RECALLER_HOME", installed.toString());

        assertThat(SettingsOption.usual(here, machines, program)).isEqualTo(machines);
        assertThat(SettingsOption.usual(here, machines, clone)).isEqualTo(here);
        assertThat(SettingsOption.usual(here, machines, Map.of())).isEqualTo(here);
        assertThat(SettingsOption.usual(here, folder.resolve("none"), program)).isEqualTo(here);

        Files.createFile(here);
        assertThat(SettingsOption.usual(here, machines, program)).isEqualTo(here);
    }
}
