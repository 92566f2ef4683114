package io.recaller.routing;

import io.recaller.db.Database;
import io.recaller.routing.step.QueueName;
import java.time.InstantSource;
import java.util.Set;

/** Looks at the queues and the agents. Any thread; blocks. */
public final class LiveBoard {
    private final Database database;
    private final InstantSource clock;
    private final Set<QueueName> queues;
    private final BoardRows rows = new BoardRows();

    /**
     * @param queues those of the settings: shown also while nobody waits in them
     */
    public LiveBoard(Database database, InstantSource clock, Set<QueueName> queues) {
        this.database = database;
        this.clock = clock;
        this.queues = Set.copyOf(queues);
    }

    /** What is so at this moment, of all servers of the database. */
    public Board look() {
        return database.inTransaction(tx -> rows.read(tx, queues, clock.instant()));
    }
}
