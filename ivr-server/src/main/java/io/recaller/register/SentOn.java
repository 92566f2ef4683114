package io.recaller.register;

import io.recaller.register.Explanation.Happened;
import io.recaller.text.SpanWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A talk that its agent put on hold or handed over.
 *
 * @param to an agent's name, a queue or a masked number, in words; empty: only on hold
 * @param withNote whether the agent wrote something for who serves the contact next
 * @param ended empty: goes on
 * @param outcome empty: goes on
 */
public record SentOn(
        String agent,
        Optional<String> to,
        boolean withNote,
        Instant asked,
        Optional<Instant> ended,
        Optional<String> outcome) {
    List<Happened> lines() {
        var lines = new ArrayList<Happened>();
        lines.add(Happened.at(asked, asking()));
        ended.ifPresent(at -> lines.add(Happened.at(at, ending(at))));
        return lines;
    }

    private String asking() {
        return to.map(target -> agent + " handed it over to " + target + note())
                .orElse(agent + " put the caller on hold");
    }

    private String note() {
        return withNote ? ", with a note" : "";
    }

    private String ending(Instant at) {
        var what = to.map(target -> "handing over to " + target).orElse("on hold");
        return "%s: %s after %s"
                .formatted(
                        what,
                        outcome.map(slug -> slug.replace('-', ' ')).orElse("over"),
                        SpanWords.between(asked, at));
    }
}
