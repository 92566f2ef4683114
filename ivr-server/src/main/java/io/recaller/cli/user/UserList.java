package io.recaller.cli.user;

import io.recaller.Stores;
import io.recaller.agent.Accounts;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.terminal.Shell;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who there is. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the agents: login, name, phone, what each does now, skills.",
        footer = {"%nExamples:", "  recaller user list", "  recaller user list --json"})
public final class UserList implements Callable<Integer> {
    @Option(names = "--json", description = "one JSON object a line for each agent")
    private boolean json;

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    UserList(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (var stores = Stores.toRead(settings.read(shell.environment()))) {
            var all = stores.database().inTransaction(new Accounts()::all);
            if (json) {
                all.forEach(account -> shell.out().println(AccountWords.json(account)));
            } else if (all.isEmpty()) {
                shell.out().println("there is no agent yet; make one with 'recaller user add'");
            } else {
                AccountWords.table(shell.out(), all);
            }
        }
        return 0;
    }
}
