package io.recaller.cli.live;

import io.recaller.cli.terminal.Columns;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.Outlook;
import io.recaller.routing.board.Waiter;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import io.recaller.text.SpanWords;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who waits, in words. Pure. */
public final class QueueWords {
    static final String WITHHELD = "withheld";

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private QueueWords() {}

    /** Queue by queue, the next first. */
    static List<String> of(Board board) {
        var lines = new ArrayList<String>();
        for (var queue : board.queues()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            var waiting = board.waitingIn(queue);
            lines.add(queue + ": " + opening(board, queue) + summary(waiting, board));
            if (!waiting.isEmpty()) {
                lines.addAll(table(waiting, board.at()));
            }
        }
        return lines;
    }

    /** Of one that is open always there is nothing to tell. */
    private static String opening(Board board, String queue) {
        return board.opening(queue)
                .map(opening ->
                        (opening.isOpen() ? "open" : "closed")
                                + opening.until()
                                        .map(at ->
                                                (opening.isOpen() ? " until " : ", opens ")
                                                        + MOMENT.format(at))
                                        .orElse(opening.isOpen() ? "" : " for good")
                                + "; ")
                .orElse("");
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
                                + SpanWords.between(since, board.at())
                                + counted(waiting, Waiter::callback, " of them to be called back")
                                + counted(waiting, Waiter::voicemail, " of them left a message"))
                .orElse("nobody waits")
                .concat("; " + staff);
    }

    private static String counted(List<Waiter> waiting, Predicate<Waiter> which, String words) {
        var number = waiting.stream().filter(which).count();
        return number == 0 ? "" : ", " + number + words;
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
                        "step",
                        "who could take it",
                        "contact");
        waiting.forEach(each ->
                columns.row(
                        "" + each.place(),
                        SpanWords.clock(each.since(), now),
                        "" + each.priority(),
                        each.number().orElse(WITHHELD),
                        state(each),
                        needs(each),
                        step(each.outlook(), now),
                        OutlookWords.able(each.outlook(), now),
                        each.contact().toString()));
        return columns.lines();
    }

    private static String state(Waiter each) {
        return (each.ringing() ? "rings" : "waits")
                + (each.callback() ? ", call-back" : "")
                + (each.voicemail() ? ", voicemail" : "");
    }

    /** Such as {@code 2/3 0:12}; of a queue of one step there is nothing to tell. */
    private static String step(Outlook outlook, Instant now) {
        var step = outlook.step();
        if (step.of() == 1) {
            return "–";
        }
        var place = step.number() + "/" + step.of();
        return step.until().map(end -> place + " " + SpanWords.clock(now, end)).orElse(place);
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
}
