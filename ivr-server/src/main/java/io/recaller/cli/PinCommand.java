package io.recaller.cli;

import io.recaller.Stores;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.Handles;
import io.recaller.customer.Pins;
import io.recaller.customer.Resolution;
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
import java.util.List;
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
final class PinCommand {
    private PinCommand() {}

    static PinCommand group() {
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
    static final class Set implements Callable<Integer> {
        @Parameters(paramLabel = "NUMBER", description = "the customer's number")
        private String number = "";

        @Option(names = "--create", description = "make a customer when nobody has this number")
        private boolean create;

        @Mixin private SettingsOption settings = new SettingsOption();

        private final InputStream in;
        private final PrintStream out;
        private final Map<String, String> environment;
        private final InstantSource clock;

        Set(InputStream in, PrintStream out, Map<String, String> environment, InstantSource clock) {
            this.in = in;
            this.out = out;
            this.environment = Map.copyOf(environment);
            this.clock = clock;
        }

        @Override
        public Integer call() {
            var pin = pin();
            var now = clock.instant();
            try (var stores = Stores.open(settings.read(environment))) {
                var handle = handle(stores.handles(), number);
                stores.database()
                        .runInTransaction(tx -> {
                            var customer = customer(tx, stores, handle, number, create, now);
                            stores.pins().set(tx, customer, pin, now);
                            note(tx, stores, "pin.set", customer, now);
                        });
            }
            out.println("the PIN is set");
            return 0;
        }

        private String pin() {
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            try {
                var line = lines.readLine();
                var pin = line == null ? "" : line.strip();
                if (!Pins.isPin(pin)) {
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
    static final class Unlock implements Callable<Integer> {
        @Parameters(paramLabel = "NUMBER", description = "the customer's number")
        private String number = "";

        @Mixin private SettingsOption settings = new SettingsOption();

        private final PrintStream out;
        private final Map<String, String> environment;
        private final InstantSource clock;

        Unlock(PrintStream out, Map<String, String> environment, InstantSource clock) {
            this.out = out;
            this.environment = Map.copyOf(environment);
            this.clock = clock;
        }

        @Override
        public Integer call() {
            var now = clock.instant();
            try (var stores = Stores.open(settings.read(environment))) {
                var handle = handle(stores.handles(), number);
                stores.database()
                        .runInTransaction(tx -> {
                            var customer = customer(tx, stores, handle, number, false, now);
                            stores.pins().unlock(tx, customer, now);
                            stores.pins().unlock(tx, handle, now);
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

    private static Handle handle(Handles handles, String number) {
        return switch (handles.parse(number)) {
            case Handles.Reading.Read(Handle handle) -> handle;
            case Handles.Reading.Withheld() ->
                    throw new UsageException(
                            number
                                    + " names nobody: it is withheld, or written where no number is"
                                    + " known; write the customer's own number");
            case Handles.Reading.Wrong(String problem) ->
                    throw new UsageException(number + ": " + problem);
        };
    }

    private static CustomerId customer(
            Tx tx, Stores stores, Handle handle, String number, boolean create, Instant now) {
        var customers = stores.customers();
        return switch (create
                ? customers.createWhenNew(tx, handle, now)
                : customers.resolve(tx, handle)) {
            case Resolution.One(CustomerId customer) -> customer;
            case Resolution.Nobody _ ->
                    throw new UsageException(
                            "nobody has the number "
                                    + number
                                    + "; add --create to 'pin set' to make one");
            case Resolution.Several(List<CustomerId> several) ->
                    throw new UsageException(
                            several.size()
                                    + " customers share the number "
                                    + number
                                    + "; use a number that only one of them has");
        };
    }
}
