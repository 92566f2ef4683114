package io.recaller.transfer;

import io.recaller.agent.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A talk that was on hold or handed over, as reports count it.
 *
 * @param agent whose talk it was
 * @param queue that the contact came from; empty: from none
 * @param joined when the contact joined that queue; empty: none
 * @param offered when the agent was rung for it
 * @param asked when it was put on hold or handed over
 * @param kind what was wished, as docs/reports.md lists it, such as {@code consult-agent}
 * @param outcome its slug; {@code open}: goes on
 * @param held how long the caller was on hold in it; zero while the agent is not done with the
 *     contact
 */
public record PastTransfer(
        AgentId agent,
        Optional<String> queue,
        Optional<Instant> joined,
        Instant offered,
        Instant asked,
        String kind,
        String outcome,
        Duration held) {
    private static final String HOLD = "hold";

    /** Whether somebody else has the contact since, or it waits for somebody else. */
    public boolean isSentOn() {
        return !kind.equals(HOLD)
                && (outcome.equals(Transfer.Outcome.COMPLETED.slug())
                        || outcome.equals(Transfer.Outcome.QUEUED.slug()));
    }

    public boolean isConsultation() {
        return kind.startsWith("consult");
    }

    /** As told above, of what the rows say. */
    static String kind(String row, Optional<String> sentTo) {
        return switch (row) {
            case "send" -> sentTo.filter("outside"::equals).orElse("to-" + sentTo.orElse("agent"));
            case "consult" -> "consult-" + sentTo.orElse("agent");
            default -> row;
        };
    }
}
