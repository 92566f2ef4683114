package io.recaller.routing.board;

import io.recaller.db.Database;
import io.recaller.hours.OpeningHours;
import io.recaller.routing.plan.Opening;
import io.recaller.routing.plan.QueuePlan;
import io.recaller.routing.plan.QueuePlans;
import io.recaller.routing.plan.RoutingRules;
import io.recaller.routing.plan.RoutingSettings;
import io.recaller.routing.step.QueueName;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Looks at the queues and the agents. Any thread; blocks. */
public final class LiveBoard {
    private final Database database;
    private final InstantSource clock;
    private final RoutingRules rules;
    private final QueuePlans plans;
    private final Supplier<OpeningHours> hours;
    private final BoardRows rows = new BoardRows();

    /**
     * @param settings its queues are shown also while nobody waits in them, its steps say who could
     *     take whom
     * @param hours when what is open, as it is now
     */
    public LiveBoard(
            Database database,
            InstantSource clock,
            RoutingSettings settings,
            Supplier<OpeningHours> hours) {
        this(database, clock, settings.rules(), settings.plans(), hours);
    }

    /** Where all queues are open always. */
    public LiveBoard(Database database, InstantSource clock, RoutingRules rules) {
        this(database, clock, rules, QueuePlans.of(QueuePlan.usual()), OpeningHours::none);
    }

    private LiveBoard(
            Database database,
            InstantSource clock,
            RoutingRules rules,
            QueuePlans plans,
            Supplier<OpeningHours> hours) {
        this.database = database;
        this.clock = clock;
        this.rules = rules;
        this.plans = plans;
        this.hours = hours;
    }

    /** What is so at this moment, of all servers of the database. */
    public Board look() {
        var board = database.inTransaction(tx -> rows.read(tx, rules, clock.instant()));
        return board.with(openings(board));
    }

    private Map<String, Opening> openings(Board board) {
        var openings = new HashMap<String, Opening>();
        for (var queue : board.queues()) {
            plans.opening(new QueueName(queue), hours.get(), board.at())
                    .ifPresent(opening -> openings.put(queue, opening));
        }
        return openings;
    }
}
