package io.recaller.cli.learning;

import io.recaller.Stores;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.experiment.FallBack;
import io.recaller.experiment.PolicySwitch;
import io.recaller.experiment.PolicySwitches;
import io.recaller.menu.planner.Policy;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Menu policies: switching them off and on again. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        description =
                "Switches a menu policy off (its customers hear the designer's order) or on again."
                        + " 'recaller report menu' shows which are off, and why.",
        synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand {
    private PolicyCommand() {}

    public static PolicyCommand group() {
        return new PolicyCommand();
    }

    /** Switches a policy off. */
    @Command(
            name = "off",
            mixinStandardHelpOptions = true,
            description =
                    "Switches a menu policy off: within a minute its customers hear the designer's"
                            + " order, on all servers. They stay its customers.",
            footer = {
                "%nExamples:",
                "  recaller policy off recaller",
                "  recaller policy off order --reason 'new flow on Monday'"
            })
    public static final class Off implements Callable<Integer> {
        private final Switching switching;

        @Parameters(paramLabel = "POLICY", description = "popularity, order or recaller")
        private String policy = "";

        @Option(names = "--reason", description = "kept with it and shown in the report")
        private String reason = "no reason given";

        @Mixin private SettingsOption settings = new SettingsOption();

        public Off(Shell shell) {
            this.switching = new Switching(shell);
        }

        @Override
        public Integer call() {
            return switching.to(false, policy, reason, settings);
        }
    }

    /** Switches a policy on again. */
    @Command(
            name = "on",
            mixinStandardHelpOptions = true,
            description =
                    "Switches a menu policy on again, within a minute on all servers. The automatic"
                            + " fall-back judges it afresh, by the calls from now on.",
            footer = {"%nExamples:", "  recaller policy on recaller"})
    public static final class On implements Callable<Integer> {
        private final Switching switching;

        @Parameters(paramLabel = "POLICY", description = "popularity, order or recaller")
        private String policy = "";

        @Option(names = "--reason", description = "kept with it")
        private String reason = "no reason given";

        @Mixin private SettingsOption settings = new SettingsOption();

        public On(Shell shell) {
            this.switching = new Switching(shell);
        }

        @Override
        public Integer call() {
            return switching.to(true, policy, reason, settings);
        }
    }

    /** What both have in common. */
    private record Switching(Shell shell) {
        int to(boolean on, String name, String reason, SettingsOption settings) {
            var policy =
                    Policy.of(name)
                            .filter(FallBack.JUDGED::contains)
                            .orElseThrow(() ->
                                    new UsageException(
                                            "'"
                                                    + name
                                                    + "' cannot be switched; write popularity,"
                                                    + " order or recaller"));
            var words = reason.isBlank() ? "no reason given" : reason;
            try (var stores = Stores.open(settings.read(shell.environment()))) {
                new PolicySwitches(stores.database(), stores.ids())
                        .decide(
                                new PolicySwitch(
                                        policy,
                                        on,
                                        shell.clock().instant(),
                                        true,
                                        words,
                                        Optional.empty()));
            }
            shell.out()
                    .println(
                            on
                                    ? "on: customers of '"
                                            + name
                                            + "' hear its order again within a minute"
                                    : "off: customers of '"
                                            + name
                                            + "' hear the designer's order within a minute");
            return 0;
        }
    }
}
