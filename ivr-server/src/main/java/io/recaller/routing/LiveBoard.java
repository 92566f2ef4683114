package io.recaller.routing;

import io.recaller.db.Database;
import java.time.InstantSource;

/** Looks at the queues and the agents. Any thread; blocks. */
public final class LiveBoard {
    private final Database database;
    private final InstantSource clock;
    private final RoutingRules rules;
    private final BoardRows rows = new BoardRows();

    /**
     * @param rules of the settings: its queues are shown also while nobody waits in them, its steps
     *     say who could take whom
     */
    public LiveBoard(Database database, InstantSource clock, RoutingRules rules) {
        this.database = database;
        this.clock = clock;
        this.rules = rules;
    }

    /** What is so at this moment, of all servers of the database. */
    public Board look() {
        return database.inTransaction(tx -> rows.read(tx, rules, clock.instant()));
    }
}
