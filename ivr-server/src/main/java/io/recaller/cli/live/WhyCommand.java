package io.recaller.cli.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.Stores;
import io.recaller.cli.option.Named;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.cli.terminal.Wrapped;
import io.recaller.contact.ContactId;
import io.recaller.customer.AuditTrail.Actor;
import io.recaller.customer.Handle;
import io.recaller.customer.handle.Handles;
import io.recaller.register.Explanation;
import io.recaller.register.OfHandle;
import io.recaller.routing.board.LiveBoard;
import io.recaller.settings.Settings;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
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
            "  recaller why +77011234567            its latest call or conversation",
            "  recaller why +77011234567 --last 3   the last three, the oldest first",
            "  recaller why +77011234567 --list     which there are, with their ids",
            "  recaller why 0199a2b4-6d10-7cc3-98c4-dc0c0c07398f --json"
        })
public final class WhyCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final int WIDTH = 120;

    /** Of a moment the one that was noted last: ids grow. */
    private static final Comparator<OfHandle.Listed> NEWEST =
            Comparator.comparing(OfHandle.Listed::at)
                    .thenComparing(each -> each.contact().toString())
                    .reversed();

    /** Of a number's contacts more are not looked for. */
    private static final int MOST = 100;

    @Parameters(paramLabel = "CONTACT", description = "a contact's id, or a number")
    private String contact = "";

    @Mixin private SettingsOption settings = new SettingsOption();

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "of a number, the last so many contacts (default: 1)")
    private int last = 1;

    @Option(
            names = "--list",
            description =
                    "of a number, which contacts there are, the newest first: when, ids, on what"
                            + " channel, about what, how they ended")
    private boolean list;

    private static final String UNTOLD =
            "nothing was decided here: another system reported it, or it broke off before the first"
                    + " menu";

    private final Shell shell;

    public WhyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (last < 1 || last > MOST) {
            throw new UsageException("--last: write a number from 1 to " + MOST);
        }
        var read = settings.read(shell.environment());
        try (var stores = Stores.toRead(read)) {
            var id = id();
            if (id.isPresent()) {
                explain(stores, read, id.get());
            } else {
                ofNumber(stores, read);
            }
            return 0;
        }
    }

    private void ofNumber(Stores stores, Settings read) {
        var found =
                stores.memory(shell.clock())
                        .contactsOf(Actor.atTheCommandLine(), handle(stores), MOST);
        if (found.isEmpty()) {
            throw unknown();
        }
        if (list) {
            found.stream().sorted(NEWEST).forEach(each -> listed(each, read.zone()));
            more(found.size() < MOST ? 0 : 1, "older ones are not listed");
            return;
        }
        var told = found.subList(0, Math.min(last, found.size()));
        told.reversed().forEach(each -> explain(stores, read, each.contact()));
        var others = found.size() - told.size();
        more(
                others,
                (found.size() < MOST ? others : "many")
                        + (others == 1 ? " other contact" : " other contacts")
                        + " of this number: --last N tells the last ones, --list which there are");
    }

    /** For people only: whoever reads JSON asks for as many as they want. */
    private void more(int number, String words) {
        if (number > 0 && !json) {
            shell.out().println("(" + words + ")");
        }
    }

    private void listed(OfHandle.Listed contact, ZoneId zone) {
        if (!json) {
            shell.out()
                    .println(
                            "%s  %s  %-9s %s, %s"
                                    .formatted(
                                            TIME.format(contact.at().atZone(zone)),
                                            contact.contact(),
                                            contact.channel(),
                                            contact.topic().orElse("no topic"),
                                            end(contact)));
            return;
        }
        var object =
                JSON.createObjectNode()
                        .put("contact", contact.contact().toString())
                        .put("at", contact.at().toString())
                        .put("channel", contact.channel());
        contact.topic().ifPresent(topic -> object.put("topic", topic));
        shell.out().println(object.put("end", end(contact)));
    }

    private static String end(OfHandle.Listed contact) {
        return contact.isOver() ? contact.end().orElse("ended") : "goes on";
    }

    private UsageException unknown() {
        return new UsageException(
                "no contact found for "
                        + contact
                        + "; it is no contact's id, or this number never wrote or called here");
    }

    private void explain(Stores stores, Settings read, ContactId id) {
        var explanation =
                stores.memory(shell.clock())
                        .why(Actor.atTheCommandLine(), id)
                        .orElseThrow(this::unknown);
        tell(explanation, read.zone());
        outlook(new LiveBoard(stores.database(), shell.clock(), read.routing().rules()), id);
    }

    private void tell(Explanation explanation, ZoneId zone) {
        if (!json) {
            shell.out().println("contact " + explanation.contact() + ", times of " + zone);
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
        Wrapped.of(head, words, WIDTH).forEach(shell.out()::println);
    }

    private void untold(ContactId contact) {
        if (json) {
            line(contact, Optional.empty(), UNTOLD);
        } else {
            shell.out().println("  " + UNTOLD);
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
        shell.out().println(object.put("why", words));
    }

    private Optional<ContactId> id() {
        try {
            return Optional.of(new ContactId(UUID.fromString(contact)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
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
}
