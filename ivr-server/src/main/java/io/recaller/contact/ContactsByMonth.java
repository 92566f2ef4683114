package io.recaller.contact;

import static io.recaller.db.generated.Tables.CONTACT;

import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.Contact;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The same statement over the contacts of one month each, made once a month, and over everybody's:
 * to open all months takes PostgreSQL longer than all the rest of a short statement. Any thread.
 *
 * @param <S> the statement
 */
public final class ContactsByMonth<S> {
    private final Database database;
    private final Function<Contact, S> over;
    private final S anywhere;
    private final Map<String, S> months = new ConcurrentHashMap<>();

    /**
     * @param over makes the statement that looks at the contacts of one month, or all
     */
    public ContactsByMonth(Database database, Function<Contact, S> over) {
        this.database = database;
        this.over = over;
        this.anywhere = over.apply(CONTACT);
    }

    /** Over everybody's contacts: for who is not found in a month. */
    public S anywhere() {
        return anywhere;
    }

    /** Over the month of an instant; empty: the month has no partition. */
    public Optional<S> of(Tx tx, Instant at) {
        return database.months().partitionOf(tx, at).map(this::over);
    }

    /** Over the month of all these; empty: they are of several, or of one it is not known. */
    public Optional<S> ofAll(Tx tx, Stream<Optional<Instant>> instants) {
        var names =
                instants.map(each -> each.flatMap(at -> database.months().partitionOf(tx, at)))
                        .distinct()
                        .limit(2)
                        .toList();
        return names.size() == 1 ? names.getFirst().map(this::over) : Optional.empty();
    }

    private S over(String month) {
        return months.computeIfAbsent(month, name -> over.apply(CONTACT.rename(name)));
    }
}
