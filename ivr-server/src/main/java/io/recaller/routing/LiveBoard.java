package io.recaller.routing;

import io.recaller.db.Database;
import java.time.InstantSource;

/** Looks at the queues and the agents. Any thread; blocks. */
public final class LiveBoard {
    private final Database database;
    private final InstantSource clock;
    private final BoardRows rows = new BoardRows();

    public LiveBoard(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What is so at this moment, of all servers of the database. */
    public Board look() {
        return database.inTransaction(tx -> rows.read(tx, clock.instant()));
    }
}
