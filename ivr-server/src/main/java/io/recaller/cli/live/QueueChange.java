package io.recaller.cli.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.contact.ContactId;
import io.recaller.routing.board.AgentNow;
import io.recaller.routing.board.AgentNow.Stage;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.BoardJson;
import io.recaller.routing.board.Waiter;
import io.recaller.text.SpanWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What happened in the queues between two looks at them.
 *
 * @param what joined, ringing, waiting, priority, answered, left
 * @param agent who rings, or has answered; empty: nobody
 */
public record QueueChange(Instant at, String what, Waiter waiter, Optional<String> agent) {

    /** In the order of the queue; who is out of it last. */
    static List<QueueChange> between(Board before, Board after) {
        var was = byContact(before);
        var is = byContact(after);
        var changes = new ArrayList<QueueChange>();
        for (var now : after.waiting()) {
            var then = was.get(now.contact());
            if (then == null) {
                changes.add(of(after, "joined", now, Optional.empty()));
            } else if (then.priority() != now.priority()) {
                changes.add(of(after, "priority", now, Optional.empty()));
            }
            if (now.ringing() && (then == null || !then.ringing())) {
                changes.add(of(after, "ringing", now, holder(after, now.contact(), Stage.RINGING)));
            } else if (!now.ringing() && then != null && then.ringing()) {
                changes.add(of(after, "waiting", now, Optional.empty()));
            }
        }
        for (var then : before.waiting()) {
            if (!is.containsKey(then.contact())) {
                var by = holder(after, then.contact(), Stage.TALKING);
                changes.add(of(after, by.isPresent() ? "answered" : "left", then, by));
            }
        }
        return changes;
    }

    private static QueueChange of(Board board, String what, Waiter who, Optional<String> agent) {
        return new QueueChange(board.at(), what, who, agent);
    }

    private static Map<ContactId, Waiter> byContact(Board board) {
        return board.waiting().stream()
                .collect(Collectors.toMap(Waiter::contact, Function.identity()));
    }

    /** A talk that was over before the next look counts as one. */
    private static Optional<String> holder(Board board, ContactId contact, Stage stage) {
        return board.agents().stream()
                .filter(agent -> agent.held().stream().anyMatch(held -> isAt(held, contact, stage)))
                .map(AgentNow::login)
                .findFirst();
    }

    private static boolean isAt(AgentNow.Held held, ContactId contact, Stage stage) {
        return held.contact().equals(contact)
                && (held.stage() == Stage.RINGING) == (stage == Stage.RINGING);
    }

    /** One line for people. */
    String words() {
        var waited = SpanWords.between(waiter.since(), at);
        return waiter.queue()
                + ": "
                + waiter.number().orElse(QueueWords.WITHHELD)
                + " "
                + switch (what) {
                    case "joined" ->
                            "joined, place " + waiter.place() + ", priority " + waiter.priority();
                    case "priority" ->
                            "has priority " + waiter.priority() + " now, place " + waiter.place();
                    case "ringing" -> "rings at " + agent.orElse("an agent");
                    case "waiting" -> "waits on, nobody answered; waited " + waited;
                    case "answered" -> "answered by " + agent.orElse("") + " after " + waited;
                    default -> "left after " + waited;
                }
                + "  (contact "
                + waiter.contact()
                + ")";
    }

    ObjectNode json() {
        var json = BoardJson.waiter(waiter, at).put("at", at.toString()).put("change", what);
        agent.ifPresent(login -> json.put("agent", login));
        return json;
    }
}
