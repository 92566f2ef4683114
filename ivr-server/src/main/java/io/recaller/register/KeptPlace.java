package io.recaller.register;

import io.recaller.register.Explanation.Happened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place that is kept for somebody who wants to be called back.
 *
 * @param attempts how often the customer was rung
 * @param closed empty: is to be called
 * @param outcome empty: is to be called
 */
public record KeptPlace(
        Instant asked, int attempts, Optional<Instant> closed, Optional<String> outcome) {
    List<Happened> lines() {
        var lines = new ArrayList<Happened>();
        lines.add(Happened.at(asked, "asked to be called back, the place in the queue is kept"));
        closed.ifPresent(at -> lines.add(Happened.at(at, ending())));
        return lines;
    }

    private String ending() {
        return "call-back: %s, rung %s"
                .formatted(
                        outcome.map(slug -> slug.replace('-', ' ')).orElse("over"),
                        attempts == 1 ? "once" : attempts + " times");
    }
}
