package io.recaller.learning;

import static io.recaller.db.generated.Tables.LEARNING_CHANGE;

import io.recaller.contact.history.AsOfStart;
import io.recaller.contact.history.AsOfStartQuery;
import io.recaller.contact.history.FinalContact;
import io.recaller.contact.history.FinalContacts;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Families;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.menu.Personal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Learns the contacts that wait, a batch a transaction, for who holds the lease. A batch that fails
 * leaves the rows as they were and the pupil useless: {@linkplain #pupil read} another one.
 * Stateless.
 */
final class Course {
    static final int BATCH = 500;

    private final Database database;
    private final AsOfStartQuery then;
    private final ZoneId zone;
    private final InstantSource clock;
    private final FinalContacts contacts = new FinalContacts();
    private final HeadRow head = new HeadRow();
    private final ModelRows models = new ModelRows();

    Course(Database database, FieldCatalogue catalogue, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.then = new AsOfStartQuery(catalogue);
        this.zone = zone;
        this.clock = clock;
    }

    Optional<Lease> take(String name) {
        return database.inTransaction(tx -> head.take(tx, name, clock.instant()));
    }

    void release(Lease lease) {
        database.runInTransaction(tx -> head.release(tx, lease));
    }

    /** As the rows are while the lease is held. */
    Pupil pupil(Lease lease) {
        return database.inTransaction(tx -> {
            head.renew(tx, lease, clock.instant());
            return new Pupil(models.read(tx), zone);
        });
    }

    /** Whether something that was learned is not so any more: only a rebuild puts it right. */
    boolean isStale() {
        return database.inTransaction(tx -> tx.dsl().fetchExists(LEARNING_CHANGE));
    }

    /** How many wait; no more than {@code most} are counted. */
    int waiting(int most) {
        return database.inTransaction(tx -> contacts.countWaiting(tx, clock.instant(), most));
    }

    /**
     * Learns the next batch.
     *
     * @param most contacts, {@link #BATCH} at most
     * @return how many contacts: fewer when no more wait
     * @throws LeaseLostException when somebody else learns now: nothing was written
     */
    int learn(Lease lease, Pupil pupil, int most) {
        return database.inTransaction(tx -> learn(tx, lease, pupil, most, clock.instant()));
    }

    private int learn(Tx tx, Lease lease, Pupil pupil, int most, Instant now) {
        var seq = head.renew(tx, lease, now).seq();
        var batch = contacts.waiting(tx, seq + 1, now, most);
        if (!batch.isEmpty()) {
            teach(tx, batch, pupil);
            write(tx, batch, pupil, now);
        }
        return batch.size();
    }

    private void teach(Tx tx, List<FinalContact> batch, Pupil pupil) {
        var known = batch.stream().filter(contact -> contact.customer().isPresent()).toList();
        var families = Families.of(tx, customers(known));
        var before = then.read(tx, known, families, batch.getFirst().seq());
        var histories = new BatchHistories();
        for (var contact : batch) {
            var asOfStart = before.getOrDefault(contact.id(), AsOfStart.NOTHING);
            var customer = contact.customer().map(families::survivor);
            var past = customer.map(who -> histories.before(contact, who, asOfStart));
            var personal = past.map(pupil.model()::personal).orElseGet(Personal::nobody);
            pupil.learn(contact, personal, Pupil.circumstances(asOfStart));
            customer.ifPresent(who -> histories.add(who, contact.past()));
        }
    }

    private void write(Tx tx, List<FinalContact> batch, Pupil pupil, Instant now) {
        var last = batch.getLast().seq();
        var kept = pupil.model().kept();
        contacts.markLearned(tx, batch);
        models.write(tx, pupil.written(), kept, last);
        head.advance(tx, last, now);
        pupil.isWritten(kept);
    }

    static List<CustomerId> customers(List<FinalContact> contacts) {
        return contacts.stream().flatMap(contact -> contact.customer().stream()).toList();
    }
}
