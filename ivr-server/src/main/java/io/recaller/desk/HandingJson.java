package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.NotReadyReason;
import io.recaller.desk.card.CardJson;
import io.recaller.routing.board.AgentNow;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.Waiter;
import io.recaller.transfer.HandedOver;
import io.recaller.transfer.Wished;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Optional;

/** Talks that are handed over, and to whom they may be, as the page reads them. */
final class HandingJson {
    private HandingJson() {}

    static JsonObject of(HandedOver handed) {
        var json =
                new JsonObject()
                        .put("state", CardJson.slug(handed.stage()))
                        .put("since", handed.since().toString());
        handed.from().ifPresent(from -> json.put("from", from));
        handed.to().ifPresent(to -> json.put("to", to));
        handed.outcome().ifPresent(outcome -> json.put("outcome", outcome.slug()));
        return json;
    }

    /** Everybody at work but the reader, who is free first, and every queue. */
    static JsonObject directory(Board board, Agent reader) {
        var agents = new JsonArray();
        board.agents().stream()
                .filter(AgentNow::isSignedIn)
                .filter(agent -> !agent.login().equals(reader.login()))
                .sorted((one, other) -> Boolean.compare(other.isFree(), one.isFree()))
                .forEach(agent -> agents.add(agent(agent)));
        var queues = new JsonArray();
        board.queues().forEach(queue -> queues.add(queue(board, queue)));
        return new JsonObject().put("agents", agents).put("queues", queues);
    }

    private static JsonObject agent(AgentNow agent) {
        var skills = new JsonArray();
        agent.skills()
                .forEach((skill, proficiency) ->
                        skills.add(
                                new JsonObject()
                                        .put("skill", skill.name())
                                        .put("level", proficiency.level())));
        var json =
                new JsonObject()
                        .put("login", agent.login())
                        .put("name", agent.name())
                        .put("state", agent.state().replace('_', '-'))
                        .put("since", agent.inStateSince().toString())
                        .put("skills", skills);
        if (agent.held().isEmpty()) {
            agent.reason()
                    .map(NotReadyReason::slug)
                    .ifPresent(reason -> json.put("reason", reason));
        }
        return json;
    }

    private static JsonObject queue(Board board, String queue) {
        var waiting = board.waitingIn(queue);
        var json = new JsonObject().put("name", queue).put("waiting", waiting.size());
        waiting.stream()
                .map(Waiter::since)
                .min(Comparator.naturalOrder())
                .ifPresent(since -> json.put("since", since.toString()));
        return json;
    }

    /** The slug of what stood in the way; empty: nothing did. */
    static Optional<String> problem(Wished wished) {
        return switch (wished) {
            case DONE -> Optional.empty();
            case NOT_NOW -> Optional.of("not-now");
            case NO_SUCH_TARGET -> Optional.of("no-such-target");
            case NOT_FREE -> Optional.of("agent-not-free");
            case NOBODY_FREE -> Optional.of("nobody-free");
            case NUMBER_NOT_ALLOWED -> Optional.of("number-not-allowed");
            case OUT_OF_REACH -> Optional.of("call-out-of-reach");
        };
    }
}
