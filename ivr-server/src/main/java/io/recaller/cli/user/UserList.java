package io.recaller.cli.user;

import io.recaller.Stores;
import io.recaller.agent.Accounts;
import io.recaller.cli.option.SettingsOption;
import java.io.PrintStream;
import java.util.Map;
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

    private final PrintStream out;
    private final Map<String, String> environment;

    UserList(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        try (var stores = Stores.toRead(settings.read(environment))) {
            var all = stores.database().inTransaction(new Accounts()::all);
            if (json) {
                all.forEach(account -> out.println(AccountWords.json(account)));
            } else if (all.isEmpty()) {
                out.println("there is no agent yet; make one with 'recaller user add'");
            } else {
                AccountWords.table(out, all);
            }
        }
        return 0;
    }
}
