package io.recaller.cli;

import io.recaller.Diagnosis;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks whether everything a server needs is there. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Looks whether everything a server needs is there: ports, database, Asterisk's"
                        + " manager, prompts.",
        footer = {"%nExit code 1 when something is not.", "%nExample:", "  recaller doctor"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin private SettingsOption settings = new SettingsOption();

    private final PrintStream out;
    private final Map<String, String> environment;

    DoctorCommand(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        var findings = Diagnosis.of(settings.read(environment));
        findings.forEach(finding ->
                out.printf(
                        "%-4s %-10s %s%n",
                        finding.well() ? "ok" : "BAD", finding.part(), finding.words()));
        return findings.stream().allMatch(Diagnosis.Finding::well) ? 0 : 1;
    }
}
