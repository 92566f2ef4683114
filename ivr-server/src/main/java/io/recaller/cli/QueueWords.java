package io.recaller.cli;

import io.recaller.routing.AgentNow;
import io.recaller.routing.Board;
import io.recaller.routing.Waiter;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who waits, in words. Pure. */
final class QueueWords {
    private static final int MOST_NAMED = 3;
    static final String WITHHELD = "withheld";

    private QueueWords() {}

    /** Queue by queue, the next first. */
    static List<String> of(Board board) {
        var lines = new ArrayList<String>();
        for (var queue : board.queues()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            var waiting = board.waitingIn(queue);
            lines.add(queue + ": " + summary(waiting, board));
            if (!waiting.isEmpty()) {
                lines.addAll(table(waiting, board.at()));
            }
        }
        return lines;
    }

    private static String summary(List<Waiter> waiting, Board board) {
        var staff =
                board.signedIn() == 0
                        ? "no agent is signed in"
                        : agents(board.signedIn()) + " signed in, " + board.free() + " free";
        return waiting.stream()
                .map(Waiter::since)
                .min(Instant::compareTo)
                .map(since ->
                        waiting.size()
                                + (waiting.size() == 1 ? " waits, for " : " wait, the longest for ")
                                + SpanWords.between(since, board.at()))
                .orElse("nobody waits")
                .concat("; " + staff);
    }

    static String agents(long number) {
        return number + (number == 1 ? " agent" : " agents");
    }

    private static List<String> table(List<Waiter> waiting, Instant now) {
        var columns =
                new Columns(
                        "place>",
                        "waited>",
                        "priority>",
                        "number",
                        "state",
                        "needs",
                        "who could take it",
                        "contact");
        waiting.forEach(each ->
                columns.row(
                        "" + each.place(),
                        SpanWords.between(each.since(), now),
                        "" + each.priority(),
                        each.number().orElse(WITHHELD),
                        each.ringing() ? "rings" : "waits",
                        needs(each),
                        able(each, now),
                        each.contact().toString()));
        return columns.lines();
    }

    private static String needs(Waiter waiter) {
        var all = levels(waiter.requirement().minimums(), ", ");
        var any = levels(waiter.requirement().anyOf(), " or ");
        if (all.isEmpty()) {
            return any.isEmpty() ? "anybody" : any;
        }
        return any.isEmpty() ? all : all + ", " + any;
    }

    private static String levels(Map<Skill, Proficiency> levels, String between) {
        return levels.entrySet().stream()
                .map(each -> each.getKey() + " ≥ " + each.getValue().level())
                .collect(Collectors.joining(between));
    }

    /** Who is free comes first, for nothing but the offer is missing then. */
    private static String able(Waiter waiter, Instant now) {
        var able =
                waiter.able().stream()
                        .sorted((one, other) -> Boolean.compare(other.isFree(), one.isFree()))
                        .toList();
        if (able.isEmpty()) {
            return "nobody who is signed in";
        }
        var named =
                able.stream()
                        .limit(MOST_NAMED)
                        .map(each -> each.login() + " (" + doing(each, now) + ")")
                        .collect(Collectors.joining(", "));
        return able.size() > MOST_NAMED
                ? named + " and " + (able.size() - MOST_NAMED) + " more"
                : named;
    }

    private static String doing(AgentNow agent, Instant now) {
        return AgentWords.state(agent) + " " + SpanWords.between(agent.inStateSince(), now);
    }
}
