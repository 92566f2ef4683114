package io.recaller.learning;

import static io.recaller.db.generated.Tables.LEARNING_CHANGE;

import io.recaller.contact.ContactId;
import io.recaller.contact.history.AsOfStart;
import io.recaller.contact.history.AsOfStartQuery;
import io.recaller.contact.history.FinalContact;
import io.recaller.contact.history.FinalContacts;
import io.recaller.customer.Families;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.menu.Model;
import io.recaller.menu.Personal;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Learns everything anew: the contacts that were learned, in the same sequence and with the topics
 * they have now, then those that wait. Servers use what was learned before until all is done. One
 * use, one thread.
 */
public final class Rebuild {
    private static final int BATCH = 500;

    private final Database database;
    private final AsOfStartQuery then;
    private final Course course;
    private final InstantSource clock;
    private final FinalContacts contacts = new FinalContacts();
    private final HeadRow head = new HeadRow();
    private final ModelRows models = new ModelRows();
    private final OwnHistories histories = new OwnHistories();
    private final Pupil pupil;

    public Rebuild(Database database, FieldCatalogue catalogue, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.then = new AsOfStartQuery(catalogue);
        this.course = new Course(database, catalogue, zone, clock);
        this.clock = clock;
        this.pupil = new Pupil(new Model.Kept(List.of(), new TreeMap<>()), zone);
    }

    /** Told how it goes on. */
    @FunctionalInterface
    public interface Progress {
        /**
         * After every batch.
         *
         * @param learned contacts until now, anew or for the first time
         */
        void at(long learned, long total);
    }

    /**
     * Takes over from the server that learns, and gives back when done. A failure leaves what was
     * learned before as it was.
     *
     * @param name of who does it, shown to people
     * @return how many contacts were learned; empty when another rebuild is going on
     * @throws IllegalStateException when another rebuild took over meanwhile
     */
    public Optional<Long> run(String name, Progress progress) {
        var taken =
                database.<Optional<Lease>>inTransaction(
                        tx -> head.seize(tx, name, clock.instant()));
        return taken.map(lease -> run(lease, progress));
    }

    private long run(Lease lease, Progress progress) {
        try {
            var total = total();
            var changes = changes();
            var replayed = replay(lease, total, progress);
            database.runInTransaction(tx -> publish(tx, lease, changes));
            return replayed + learnWaiting(lease, replayed, total, progress);
        } catch (LeaseLostException lost) {
            throw new IllegalStateException(
                    "another rebuild took over, or this one stood still for half a minute; what"
                            + " it learned was left out",
                    lost);
        } finally {
            course.release(lease);
        }
    }

    private long total() {
        return database.inTransaction(tx ->
                head.read(tx).seq()
                        + contacts.countWaiting(tx, clock.instant(), LearningStatus.MOST_COUNTED));
    }

    /** What is put right by this: noted before the first contact is read. */
    private List<Long> changes() {
        return database.inTransaction(
                tx -> tx.dsl().selectFrom(LEARNING_CHANGE).fetch(LEARNING_CHANGE.ID));
    }

    private long replay(Lease lease, long total, Progress progress) {
        var replayed = 0L;
        var last = 0L;
        List<FinalContact> batch;
        do {
            var after = last;
            batch = database.inTransaction(tx -> replay(tx, lease, after));
            replayed += batch.size();
            last = batch.isEmpty() ? last : batch.getLast().seq();
            progress.at(replayed, total);
        } while (batch.size() == BATCH);
        return replayed;
    }

    private List<FinalContact> replay(Tx tx, Lease lease, long after) {
        head.renew(tx, lease, clock.instant());
        var batch = contacts.learned(tx, after, BATCH);
        var families = Families.of(tx, Course.customers(batch));
        var circumstances = then.readCircumstances(tx, taught(batch), families);
        batch.forEach(contact -> replay(contact, families, circumstances));
        return batch;
    }

    /** Only what moves the weights of circumstances needs them. */
    private static List<FinalContact> taught(List<FinalContact> batch) {
        return batch.stream()
                .filter(contact -> contact.throughFlow() && contact.customer().isPresent())
                .toList();
    }

    private void replay(
            FinalContact contact, Families families, Map<ContactId, AsOfStart> circumstances) {
        var customer = contact.customer().map(families::survivor);
        var before =
                customer.map(who -> histories.before(pupil.model(), who, contact.startedAt()))
                        .orElseGet(Personal::nobody);
        var asOfStart = circumstances.getOrDefault(contact.id(), AsOfStart.NOTHING);
        var after = pupil.learn(contact, before, Pupil.circumstances(asOfStart));
        customer.ifPresent(who -> histories.add(who, contact.past(), after));
    }

    private void publish(Tx tx, Lease lease, List<Long> changes) {
        var seq = head.renew(tx, lease, clock.instant()).seq();
        var kept = pupil.model().kept();
        models.replace(tx, kept, seq);
        head.nextGeneration(tx);
        tx.dsl().deleteFrom(LEARNING_CHANGE).where(LEARNING_CHANGE.ID.in(changes)).execute();
        pupil.isWritten(kept);
    }

    private long learnWaiting(Lease lease, long before, long total, Progress progress) {
        var learned = 0L;
        var batch = Course.BATCH;
        while (batch == Course.BATCH) {
            batch = course.learn(lease, pupil, Course.BATCH);
            learned += batch;
            progress.at(before + learned, Math.max(total, before + learned));
        }
        return learned;
    }
}
