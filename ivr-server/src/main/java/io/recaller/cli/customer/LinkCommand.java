package io.recaller.cli.customer;

import io.recaller.Stores;
import io.recaller.cli.option.Named;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.identity.Links;
import io.recaller.db.Tx;
import io.recaller.settings.Settings;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which handles are whose: what unproven contacts claimed, and an agent's word on it. */
@Command(
        name = "link",
        mixinStandardHelpOptions = true,
        description = "Which handles are whose: what contacts claimed, and your word on it.",
        synopsisSubcommandLabel = "COMMAND")
public final class LinkCommand {
    private LinkCommand() {}

    public static LinkCommand group() {
        return new LinkCommand();
    }

    /** What the commands have in common. */
    @Command
    abstract static class OfCustomer implements Callable<Integer> {
        @Parameters(
                index = "0",
                paramLabel = "CUSTOMER",
                description = "a number or another handle that only this customer has")
        private String who = "";

        @Mixin private SettingsOption settings = new SettingsOption();

        final Shell shell;

        OfCustomer(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            try (var stores = open(settings.read(shell.environment()))) {
                return stores.database()
                        .inTransaction(tx -> {
                            var customer = Named.read(stores, who).customer(tx, stores);
                            return call(tx, stores, customer, shell.clock().instant());
                        });
            }
        }

        Stores open(Settings read) {
            return Stores.open(read);
        }

        abstract int call(Tx tx, Stores stores, CustomerId customer, Instant now);

        static void note(
                Tx tx,
                Stores stores,
                String action,
                CustomerId customer,
                String what,
                Instant now) {
            new AuditTrail(stores.ids())
                    .write(
                            tx,
                            new AuditTrail.Entry(
                                    AuditTrail.Kind.CLI,
                                    "recaller link",
                                    action,
                                    Optional.of(customer),
                                    Optional.empty(),
                                    Map.of("what", what)),
                            now);
        }
    }

    /** Lists the open claims. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Lists what contacts that proved nothing claimed: handles named beside the"
                            + " customer's, and visitors who named the customer's; of contacts that"
                            + " are nobody's the 100 newest.",
            footer = {"%nExample:", "  recaller link list +77011234567"})
    public static final class Listing extends OfCustomer {
        public Listing(Shell shell) {
            super(shell);
        }

        @Override
        Stores open(Settings read) {
            return Stores.toRead(read);
        }

        @Override
        int call(Tx tx, Stores stores, CustomerId customer, Instant now) {
            var claims = stores.links().claims(tx, customer);
            note(tx, stores, "link.read", customer, "claims", now);
            claims.forEach(claim -> shell.out().println(words(claim, customer)));
            if (claims.isEmpty()) {
                shell.out().println("no claims");
            }
            return 0;
        }

        private static String words(Links.Claim claim, CustomerId customer) {
            return "%s  %s  %s  %s%s"
                    .formatted(
                            claim.at(),
                            claim.handle().uri(),
                            claim.trust().name().toLowerCase(Locale.ROOT),
                            claim.customer()
                                    .map(who ->
                                            who.equals(customer)
                                                    ? "said to be theirs"
                                                    : "named by the visitor " + who)
                                    .orElse("named by nobody known"),
                            claim.contact().map(id -> "  contact " + id).orElse(""));
        }
    }

    /** Says that a claim is true. */
    @Command(
            name = "prove",
            mixinStandardHelpOptions = true,
            description =
                    "Says that a handle, or a contact, is the customer's. Who was known only by it"
                            + " turns out to be this customer.",
            footer = {
                "%nExamples:",
                "  recaller link prove +77011234567 web:v-88f2",
                "  recaller link prove +77011234567 0199a2b4-6d10-7cc3-98c4-dc0c0c07398f"
            })
    public static final class Prove extends OfCustomer {
        @Parameters(
                index = "1",
                paramLabel = "HANDLE",
                description = "the handle, or a contact's id")
        private String what = "";

        public Prove(Shell shell) {
            super(shell);
        }

        @Override
        int call(Tx tx, Stores stores, CustomerId customer, Instant now) {
            var contact = uuid(what);
            if (contact.isPresent()) {
                if (!stores.links().proveContact(tx, customer, contact.get(), now)) {
                    throw new UsageException(
                            "no visitor's contact has the id "
                                    + what
                                    + "; see 'recaller link list'");
                }
            } else {
                stores.links().prove(tx, customer, Named.read(stores, what).handle(), now);
            }
            note(tx, stores, "link.proved", customer, contact.isPresent() ? what : "handle", now);
            shell.out().println("proved");
            return 0;
        }

        private static Optional<UUID> uuid(String text) {
            return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
                    ? Optional.of(UUID.fromString(text))
                    : Optional.empty();
        }
    }

    /** Says that a link is wrong. */
    @Command(
            name = "undo",
            mixinStandardHelpOptions = true,
            description =
                    "Takes a handle away from the customer, proved or only claimed. The contact"
                            + " that claimed it is not the customer's any more; who was taken for the"
                            + " customer by it stands for themselves again.",
            footer = {"%nExample:", "  recaller link undo +77011234567 web:v-88f2"})
    public static final class Undo extends OfCustomer {
        @Parameters(index = "1", paramLabel = "HANDLE", description = "the handle")
        private String what = "";

        public Undo(Shell shell) {
            super(shell);
        }

        @Override
        int call(Tx tx, Stores stores, CustomerId customer, Instant now) {
            var undone = stores.links().undo(tx, customer, Named.read(stores, what).handle());
            if (undone == 0) {
                throw new UsageException(
                        "there is no link to " + what + "; see 'recaller link list'");
            }
            note(tx, stores, "link.undone", customer, "handle", now);
            shell.out().println("undone");
            return 0;
        }
    }
}
