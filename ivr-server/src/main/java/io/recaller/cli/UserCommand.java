package io.recaller.cli;

import io.recaller.Stores;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Credentials;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Agents: who may sign in at the desk. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Agents: who may sign in at the desk.",
        synopsisSubcommandLabel = "COMMAND")
final class UserCommand {
    private UserCommand() {}

    static UserCommand group() {
        return new UserCommand();
    }

    /** Makes an agent with a new password, or renews one. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Makes an agent and prints a new password, once. An agent who is there already"
                            + " gets the new name, skills, phone and password.",
            footer = {
                "%nExample:",
                "  recaller user add aigerim --name \"Aigerim\" --phone PJSIP/phone-1 \\",
                "      --skill internet=4 --skill language:ru=5"
            })
    static final class Add implements Callable<Integer> {
        /** Without the letters and digits that are mistaken for each other. */
        private static final String LETTERS =
                "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

        private static final int LENGTH = 16;

        @Parameters(paramLabel = "LOGIN", description = "what the agent types to sign in")
        private String login = "";

        @Option(names = "--name", description = "what customers and colleagues call the agent")
        private Optional<String> name = Optional.empty();

        @Option(
                names = "--phone",
                required = true,
                description = "the agent's phone as Asterisk dials it, such as PJSIP/phone-1")
        private String phone = "";

        @Option(
                names = "--asterisk",
                description =
                        "systemname of the Asterisk that knows the phone; needed when several"
                                + " serve this database")
        private Optional<String> asterisk = Optional.empty();

        @Option(names = "--skill", description = "skill=proficiency (1 to 5); may be repeated")
        private Map<String, Integer> skills = new LinkedHashMap<>();

        @Mixin private SettingsOption settings = new SettingsOption();

        private final PrintStream out;
        private final Map<String, String> environment;

        Add(PrintStream out, Map<String, String> environment) {
            this.out = out;
            this.environment = Map.copyOf(environment);
        }

        @Override
        public Integer call() {
            var held = new HashMap<Skill, Proficiency>();
            skills.forEach((skill, level) -> held.put(skill(skill), proficiency(skill, level)));
            var password = password();
            try (var stores = Stores.open(settings.read(environment))) {
                var agents = new AgentStore();
                stores.database()
                        .runInTransaction(tx -> {
                            agents.put(
                                    tx,
                                    login,
                                    name.orElse(login),
                                    Optional.of(Credentials.hash(password.toCharArray())),
                                    held);
                            agents.putStation(tx, login, phone, asterisk);
                        });
            }
            out.println("login:    " + login);
            out.println("password: " + password + "   (shown only now; give it to the agent)");
            return 0;
        }

        private static Skill skill(String name) {
            try {
                return new Skill(name);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--skill " + name + ": " + e.getMessage());
            }
        }

        private static Proficiency proficiency(String skill, int level) {
            try {
                return new Proficiency(level);
            } catch (IllegalArgumentException _) {
                throw new UsageException(
                        "--skill " + skill + "=" + level + ": proficiency is 1 (lowest) to 5");
            }
        }

        private static String password() {
            var random = new SecureRandom();
            var password = new StringBuilder();
            for (int i = 0; i < LENGTH; i++) {
                password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            return password.toString();
        }
    }
}
