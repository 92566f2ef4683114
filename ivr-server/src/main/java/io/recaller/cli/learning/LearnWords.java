package io.recaller.cli.learning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.learning.LearningStatus;
import io.recaller.menu.Weight;
import io.recaller.text.MomentWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was learned, as people and programs read it. */
public final class LearnWords {
    /** Weights nearer to zero change no order. */
    private static final double WORTH_SHOWING = 0.005;

    private static final Map<String, String> CHANGES =
            Map.of(
                    "topic", "topics corrected",
                    "customer", "customers changed",
                    "erased", "contacts erased",
                    "replaced", "topics replaced");

    private LearnWords() {}

    static String text(LearningStatus status, MomentWords moments) {
        var lines = new ArrayList<String>();
        lines.add(
                "learned       %,d contacts about %,d topics%s"
                        .formatted(status.learned(), status.topics(), last(status, moments)));
        lines.add("waiting       %,d contacts%s".formatted(status.waiting(), orMore(status)));
        lines.add("stale         " + stale(status));
        lines.add("learning now  " + holder(status, moments));
        if (status.learned() > 0) {
            weights(status, lines);
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String orMore(LearningStatus status) {
        return status.waiting() == LearningStatus.MOST_COUNTED ? " or more" : "";
    }

    private static String last(LearningStatus status, MomentWords moments) {
        return status.learnedAt().map(at -> ", the last one at " + moments.of(at)).orElse("");
    }

    private static String stale(LearningStatus status) {
        if (status.stale() == 0) {
            return "nothing";
        }
        var kinds = new ArrayList<String>();
        status.changes()
                .forEach((what, count) ->
                        kinds.add("%,d %s".formatted(count, CHANGES.getOrDefault(what, what))));
        return String.join(", ", kinds) + " since they were learned: recaller learn --rebuild";
    }

    private static String holder(LearningStatus status, MomentWords moments) {
        return status.holder()
                .map(holder ->
                        holder.name()
                                + (holder.rebuilding() ? ", everything anew" : "")
                                + ", at least until "
                                + moments.of(holder.until()))
                .orElse("nobody; a server that runs does");
    }

    private static void weights(LearningStatus status, List<String> lines) {
        lines.add("");
        lines.add("what counts how much, largest first (log-odds; signals: against a call)");
        status.weights().stream()
                .filter(weight -> Math.abs(weight.value()) >= WORTH_SHOWING)
                .sorted((one, other) ->
                        Double.compare(Math.abs(other.value()), Math.abs(one.value())))
                .map(LearnWords::line)
                .forEach(lines::add);
    }

    private static String line(Weight weight) {
        return "  %+6.2f  %-28s  %s".formatted(weight.value(), weight.name(), weight.words());
    }

    static String json(ObjectMapper json, LearningStatus status) {
        var node =
                json.createObjectNode()
                        .put("learned", status.learned())
                        .put("waiting", status.waiting())
                        .put("topics", status.topics())
                        .put("generation", status.generation())
                        .put("learnedAt", status.learnedAt().map(Object::toString).orElse(null));
        var stale = node.putObject("stale");
        status.changes().forEach(stale::put);
        status.holder().ifPresent(holder -> holder(node, holder));
        var weights = node.putObject("weights");
        status.weights().forEach(weight -> weights.put(weight.name(), weight.value()));
        return node.toString();
    }

    private static void holder(ObjectNode node, LearningStatus.Holder holder) {
        node.putObject("holder")
                .put("name", holder.name())
                .put("rebuilding", holder.rebuilding())
                .put("until", holder.until().toString());
    }
}
