package io.recaller.cli.customer;

import io.recaller.Stores;
import io.recaller.cli.option.Named;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.Change;
import io.recaller.customer.ConsentChannel;
import io.recaller.register.Descriptions.Described;
import io.recaller.register.Descriptions.Outcome;
import io.recaller.register.Descriptions.Said;
import io.recaller.speech.Language;
import io.recaller.text.Blanks;
import io.recaller.text.MomentWords;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the business says of its customers. */
@Command(
        name = "customer",
        mixinStandardHelpOptions = true,
        description = "What the business says of its customers: language, segment, agent.",
        synopsisSubcommandLabel = "COMMAND")
public final class CustomerCommand {
    private CustomerCommand() {}

    public static CustomerCommand group() {
        return new CustomerCommand();
    }

    /** Says something of a customer. */
    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description =
                    "Says in which language a customer is spoken to, what segment they are in and"
                            + " which agent looks after them. What is not named stays as it is.",
            footer = {
                "%nExamples:",
                "  recaller customer set +77011234567 --language kk",
                "  recaller customer set +77011234567 --segment gold --agent aigerim --create",
                "  recaller customer set +77011234567 --agrees sms,email --prefers sms",
                "  recaller customer set +77011234567 --forget language,agent"
            })
    public static final class Set implements Callable<Integer> {
        private static final List<String> PARTS =
                List.of("agent", "language", "prefers", "segment");
        private static final String LANGUAGE = "[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*";
        private static final String SEGMENT = "(?=.*[^\\s\\p{Z}])[^\\p{Cntrl}]{1,100}";

        @Parameters(paramLabel = "NUMBER", description = "the customer's number")
        private String number = "";

        @Option(names = "--language", description = "a language such as ru or kk-KZ")
        private Optional<String> language = Optional.empty();

        @Option(names = "--segment", description = "a word of your own such as gold")
        private Optional<String> segment = Optional.empty();

        @Option(names = "--agent", description = "the name an agent signs in by")
        private Optional<String> agent = Optional.empty();

        @Option(
                names = "--agrees",
                split = ",",
                paramLabel = "CHANNEL",
                description = "by what they agreed to be told something unasked, such as sms,email")
        private List<String> agreed = List.of();

        @Option(
                names = "--withdraws",
                split = ",",
                paramLabel = "CHANNEL",
                description = "by what they do not want to be told anything any more")
        private List<String> withdrawn = List.of();

        @Option(
                names = "--prefers",
                paramLabel = "CHANNEL",
                description = "by what they want to be told something, if they agreed to it")
        private Optional<String> preferred = Optional.empty();

        @Option(
                names = "--forget",
                split = ",",
                paramLabel = "PART",
                description = "what is not to be known any more: language, segment, agent, prefers")
        private List<String> forgotten = List.of();

        @Option(names = "--create", description = "make a customer when nobody has this number")
        private boolean create;

        @Mixin private SettingsOption settings = new SettingsOption();

        private final Shell shell;

        public Set(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var said = said();
            var read = settings.read(shell.environment());
            var moments = new MomentWords(read.zone());
            try (var stores = Stores.open(read)) {
                var named = Named.read(stores, number);
                var customer =
                        stores.database()
                                .inTransaction(tx ->
                                        create
                                                ? named.customerOrNew(
                                                        tx, stores, shell.clock().instant())
                                                : named.customer(tx, stores));
                var outcome =
                        stores.descriptions(shell.clock())
                                .change(AuditTrail.Actor.atTheCommandLine(), customer, said);
                switch (outcome) {
                    case Outcome.Changed(Described now) -> tell(shell.out(), now, moments);
                    case Outcome.NoCustomer _ -> throw named.nobody();
                    case Outcome.NoAgent _ ->
                            throw new UsageException(
                                    "no agent signs in as "
                                            + agent.orElse("")
                                            + "; make one with 'recaller user add'");
                }
            }
            return 0;
        }

        private Said said() {
            var unknown = new TreeSet<>(forgotten);
            PARTS.forEach(unknown::remove);
            if (!unknown.isEmpty()) {
                throw new UsageException("--forget " + unknown.first() + ": write one of " + PARTS);
            }
            var said =
                    new Said(
                            part("language", language, LANGUAGE, "a language such as ru or kk-KZ")
                                    .map(Set::language),
                            part("segment", segment, SEGMENT, "1 to 100 printable characters")
                                    .map(Blanks::stripped),
                            part("agent", agent, "[^\\p{Cntrl} ]{1,100}", "an agent's login"),
                            part("prefers", preferred, "[a-z]+", "a channel such as sms")
                                    .map(each -> channel("--prefers", each)),
                            consent(),
                            Optional.of("recaller customer set"));
            if (!said.isAnything()) {
                throw new UsageException(
                        "what is to be said? Name --language, --segment, --agent, --agrees,"
                                + " --withdraws, --prefers or --forget");
            }
            return said;
        }

        private static String language(String tag) {
            return Language.kept(tag)
                    .orElseThrow(() ->
                            new UsageException(
                                    "--language "
                                            + tag
                                            + " is the code of no language; write one such as"
                                            + " ru or kk-KZ"));
        }

        private Map<ConsentChannel, Boolean> consent() {
            var consent = new EnumMap<ConsentChannel, Boolean>(ConsentChannel.class);
            agreed.forEach(each -> consent.put(channel("--agrees", each), true));
            withdrawn.forEach(each -> {
                if (consent.put(channel("--withdraws", each), false) != null) {
                    throw new UsageException("--agrees and --withdraws " + each + ": keep one");
                }
            });
            return consent;
        }

        private static ConsentChannel channel(String option, String name) {
            return ConsentChannel.of(name)
                    .orElseThrow(() ->
                            new UsageException(
                                    option
                                            + " "
                                            + name
                                            + ": write one of "
                                            + ConsentChannel.names()));
        }

        private Change<String> part(
                String name, Optional<String> given, String form, String expected) {
            if (given.isEmpty()) {
                return forgotten.contains(name) ? new Change.Cleared<>() : new Change.Kept<>();
            }
            if (forgotten.contains(name)) {
                throw new UsageException("--" + name + " and --forget " + name + ": keep one");
            }
            if (!given.get().matches(form)) {
                throw new UsageException("--" + name + " must be " + expected);
            }
            return new Change.To<>(given.get());
        }
    }

    /** Shows what is said of a customer. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows what is said of a customer; the look is kept on the audit trail.",
            footer = {"%nExample:", "  recaller customer show +77011234567"})
    public static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "NUMBER", description = "the customer's number")
        private String number = "";

        @Mixin private SettingsOption settings = new SettingsOption();

        private final Shell shell;

        public Show(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var read = settings.read(shell.environment());
            var moments = new MomentWords(read.zone());
            try (var stores = Stores.toRead(read)) {
                var named = Named.read(stores, number);
                var customer = stores.database().inTransaction(tx -> named.customer(tx, stores));
                var described =
                        stores.descriptions(shell.clock())
                                .read(AuditTrail.Actor.atTheCommandLine(), customer);
                tell(shell.out(), described.orElseThrow(named::nobody), moments);
            }
            return 0;
        }
    }

    private static void tell(PrintStream out, Described described, MomentWords moments) {
        out.println("customer " + described.customer());
        out.println("  language           " + described.language().orElse("not known"));
        out.println("  segment            " + described.segment().orElse("none"));
        out.println("  responsible agent  " + described.responsibleAgent().orElse("none"));
        out.println(
                "  prefers            "
                        + described.preferred().map(ConsentChannel::slug).orElse("nothing"));
        described.consent().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each ->
                        out.println(
                                "  %-18s %s since %s: %s"
                                        .formatted(
                                                each.getKey().slug(),
                                                each.getValue().agreed() ? "agreed" : "withdrawn",
                                                moments.of(each.getValue().at()),
                                                each.getValue().source())));
    }
}
