package io.recaller.cli.option;

import io.recaller.settings.ExposedSecrets;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option of every command that works for an installation: which settings file is its own. */
public final class SettingsOption {
    @Option(
            names = "--settings",
            defaultValue = "recaller.yaml",
            description = "settings file (default: ${DEFAULT-VALUE})")
    private Path path = Path.of("recaller.yaml");

    /**
     * What the operator decided.
     *
     * @throws io.recaller.settings.file.SettingsException naming every mistake
     */
    public Settings read(Map<String, String> environment) {
        return SettingsReader.read(path, environment);
    }

    /** The secrets that everybody on this machine can read, each with its remedy. */
    public List<String> exposed(Map<String, String> environment) {
        return ExposedSecrets.in(path, environment);
    }
}
