package io.recaller.cli.user;

import io.recaller.Stores;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One agent. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one agent: name, phone, skills, whether at work and may sign in.",
        footer = {"%nExample:", "  recaller user show aigerim"})
public final class UserShow implements Callable<Integer> {
    @Parameters(paramLabel = "LOGIN", description = "whom")
    private String login = "";

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    UserShow(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var read = settings.read(shell.environment());
        try (var stores = Stores.toRead(read)) {
            var account = stores.database().inTransaction(tx -> GivenAgent.agent(tx, login));
            if (json) {
                shell.out().println(AccountWords.json(account));
            } else {
                AccountWords.lines(shell.out(), account, read.zone());
            }
        }
        return 0;
    }
}
