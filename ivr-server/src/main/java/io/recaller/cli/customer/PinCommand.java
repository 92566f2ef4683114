package io.recaller.cli.customer;

import io.recaller.FlowShelf;
import io.recaller.Stores;
import io.recaller.cli.option.Named;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.pin.Pins;
import io.recaller.customer.pin.WrittenPin;
import io.recaller.db.Tx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
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

        private final InputStream in;
        private final PrintStream out;
        private final Map<String, String> environment;
        private final InstantSource clock;

        public Set(
                InputStream in,
                PrintStream out,
                Map<String, String> environment,
                InstantSource clock) {
            this.in = in;
            this.out = out;
            this.environment = Map.copyOf(environment);
            this.clock = clock;
        }

        @Override
        public Integer call() {
            var pin = pin();
            var now = clock.instant();
            var read = settings.read(environment);
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
            out.println("the PIN is set");
            if (pin.isRewritten()) {
                out.println("it " + WrittenPin.rewritten());
            }
            FlowShelf.pinLengths(read)
                    .doubt(pin.digits().length())
                    .ifPresent(doubt -> out.println("but it " + doubt));
            return 0;
        }

        private WrittenPin pin() {
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
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

        private final PrintStream out;
        private final Map<String, String> environment;
        private final InstantSource clock;

        public Unlock(PrintStream out, Map<String, String> environment, InstantSource clock) {
            this.out = out;
            this.environment = Map.copyOf(environment);
            this.clock = clock;
        }

        @Override
        public Integer call() {
            var now = clock.instant();
            try (var stores = Stores.open(settings.read(environment))) {
                var named = Named.read(stores, number);
                stores.database()
                        .runInTransaction(tx -> {
                            var customer = named.customer(tx, stores);
                            stores.pins().unlock(tx, customer, now);
                            stores.pins().unlock(tx, named.handle(), now);
                            note(tx, stores, "pin.unlock", customer, now);
                        });
            }
            out.println("unlocked: wrong PINs tried until now do not count any more");
            return 0;
        }
    }

    /** As over the API: who did it and to whom, never the PIN. */
    static void note(Tx tx, Stores stores, String action, CustomerId customer, Instant now) {
        var did = AuditTrail.Actor.atTheCommandLine().did(action, customer, Map.of());
        new AuditTrail(stores.ids()).write(tx, did, now);
    }
}
