package io.recaller.learning;

import io.recaller.contact.Topic;
import io.recaller.db.Database;
import io.recaller.db.TimeBox;
import io.recaller.db.Tx;
import io.recaller.menu.Model;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was learned from everybody, as this server knows it: looked for once a second, kept as it is
 * while the database is away. {@link #get} never blocks; what it gives is never taught.
 */
public final class LearnedModel implements Supplier<Model>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LearnedModel.class);

    /** So many looks in a row may fail, a second apart, before a word is said. */
    private static final int BUSY_LOOKS = 2;

    private final Database database;
    private final Set<Topic> served;
    private final HeadRow heads = new HeadRow();
    private final ModelRows rows = new ModelRows();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("learned-model").daemon().factory());

    private Head head = Head.NONE;
    private Model.Kept kept = new Model.Kept(List.of(), new TreeMap<>());
    private volatile Model model;
    private int failures;

    /**
     * The model of the first day, until {@link #start} or {@link #look}.
     *
     * @param served what the flows' menus offer: topics that nobody contacted about yet are
     *     possible
     */
    public LearnedModel(Database database, Collection<Topic> served) {
        this.database = database;
        this.served = Set.copyOf(served);
        this.model = Model.of(List.of()).knowing(this.served);
    }

    /**
     * Reads what was learned, and goes on looking in the background.
     *
     * @param budget longest wait; if it takes longer the first calls have the model of the first
     *     day
     */
    public void start(Duration budget) {
        try {
            if (new TimeBox(1).within(budget, this::look).isEmpty()) {
                LOG.atWarn().log("what was learned is not read yet, menus begin as on day one");
            }
        } catch (RuntimeException failure) {
            failures = BUSY_LOOKS;
            tell(failure);
        }
        var _ = timer.scheduleWithFixedDelay(this::lookQuietly, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public Model get() {
        return model;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Reads what changed; whether anything had. */
    synchronized boolean look() {
        return database.inTransaction(tx -> {
            tx.dsl()
                    .setLocal(DSL.name("transaction_isolation"), DSL.inline("repeatable read"))
                    .execute();
            var now = heads.read(tx);
            var changed = !now.equals(head);
            if (changed) {
                read(tx, now);
            }
            return changed;
        });
    }

    private void read(Tx tx, Head now) {
        var again = now.generation() != head.generation();
        var vectors = again ? new TreeMap<String, double[]>() : new TreeMap<>(kept.vectors());
        vectors.putAll(rows.vectorsSince(tx, again ? -1 : head.seq()));
        kept = new Model.Kept(rows.topics(tx), vectors);
        model = ModelRows.model(kept).knowing(served);
        head = now;
    }

    private void lookQuietly() {
        try {
            look();
            failures = 0;
        } catch (RuntimeException failure) {
            tell(failure);
        }
    }

    /** Once until it works again; that everybody else has the connections is no failure yet. */
    private void tell(RuntimeException failure) {
        if (failures++ == BUSY_LOOKS) {
            LOG.atWarn()
                    .addKeyValue("error", failure.toString())
                    .log("what was learned cannot be read, the last known is used");
        }
    }
}
