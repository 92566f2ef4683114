package io.recaller.cli.user;

import io.recaller.Stores;
import io.recaller.agent.AgentId;
import io.recaller.customer.AuditTrail;
import io.recaller.db.Tx;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
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

    public static CommandLine group(
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            InstantSource clock) {
        return new CommandLine(new UserCommand())
                .addSubcommand(new UserAdd(out, err, environment, clock))
                .addSubcommand(new UserList(out, environment))
                .addSubcommand(new UserShow(out, environment))
                .addSubcommand(new UserSet(out, err, environment, clock))
                .addSubcommand(new UserEnd.Disable(out, environment, clock))
                .addSubcommand(new UserEnd.Remove(out, environment, clock));
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
