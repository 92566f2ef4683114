package io.recaller.register;

import io.recaller.register.Explanation.Happened;
import io.recaller.text.SpanWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The contact in an agent's hands, or reserved for them.
 *
 * @param outcome empty while the agent is rung
 * @param reasons why this agent, in words
 * @param connected when the agent answered; empty: did not
 * @param wrapUp when the talk was over; empty: is not, or there was none
 * @param closed when the work after it was; empty: is not
 */
public record Offered(
        String agent,
        Instant at,
        Optional<String> outcome,
        List<String> reasons,
        Optional<Instant> connected,
        Optional<Instant> wrapUp,
        Optional<Instant> closed) {
    public Offered {
        reasons = List.copyOf(reasons);
    }

    List<Happened> lines() {
        var lines = new ArrayList<Happened>();
        lines.add(Happened.at(at, words()));
        if (connected.isEmpty()) {
            closed.ifPresent(end -> lines.add(Happened.at(end, unanswered(end))));
            return lines;
        }
        lines.add(
                Happened.at(
                        connected.get(),
                        "%s answered after %s"
                                .formatted(agent, SpanWords.between(at, connected.get()))));
        wrapUp.ifPresent(end -> lines.add(Happened.at(end, talked(connected.get(), end))));
        closed.filter(_ -> wrapUp.isPresent())
                .ifPresent(end -> lines.add(Happened.at(end, worked(wrapUp.get(), end))));
        return lines;
    }

    private String words() {
        var why = reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")";
        return "was offered to " + agent + why + ": " + came();
    }

    private String came() {
        return outcome.map(o -> o.replace('_', ' ')).orElse("still ringing");
    }

    private String unanswered(Instant end) {
        return "%s: %s after %s".formatted(agent, came(), SpanWords.between(at, end));
    }

    private String talked(Instant from, Instant to) {
        return "the talk with %s was over after %s".formatted(agent, SpanWords.between(from, to));
    }

    private String worked(Instant from, Instant to) {
        return "%s was done with it after %s".formatted(agent, SpanWords.between(from, to));
    }
}
