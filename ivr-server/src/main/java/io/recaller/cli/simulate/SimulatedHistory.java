package io.recaller.cli.simulate;

import io.recaller.backtest.log.ContactLog;
import io.recaller.backtest.log.CustomerNames;
import io.recaller.backtest.log.LogFormat;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
import io.recaller.customer.handle.Handles;
import io.recaller.flow.Flow;
import io.recaller.menu.Learner;
import io.recaller.menu.Model;
import io.recaller.menu.Moment;
import io.recaller.menu.Signal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The contacts a simulated call remembers.
 *
 * @param rows in the order of time
 * @param mistakes one line per row that could not be read: file, line, field, remedy
 * @param notes how the log was read, where that is not as documented
 */
public record SimulatedHistory(List<Row> rows, List<String> mistakes, List<String> notes) {
    public SimulatedHistory {
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
        mistakes = List.copyOf(mistakes);
    }

    /** One readable row. */
    record Row(String customer, PastContact contact) {}

    static SimulatedHistory none() {
        return new SimulatedHistory(List.of(), List.of(), List.of());
    }

    /**
     * Reads a contact log whose topics are written as in flows.
     *
     * @throws ContactLog.UnreadableException when it cannot be used at all
     */
    static SimulatedHistory read(Path file, Handles handles, LogFormat format, Instant now) {
        var log = ContactLog.read(file, new CustomerNames(handles), format, now, _ -> _ -> {});
        var rows = new ArrayList<Row>();
        var mistakes = new ArrayList<>(log.mistakes());
        for (var row : log.rows()) {
            try {
                rows.add(row(row));
            } catch (IllegalArgumentException _) {
                var wrong = "topic '%s'; write it as outage or billing.tv".formatted(row.topic());
                mistakes.add(ContactLog.Mistake.of(file, row.line(), wrong));
            }
        }
        mistakes.sort(Comparator.comparingInt(ContactLog.Mistake::line));
        return new SimulatedHistory(
                rows, mistakes.stream().map(ContactLog.Mistake::words).toList(), log.notes());
    }

    private static Row row(ContactLog.Row row) {
        var topic = new Topic(row.topic().toLowerCase(Locale.ROOT));
        return new Row(
                row.customer(),
                new PastContact(row.at(), row.channel(), Nature.INTERACTION, topic));
    }

    /** What the server would have learned from all of it by then. */
    Model learned(Instant now, ZoneId zone, Flow flow) {
        var learner = new Learner<String>(Model.of(flow.topics()));
        rows.stream()
                .filter(row -> row.contact().at().isBefore(now))
                .forEach(row -> {
                    var contact = row.contact();
                    learner.learn(
                            row.customer(),
                            Moment.of(contact.at(), zone),
                            contact.topic(),
                            new Signal(contact.channel(), contact.nature()));
                });
        return learner.model();
    }
}
