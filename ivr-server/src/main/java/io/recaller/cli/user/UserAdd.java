package io.recaller.cli.user;

import io.recaller.Stores;
import io.recaller.agent.AccountStore;
import io.recaller.agent.Accounts;
import io.recaller.agent.AgentAccount;
import io.recaller.agent.Login;
import io.recaller.agent.Phones;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.db.Tx;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an agent. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        description = "Makes an agent and prints the password, once.",
        footer = {
            "%nExit code 2 when there is such an agent already, or Asterisk has no such phone.",
            "%nExample:",
            "  recaller user add aigerim --name \"Aigerim\" --phone PJSIP/phone-1 \\",
            "      --skill internet=4 --skill language:ru=5"
        })
public final class UserAdd implements Callable<Integer> {
    @Parameters(paramLabel = "LOGIN", description = "what the agent types to sign in")
    private String login = "";

    @Option(names = "--name", description = "what customers and colleagues call the agent")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--phone",
            required = true,
            description =
                    "the agent's phone as Asterisk dials it, such as PJSIP/phone-1; 1102 is"
                            + " PJSIP/1102. Several agents may share one over their shifts. Asterisk is"
                            + " asked whether it has it. none: the agent only writes with people")
    private String phone = "";

    @Option(
            names = "--asterisk",
            description =
                    "systemname of the Asterisk that knows the phone; needed when several serve"
                            + " this database")
    private Optional<String> asterisk = Optional.empty();

    @Option(
            names = "--skill",
            paramLabel = "SKILL=PROFICIENCY",
            description = "skill=proficiency (1 to 5); may be repeated")
    private Map<String, Integer> skills = new LinkedHashMap<>();

    @Option(names = "--json", description = "one JSON object, with the password")
    private boolean json;

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    UserAdd(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var wanted = GivenAgent.login(login);
        var called = name.map(GivenAgent::name).orElse(wanted.text());
        var held = GivenAgent.skills(skills);
        var given = GivenPhone.wanted(phone, asterisk);
        var read = settings.read(shell.environment());
        try (var stores = Stores.open(read)) {
            stores.database().runInTransaction(tx -> refuseASecond(tx, wanted));
            var state = given.map(wish -> wish.check(read, shell.err()));
            var password = NewPassword.random();
            var hash = password.hash();
            var made =
                    stores.database()
                            .inTransaction(
                                    tx -> add(tx, stores, wanted, called, hash, held, given));
            if (json) {
                var object = AccountWords.json(made);
                state.ifPresent(told -> object.put("phoneState", GivenPhone.slug(told)));
                shell.out().println(object.put("password", password.text()));
            } else {
                shell.out().println("login:    " + wanted);
                shell.out().println("password: " + password.text() + NewPassword.ONCE);
                shell.out().println("phone:    " + AccountWords.phone(made));
            }
        }
        return 0;
    }

    private void refuseASecond(Tx tx, Login wanted) {
        if (new Accounts().find(tx, wanted).isPresent()) {
            throw there(wanted);
        }
    }

    private AgentAccount add(
            Tx tx,
            Stores stores,
            Login wanted,
            String called,
            String hash,
            Map<Skill, Proficiency> held,
            Optional<GivenPhone> given) {
        var station = given.map(wish -> new Phones().of(tx, wish.endpoint(), wish.asterisk()).id());
        var agent =
                new AccountStore()
                        .add(tx, wanted, called, hash, held, station)
                        .orElseThrow(() -> there(wanted));
        UserCommand.note(tx, stores, "agent.added", agent, "", shell.clock().instant());
        return new Accounts().find(tx, wanted).orElseThrow();
    }

    /** With the line that does to the agent who is there what was asked for. */
    private UsageException there(Login wanted) {
        return new UsageException(
                "there is an agent "
                        + wanted
                        + " already; to change them:\n  recaller user set "
                        + wanted
                        + name.map(text -> " --name " + quoted(GivenAgent.name(text))).orElse("")
                        + " --phone "
                        + GivenPhone.wanted(phone, asterisk)
                                .map(GivenPhone::endpoint)
                                .orElse("none")
                        + asterisk.map(text -> " --asterisk " + quoted(GivenAgent.text(text)))
                                .orElse("")
                        + skills.entrySet().stream()
                                .map(skill -> " --skill " + skill.getKey() + "=" + skill.getValue())
                                .collect(Collectors.joining())
                        + "\n  and with --new-password, for a new password");
    }

    /** As a shell reads it back. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
