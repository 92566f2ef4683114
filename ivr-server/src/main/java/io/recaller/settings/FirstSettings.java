package io.recaller.settings;

import io.recaller.settings.file.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;

/** What whoever has no settings file yet is told: the line that begins one. */
final class FirstSettings {
    /** What the flow that comes with the program names: without it that one is not served. */
    private static final String NEEDED =
            "fields: {account: {kind: digits, tier: verified}}\\n"
                    + "look-ups: {outage_status: {url: \"http://127.0.0.1:9000/status\","
                    + " results: {outage: /outage, restored_at: /restoredAt}}}\\n";

    private FirstSettings() {}

    /** Of a file that is not there. */
    static SettingsException absent(Path path, Map<String, String> environment) {
        return SettingsException.absent(
                "there is no settings file "
                        + path.toAbsolutePath().normalize()
                        + "; name yours with --settings, or begin one (docs/configuration.md says"
                        + " what else can be in it)",
                begin(path, environment));
    }

    /** Of a file in which there is nothing, and of what is missing therefore. */
    static SettingsException empty(
            Path path, Map<String, String> environment, SettingsException missing) {
        var mistakes = new ArrayList<String>();
        mistakes.add(
                path.getFileName()
                        + ": is empty; begin it (docs/configuration.md says what else can be in"
                        + " it): "
                        + begin(path, environment));
        mistakes.addAll(missing.mistakes());
        return new SettingsException(mistakes);
    }

    private static String begin(Path path, Map<String, String> environment) {
        return ("(umask 077; printf 'time-zone: %s\\nflows: %s\\nnumbers: {\"*\": telecom}\\n%s"
                        + "agi: {token: %%s}\\nami: {secret: %%s}\\n'"
                        + " $(openssl rand -hex 24) $(openssl rand -hex 24) > %s)")
                .formatted(ZoneId.systemDefault(), flows(environment), NEEDED, quoted(path));
    }

    /** Those that come with the program, where they lie beside it. */
    private static String flows(Map<String, String> environment) {
        var shipped = Path.of(environment.getOrDefault("RECALLER_HOME", ""), "dialplans", "flows");
        return Files.isDirectory(shipped) && isPlain(shipped)
                ? shipped.toAbsolutePath().normalize().toString()
                : "flows";
    }

    private static String quoted(Path path) {
        return isPlain(path) ? path.toString() : "'" + path.toString().replace("'", "'\\''") + "'";
    }

    /** Neither the shell nor YAML nor printf reads anything into it. */
    private static boolean isPlain(Path path) {
        return path.toString().matches("[A-Za-z0-9/._-]*");
    }
}
