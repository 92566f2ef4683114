package io.recaller.cli.user;

import io.recaller.Stores;
import io.recaller.agent.AccountStore;
import io.recaller.agent.AgentAccount;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.terminal.Shell;
import io.recaller.cli.terminal.WallTime;
import io.recaller.db.Tx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends what an agent may do; a talk goes on to its end. */
abstract sealed class UserEnd implements Callable<Integer> {
    @Parameters(paramLabel = "LOGIN", description = "whom")
    private String login = "";

    @Option(names = "--json", description = "one JSON object: the agent, and since when")
    private boolean json;

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    private UserEnd(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var now = shell.clock().instant();
        var read = settings.read(shell.environment());
        try (var stores = Stores.open(read)) {
            var account =
                    stores.database()
                            .inTransaction(tx -> {
                                var found = GivenAgent.agent(tx, login);
                                end(tx, stores, found, now);
                                return found;
                            });
            if (json) {
                shell.out()
                        .println(
                                AccountWords.json(account)
                                        .put(field(), since(account, now).toString()));
            } else {
                shell.out().println(told(account, read.zone()));
            }
        }
        return 0;
    }

    abstract void end(Tx tx, Stores stores, AgentAccount account, Instant now);

    abstract String field();

    abstract Instant since(AgentAccount account, Instant now);

    abstract String told(AgentAccount account, ZoneId zone);

    /** Keeps an agent out. */
    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = {
                "Keeps an agent out.",
                "A page that is open is signed out, nothing more is offered, a talk goes on to its"
                        + " end. 'user set LOGIN --enable' undoes it."
            },
            footer = {"%nExample:", "  recaller user disable aigerim"})
    static final class Disable extends UserEnd {
        Disable(Shell shell) {
            super(shell);
        }

        @Override
        void end(Tx tx, Stores stores, AgentAccount account, Instant now) {
            if (account.disabledAt().isEmpty()) {
                new AccountStore().disable(tx, account.agent().id(), now);
                UserCommand.note(tx, stores, "agent.disabled", account.agent().id(), "", now);
            }
        }

        @Override
        String field() {
            return "disabledAt";
        }

        @Override
        Instant since(AgentAccount account, Instant now) {
            return account.disabledAt().orElse(now);
        }

        @Override
        String told(AgentAccount account, ZoneId zone) {
            var login = account.agent().login();
            return account.disabledAt()
                    .map(since -> login + " is disabled already, since " + WallTime.of(since, zone))
                    .orElse(
                            login
                                    + " cannot sign in any more and is offered nothing; to undo it:"
                                    + " recaller user set "
                                    + login
                                    + " --enable");
        }
    }

    /** Removes an agent. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = {
                "Removes an agent for good.",
                "Password, skills and phone go, a page that is open is signed out, a talk goes on"
                        + " to its end. The name stays beside the contacts the agent served; the"
                        + " login is free again."
            },
            footer = {"%nExample:", "  recaller user remove aigerim"})
    static final class Remove extends UserEnd {
        Remove(Shell shell) {
            super(shell);
        }

        @Override
        void end(Tx tx, Stores stores, AgentAccount account, Instant now) {
            new AccountStore().remove(tx, account.agent().id(), now);
            UserCommand.note(tx, stores, "agent.removed", account.agent().id(), "", now);
        }

        @Override
        String field() {
            return "removedAt";
        }

        @Override
        Instant since(AgentAccount account, Instant now) {
            return now;
        }

        @Override
        String told(AgentAccount account, ZoneId zone) {
            return account.agent().login()
                    + " is removed; the name "
                    + account.agent().name()
                    + " stays beside the contacts they served";
        }
    }
}
