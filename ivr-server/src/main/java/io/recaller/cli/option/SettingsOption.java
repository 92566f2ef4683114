package io.recaller.cli.option;

import io.recaller.settings.ExposedSecrets;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of every command that works for an installation: which settings file is its own. */
public final class SettingsOption {
    private static final Path HERE = Path.of("recaller.yaml");
    private static final Path MACHINES = Path.of("/etc/recaller/recaller.yaml");

    @Option(
            names = "--settings",
            description =
                    "settings file (default: recaller.yaml; of a package, where there is none"
                            + " here, /etc/recaller/recaller.yaml)")
    private @Nullable Path path;

    /** As it is until the option is read. */
    public SettingsOption() {
        this(null);
    }

    /** As it is once this file was named; null: none was. */
    public SettingsOption(@Nullable Path path) {
        this.path = path;
    }

    /**
     * What the operator decided.
     *
     * @throws io.recaller.settings.file.SettingsException naming every mistake
     */
    public Settings read(Map<String, String> environment) {
        return SettingsReader.read(path(environment), environment);
    }

    /** The secrets that everybody on this machine can read, each with its remedy. */
    public List<String> exposed(Map<String, String> environment) {
        return ExposedSecrets.in(path(environment), environment);
    }

    private Path path(Map<String, String> environment) {
        return path == null ? usual(HERE, MACHINES, environment) : path;
    }

    /**
     * The file of who names none.
     *
     * @param machines of the program that is installed on this machine; its jar lies in its home
     */
    static Path usual(Path here, Path machines, Map<String, String> environment) {
        var home = environment.getOrDefault("RECALLER_HOME", "");
        return !Files.exists(here)
                        && Files.exists(Path.of(home, "recaller.jar"))
                        && Files.exists(machines)
                ? machines
                : here;
    }
}
