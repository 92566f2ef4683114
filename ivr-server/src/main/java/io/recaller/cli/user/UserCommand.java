package io.recaller.cli.user;

import io.recaller.Stores;
import io.recaller.agent.AgentId;
import io.recaller.cli.terminal.Shell;
import io.recaller.customer.AuditTrail;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Agents: who may sign in at the desk. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Agents: who may sign in at the desk.",
        synopsisSubcommandLabel = "COMMAND")
public final class UserCommand {
    private UserCommand() {}

    public static CommandLine group(Shell shell) {
        return new CommandLine(new UserCommand())
                .addSubcommand(new UserAdd(shell))
                .addSubcommand(new UserList(shell))
                .addSubcommand(new UserShow(shell))
                .addSubcommand(new UserSet(shell))
                .addSubcommand(new UserEnd.Disable(shell))
                .addSubcommand(new UserEnd.Remove(shell));
    }

    /**
     * Writes down who administered whom.
     *
     * @param changed what, by name; never the values
     */
    static void note(
            Tx tx, Stores stores, String action, AgentId agent, String changed, Instant now) {
        var detail =
                changed.isEmpty()
                        ? Map.of("agent", agent.toString())
                        : Map.of("agent", agent.toString(), "changed", changed);
        new AuditTrail(stores.ids())
                .write(tx, AuditTrail.Actor.atTheCommandLine().did(action, detail), now);
    }
}
