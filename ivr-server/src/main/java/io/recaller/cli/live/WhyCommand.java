package io.recaller.cli.live;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.HANDLE;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.Stores;
import io.recaller.cli.option.Named;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Wrapped;
import io.recaller.contact.ContactId;
import io.recaller.customer.AuditTrail.Actor;
import io.recaller.customer.Handle;
import io.recaller.customer.handle.Handles;
import io.recaller.register.Explanation;
import io.recaller.routing.board.LiveBoard;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jooq.Field;
import org.jooq.impl.DSL;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells why a contact went as it did. */
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description =
                "Tells why a contact went as it did, from the first menu on: what was read in which"
                        + " order and why, what was filled in, where it waited, who was asked and"
                        + " what came of it; of one that waits, who could take it now and next.",
        footer = {
            "%nExamples:",
            "  recaller why +77011234567    the latest call or conversation of this number",
            "  recaller why 0199a2b4-6d10-7cc3-98c4-dc0c0c07398f --json"
        })
public final class WhyCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final int WIDTH = 120;

    @Parameters(paramLabel = "CONTACT", description = "a contact's id, or a number")
    private String contact = "";

    @Mixin private SettingsOption settings = new SettingsOption();

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    private static final String UNTOLD =
            "nothing was decided here: another system reported it, or it broke off before the first"
                    + " menu";

    private final PrintStream out;
    private final Map<String, String> environment;
    private final InstantSource clock;

    public WhyCommand(PrintStream out, Map<String, String> environment, InstantSource clock) {
        this.out = out;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var read = settings.read(environment);
        try (var stores = Stores.open(read)) {
            var id = find(stores);
            var explanation =
                    id.flatMap(found -> stores.memory(clock).why(Actor.atTheCommandLine(), found));
            if (explanation.isEmpty()) {
                throw new UsageException(
                        "no contact found for "
                                + contact
                                + "; it is no contact's id, or this number never wrote or called"
                                + " here");
            }
            tell(explanation.get(), read.zone());
            outlook(new LiveBoard(stores.database(), clock, read.routing().rules()), id.get());
            return 0;
        }
    }

    private void tell(Explanation explanation, ZoneId zone) {
        if (!json) {
            out.println("contact " + explanation.contact() + ", times of " + zone);
        }
        if (explanation.lines().isEmpty()) {
            untold(explanation.contact());
        }
        for (var line : explanation.lines()) {
            if (json) {
                line(explanation.contact(), line.at(), line.words());
            } else {
                told("  " + time(line.at(), zone) + "  ", line.words());
            }
        }
    }

    private void told(String head, String words) {
        Wrapped.of(head, words, WIDTH).forEach(out::println);
    }

    private void untold(ContactId contact) {
        if (json) {
            line(contact, Optional.empty(), UNTOLD);
        } else {
            out.println("  " + UNTOLD);
        }
    }

    private static String time(Optional<Instant> at, ZoneId zone) {
        return at.map(instant -> TIME.format(instant.atZone(zone))).orElse("before             ");
    }

    /** What is true now of one that waits. */
    private void outlook(LiveBoard live, ContactId id) {
        var board = live.look();
        board.waiting().stream()
                .filter(each -> each.contact().equals(id))
                .flatMap(waiter -> OutlookWords.of(waiter, board.at()).stream())
                .forEach(words -> {
                    if (json) {
                        line(id, Optional.of(board.at()), words);
                    } else {
                        told("  now                  ", words);
                    }
                });
    }

    private void line(ContactId id, Optional<Instant> at, String words) {
        var object = JSON.createObjectNode().put("contact", id.toString());
        at.ifPresent(instant -> object.put("at", instant.toString()));
        out.println(object.put("why", words));
    }

    private Optional<ContactId> find(Stores stores) {
        try {
            return Optional.of(new ContactId(UUID.fromString(contact)));
        } catch (IllegalArgumentException _) {
            return latest(stores);
        }
    }

    /** Our own contacts go by their own id; of those of other systems there is little to tell. */
    private static Field<Boolean> isOurs() {
        return DSL.field(CONTACT.EXTERNAL_ID.eq(CONTACT.ID.cast(String.class)));
    }

    private Handle handle(Stores stores) {
        if (stores.handles().parse(contact) instanceof Handles.Reading.Wrong(String problem)) {
            throw new UsageException(
                    contact
                            + " is neither the id of a contact, all 36 characters of it as in"
                            + " 'recaller queue' and the log, nor a number: "
                            + problem);
        }
        return Named.read(stores, contact).handle();
    }

    private Optional<ContactId> latest(Stores stores) {
        var handle = handle(stores);
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(CONTACT.ID)
                                .from(CONTACT)
                                .join(HANDLE)
                                .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                                .where(
                                        HANDLE.KIND.eq(handle.kind().slug()),
                                        HANDLE.VALUE.eq(handle.value()))
                                .orderBy(isOurs().desc(), CONTACT.STARTED_AT.desc())
                                .limit(1)
                                .fetchOptional(CONTACT.ID))
                .map(ContactId::new);
    }
}
