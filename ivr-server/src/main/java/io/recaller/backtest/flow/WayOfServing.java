package io.recaller.backtest.flow;

import io.recaller.flow.engine.Planning;
import io.recaller.menu.planner.Planner;
import io.recaller.menu.planner.Policy;
import io.recaller.menu.planner.Rules;
import java.util.List;

/** The ways of serving calls that are compared: each adds one thing to the one before. */
enum WayOfServing {
    DESIGNER("designer", "designer's order", Policy.CONTROL, false),
    ORDERING("ordering", "ordering alone", Policy.ORDER, false),
    OFFERS("offers", "with offers", Policy.RECALLER, false),
    OFFERS_AND_PREFILL("offersAndPrefill", "with offers and prefill", Policy.RECALLER, true);

    private final String name;
    private final String words;
    private final Policy policy;
    private final boolean prefills;

    WayOfServing(String name, String words, Policy policy, boolean prefills) {
        this.name = name;
        this.words = words;
        this.policy = policy;
        this.prefills = prefills;
    }

    /** All but the one they are compared with. */
    static List<WayOfServing> changes() {
        return List.of(ORDERING, OFFERS, OFFERS_AND_PREFILL);
    }

    /** For machines. */
    String id() {
        return name;
    }

    /** For people. */
    String words() {
        return words;
    }

    Policy policy() {
        return policy;
    }

    /** Whether fields known from earlier contacts are filled in. */
    boolean prefills() {
        return prefills;
    }

    /** The same as in a call. */
    Planning planning() {
        return this == DESIGNER
                ? Planning.designed()
                : Planning.predicted(new Planner(Rules.defaults()));
    }
}
