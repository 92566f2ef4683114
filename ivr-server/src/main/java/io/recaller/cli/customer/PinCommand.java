package io.recaller.cli.customer;

import io.recaller.FlowShelf;
import io.recaller.Stores;
import io.recaller.cli.option.Named;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.pin.Pins;
import io.recaller.customer.pin.WrittenPin;
import io.recaller.db.Tx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Customers' PINs: how they prove on the telephone who they are. */
@Command(
        name = "pin",
        mixinStandardHelpOptions = true,
        description = "Customers' PINs: how they prove on the telephone who they are.",
        synopsisSubcommandLabel = "COMMAND")
public final class PinCommand {
    private PinCommand() {}

    public static PinCommand group() {
        return new PinCommand();
    }

    /** Sets or replaces a customer's PIN. */
    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description =
                    "Sets or replaces the PIN of the customer who has a number. The PIN, 4 to 12"
                            + " digits, is read from standard input and only its hash is kept.",
            footer = {
                "%nExamples:",
                "  read -rs PIN && printf '%%s\\n' \"$PIN\" | recaller pin set +77011234567",
                "  recaller pin set +77011234567 --create < pin.txt"
            })
    public static final class Set implements Callable<Integer> {
        @Parameters(paramLabel = "NUMBER", description = "the customer's number")
        private String number = "";

        @Option(names = "--create", description = "make a customer when nobody has this number")
        private boolean create;

        @Mixin private SettingsOption settings = new SettingsOption();

        private final Shell shell;

        public Set(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var pin = pin();
            var now = shell.clock().instant();
            var read = settings.read(shell.environment());
            try (var stores = Stores.open(read)) {
                var named = Named.read(stores, number);
                stores.database()
                        .runInTransaction(tx -> {
                            var customer =
                                    create
                                            ? named.customerOrNew(tx, stores, now)
                                            : named.customer(tx, stores);
                            stores.pins().set(tx, customer, pin.digits(), now);
                            note(tx, stores, "pin.set", customer, now);
                        });
            }
            shell.out().println("the PIN is set");
            if (pin.isRewritten()) {
                shell.out().println("it " + WrittenPin.rewritten());
            }
            FlowShelf.pinLengths(read)
                    .doubt(pin.digits().length())
                    .ifPresent(doubt -> shell.out().println("but it " + doubt));
            return 0;
        }

        private WrittenPin pin() {
            var lines =
                    new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
            try {
                var line = lines.readLine();
                var pin = WrittenPin.of(line == null ? "" : line);
                if (!Pins.isPin(pin.digits())) {
                    throw new UsageException(
                            "a PIN has 4 to 12 digits; give it on standard input, as the examples"
                                    + " of 'recaller pin set --help' do");
                }
                return pin;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Ends a lock. */
    @Command(
            name = "unlock",
            mixinStandardHelpOptions = true,
            description =
                    "Wrong PINs tried until now do not count any more: of the customer who has a"
                            + " number, and from that number. The PIN stays.",
            footer = {"%nExample:", "  recaller pin unlock +77011234567"})
    public static final class Unlock implements Callable<Integer> {
        @Parameters(paramLabel = "NUMBER", description = "the customer's number")
        private String number = "";

        @Mixin private SettingsOption settings = new SettingsOption();

        private final Shell shell;

        public Unlock(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Integer call() {
            var now = shell.clock().instant();
            try (var stores = Stores.open(settings.read(shell.environment()))) {
                var named = Named.read(stores, number);
                stores.database()
                        .runInTransaction(tx -> {
                            var customer = named.customer(tx, stores);
                            stores.pins().unlock(tx, customer, now);
                            stores.pins().unlock(tx, named.handle(), now);
                            note(tx, stores, "pin.unlock", customer, now);
                        });
            }
            shell.out().println("unlocked: wrong PINs tried until now do not count any more");
            return 0;
        }
    }

    /** As over the API: who did it and to whom, never the PIN. */
    static void note(Tx tx, Stores stores, String action, CustomerId customer, Instant now) {
        var did = AuditTrail.Actor.atTheCommandLine().did(action, customer, Map.of());
        new AuditTrail(stores.ids()).write(tx, did, now);
    }
}
