package io.recaller.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.terminal.Shell;
import io.recaller.doctor.Diagnosis;
import io.recaller.doctor.Finding;
import io.recaller.settings.file.SettingsException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks whether everything a server needs is there. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Looks whether everything a server needs is there: versions, secrets, ports,"
                        + " flows, database, clocks, prompts; in Asterisk the manager, modules,"
                        + " dialplan and agents' phones. It may run while the server does.",
        footer = {
            "%nExit code 1 when something is BAD; WARN alone is 0. 2 when the settings have mistakes:",
            "nothing else is looked at then.",
            "%nExamples:",
            "  recaller doctor",
            "  recaller doctor --settings /etc/recaller/recaller.yaml --json"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin private SettingsOption settings = new SettingsOption();

    @Option(
            names = "--json",
            description = "one JSON object a line: part, state (ok, warn, bad), words")
    private boolean json;

    private boolean bad;
    private final Shell shell;

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try {
            var read = settings.read(shell.environment());
            Diagnosis.secrets(settings.exposed(shell.environment())).forEach(this::tell);
            Diagnosis.look(read, this::tell);
            return bad ? 1 : 0;
        } catch (SettingsException wrong) {
            if (!json) {
                throw wrong.andLater("all else is looked at once the settings are right");
            }
            Diagnosis.settings(wrong.mistakes()).forEach(this::tell);
            return 2;
        }
    }

    /** At once: database and Asterisk may keep whoever asks waiting for ten seconds and more. */
    private void tell(Finding finding) {
        bad |= !finding.well();
        if (json) {
            object(finding);
        } else {
            line(finding);
        }
        shell.out().flush();
    }

    private void line(Finding finding) {
        var verdict = finding.verdict() == Finding.Verdict.OK ? "ok" : finding.verdict().name();
        shell.out().printf("%-4s %-10s %s%n", verdict, finding.part(), finding.words());
    }

    private void object(Finding finding) {
        shell.out()
                .println(
                        JSON.createObjectNode()
                                .put("part", finding.part())
                                .put("state", finding.verdict().name().toLowerCase(Locale.ROOT))
                                .put("words", finding.words()));
    }
}
