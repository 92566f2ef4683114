package io.recaller.cli.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.routing.board.AgentNow;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.BoardJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An agent does something else than at the look before.
 *
 * @param was empty: was not there
 */
public record AgentChange(Instant at, Optional<AgentNow> was, AgentNow agent) {

    static List<AgentChange> between(Board before, Board after) {
        var then =
                before.agents().stream()
                        .collect(Collectors.toMap(AgentNow::login, Function.identity()));
        var changes = new ArrayList<AgentChange>();
        for (var now : after.agents()) {
            var was = Optional.ofNullable(then.get(now.login()));
            if (was.isEmpty() || !isSame(was.get(), now)) {
                changes.add(new AgentChange(after.at(), was, now));
            }
        }
        return changes;
    }

    private static boolean isSame(AgentNow one, AgentNow other) {
        return one.state().equals(other.state())
                && one.availability().equals(other.availability())
                && one.held().equals(other.held())
                && one.station().equals(other.station());
    }

    /** One line for people. */
    String words() {
        return agent.login()
                + ": "
                + was.map(AgentWords::state).orElse("new")
                + " → "
                + AgentWords.state(agent)
                + agent.busiest()
                        .map(held ->
                                " "
                                        + held.number().orElse(QueueWords.WITHHELD)
                                        + "  (contact "
                                        + held.contact()
                                        + ")")
                        .orElse("");
    }

    ObjectNode json() {
        var json = BoardJson.agent(agent).put("at", at.toString()).put("change", "state");
        was.ifPresent(before -> json.put("was", before.state()));
        return json;
    }
}
