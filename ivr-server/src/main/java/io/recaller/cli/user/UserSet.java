package io.recaller.cli.user;

import io.recaller.Stores;
import io.recaller.agent.AccountStore;
import io.recaller.agent.Accounts;
import io.recaller.agent.AgentAccount;
import io.recaller.agent.AgentId;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Login;
import io.recaller.agent.Phones;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.db.Tx;
import io.recaller.routing.ring.PhoneReachability;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what is named of an agent. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        description = {
            "Changes what is named of an agent.",
            "Everything else stays, the password included."
        },
        footer = {
            "%nExamples:",
            "  recaller user set aigerim --skill internet=5 --skill billing=0",
            "  recaller user set aigerim --phone 1102",
            "  recaller user set aigerim --new-password",
            "  recaller user set aigerim --enable"
        })
public final class UserSet implements Callable<Integer> {
    @Parameters(paramLabel = "LOGIN", description = "whom")
    private String login = "";

    @Option(names = "--name", description = "what customers and colleagues call the agent")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--phone",
            description =
                    "the phone to sit at from the next sign-in on, as Asterisk dials it; Asterisk"
                            + " is asked whether it has it. none: the agent only writes with people")
    private Optional<String> phone = Optional.empty();

    @Option(names = "--asterisk", description = "systemname of the Asterisk that knows the phone")
    private Optional<String> asterisk = Optional.empty();

    @Option(
            names = "--skill",
            paramLabel = "SKILL=PROFICIENCY",
            description =
                    "skill=proficiency (1 to 5), or skill=0 to take it away; may be repeated, and"
                            + " skills that are not named stay")
    private Map<String, Integer> skills = new LinkedHashMap<>();

    @Option(
            names = "--new-password",
            description =
                    "makes and prints a new password, once; a page that is open is signed out")
    private boolean newPassword;

    @Option(names = "--enable", description = "lets a disabled agent sign in again")
    private boolean enable;

    @Option(names = "--json", description = "one JSON object, with a new password if there is one")
    private boolean json;

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    UserSet(Shell shell) {
        this.shell = shell;
    }

    /**
     * Where the agent sits from now on.
     *
     * @param phone empty: at no phone, the agent only writes
     */
    private record Seat(Optional<GivenPhone> phone) {}

    /** What was named, read. */
    private record Wish(
            Optional<String> name,
            Optional<Seat> seat,
            Optional<NewPassword> password,
            Optional<String> hash) {}

    @Override
    public Integer call() {
        if (asterisk.isPresent() && phone.isEmpty()) {
            throw new UsageException("--asterisk says where a phone is; name it with --phone");
        }
        if (changed().isEmpty()) {
            throw new UsageException(
                    "name what to change: --name, --phone, --skill, --new-password or --enable");
        }
        GivenAgent.skills(Map.of(), skills);
        var password =
                newPassword ? Optional.of(NewPassword.random()) : Optional.<NewPassword>empty();
        var wish =
                new Wish(
                        name.map(GivenAgent::name),
                        phone.map(text -> new Seat(GivenPhone.wanted(text, asterisk))),
                        password,
                        password.map(NewPassword::hash));
        var read = settings.read(shell.environment());
        try (var stores = Stores.open(read)) {
            stores.database().runInTransaction(tx -> GivenAgent.agent(tx, login));
            var state =
                    wish.seat().flatMap(Seat::phone).map(given -> given.check(read, shell.err()));
            var now = stores.database().inTransaction(tx -> change(tx, stores, wish));
            tell(now, wish, state, read.zone());
        }
        return 0;
    }

    private String changed() {
        return Stream.of(
                        name.map(_ -> "name").stream(),
                        phone.map(_ -> "phone").stream(),
                        skills.isEmpty() ? Stream.<String>empty() : Stream.of("skills"),
                        newPassword ? Stream.of("password") : Stream.<String>empty(),
                        enable ? Stream.of("enabled") : Stream.<String>empty())
                .flatMap(part -> part)
                .collect(Collectors.joining(","));
    }

    private AgentAccount change(Tx tx, Stores stores, Wish wish) {
        var accounts = new AccountStore();
        var agent = GivenAgent.agent(tx, login).agent();
        wish.name().ifPresent(text -> accounts.rename(tx, agent.id(), text));
        wish.hash().ifPresent(text -> accounts.setPassword(tx, agent.id(), text));
        wish.seat().ifPresent(seat -> sit(tx, agent.id(), seat.phone()));
        if (!skills.isEmpty()) {
            new AgentStore().setSkills(tx, agent.id(), GivenAgent.skills(agent.skills(), skills));
        }
        if (enable) {
            accounts.enable(tx, agent.id());
        }
        UserCommand.note(
                tx, stores, "agent.changed", agent.id(), changed(), shell.clock().instant());
        return new Accounts().find(tx, new Login(agent.login())).orElseThrow();
    }

    private static void sit(Tx tx, AgentId agent, Optional<GivenPhone> given) {
        var agents = new AgentStore();
        given.map(wish -> new Phones().of(tx, wish.endpoint(), wish.asterisk()).id())
                .ifPresentOrElse(
                        station -> agents.sitsUsuallyAt(tx, agent, station),
                        () -> agents.onlyWrites(tx, agent));
    }

    private void tell(AgentAccount now, Wish wish, Optional<PhoneReachability> state, ZoneId zone) {
        if (json) {
            var object = AccountWords.json(now);
            state.ifPresent(told -> object.put("phoneState", GivenPhone.slug(told)));
            wish.password().ifPresent(password -> object.put("password", password.text()));
            shell.out().println(object);
        } else {
            AccountWords.lines(shell.out(), now, zone);
            wish.password()
                    .ifPresent(password ->
                            shell.out().println("password: " + password.text() + NewPassword.ONCE));
        }
    }
}
