package io.recaller.register;

import io.recaller.register.Explanation.Happened;
import io.recaller.text.SpanWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A wait in the queue.
 *
 * @param needs what the flow asked of an agent, in words; empty: nothing
 * @param how it ended; empty: it goes on
 */
public record Waited(
        String queue,
        List<String> needs,
        int priority,
        Instant joined,
        Optional<Instant> left,
        Optional<String> how) {
    public Waited {
        needs = List.copyOf(needs);
    }

    List<Happened> lines() {
        var lines = new ArrayList<Happened>();
        var asked = needs.isEmpty() ? "any agent" : "an agent with " + String.join(", ", needs);
        lines.add(
                Happened.at(
                        joined,
                        "joined the queue %s for %s, priority %d"
                                .formatted(queue, asked, priority)));
        left.ifPresent(at -> lines.add(Happened.at(at, over(at))));
        return lines;
    }

    private String over(Instant at) {
        return "left the queue %s after %s: %s"
                .formatted(queue, SpanWords.between(joined, at), how.orElse("no longer there"));
    }
}
