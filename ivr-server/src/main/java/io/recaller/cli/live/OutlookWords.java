package io.recaller.cli.live;

import io.recaller.routing.board.AgentNow;
import io.recaller.routing.board.Outlook;
import io.recaller.routing.board.Waiter;
import io.recaller.text.SpanWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whom a contact waits for and why it is nobody yet, in words. Pure. */
public final class OutlookWords {
    private static final int MOST_NAMED = 3;

    private OutlookWords() {}

    /** One sentence each: where it stands, who could be asked now, who can be after that. */
    static List<String> of(Waiter waiter, Instant now) {
        var outlook = waiter.outlook();
        var words = new ArrayList<String>();
        words.add(
                "waits in queue %s as number %d for %s, %s"
                        .formatted(
                                waiter.queue(),
                                waiter.place(),
                                SpanWords.between(waiter.since(), now),
                                step(outlook, now)));
        words.add(
                waiter.ringing()
                        ? "an agent's phone rings for it now"
                        : "could be asked now: " + able(outlook, now));
        outlook.next().ifPresent(next -> words.add(next(next, now)));
        return words;
    }

    /** Such as {@code step 2 of 3 for 0:12 more}; the last one has no end. */
    static String step(Outlook outlook, Instant now) {
        var step = outlook.step();
        var place = "step " + step.number() + " of " + step.of();
        return step.until()
                .map(end -> place + " for " + SpanWords.between(now, end) + " more")
                .orElse(place);
    }

    /** Who is free comes first, for nothing but the offer is missing then. */
    static String able(Outlook outlook, Instant now) {
        return outlook.able().isEmpty() ? nobody(outlook) : named(outlook.able(), now);
    }

    private static String nobody(Outlook outlook) {
        var having =
                outlook.having().entrySet().stream()
                        .map(skill ->
                                "%s ≥ %d: %s"
                                        .formatted(
                                                skill.getKey(),
                                                skill.getValue().least().level(),
                                                number(skill.getValue().agents())))
                        .collect(Collectors.joining(", "));
        return "nobody who is signed in" + (having.isEmpty() ? "" : " (" + having + ")");
    }

    private static String number(long agents) {
        return agents == 0 ? "nobody" : QueueWords.agents(agents);
    }

    private static String next(Outlook.Next next, Instant now) {
        var more = next.more().isEmpty() ? "nobody more" : named(next.more(), now);
        return "from step %d on, in %s: %s"
                .formatted(next.number(), SpanWords.between(now, next.at()), more);
    }

    private static String named(List<AgentNow> agents, Instant now) {
        var named =
                agents.stream()
                        .sorted((one, other) -> Boolean.compare(other.isFree(), one.isFree()))
                        .limit(MOST_NAMED)
                        .map(each -> each.login() + " (" + doing(each, now) + ")")
                        .collect(Collectors.joining(", "));
        return agents.size() > MOST_NAMED
                ? named + " and " + (agents.size() - MOST_NAMED) + " more"
                : named;
    }

    private static String doing(AgentNow agent, Instant now) {
        return AgentWords.state(agent) + " " + SpanWords.between(agent.inStateSince(), now);
    }
}
