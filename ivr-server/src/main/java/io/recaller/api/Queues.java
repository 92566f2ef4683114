package io.recaller.api;

import io.recaller.channel.health.GatewayJson;
import io.recaller.channel.health.LiveGateways;
import io.recaller.contact.ContactId;
import io.recaller.routing.board.BoardJson;
import io.recaller.routing.board.LiveBoard;
import io.recaller.routing.board.Priorities;
import io.recaller.routing.queue.WaitOutcome;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/** The queues, the agents, and whose turn it is. Every method blocks. */
final class Queues {
    /** As the OpenAPI file says. */
    private static final int MOST_LISTED = 1_000;

    private final LiveBoard live;
    private final LiveGateways gateways;
    private final Priorities priorities;
    private final SentCheck check;

    Queues(LiveBoard live, LiveGateways gateways, Priorities priorities, SentCheck check) {
        this.live = live;
        this.gateways = gateways;
        this.priorities = priorities;
        this.check = check;
    }

    Answer list() {
        var board = live.look();
        var json = BoardJson.queues(board);
        json.set("channels", GatewayJson.of(gateways.look(), board.at()));
        return Answer.ok(new JsonObject(json.toString()));
    }

    Answer read(Asked asked) {
        var board = live.look();
        var name = asked.path("queue");
        return board.queues().contains(name)
                ? Answer.ok(new JsonObject(BoardJson.queue(board, name, MOST_LISTED).toString()))
                : Problem.unknownQueue(board.queues());
    }

    Answer agents() {
        return Answer.ok(new JsonObject(BoardJson.agents(live.look()).toString()));
    }

    Answer prioritise(Sent sent) {
        var errors = check.errors(sent);
        if (!errors.isEmpty()) {
            return Problem.invalid(errors);
        }
        var contact = new ContactId(id(sent));
        var wanted = sent.body().getInteger("priority");
        return switch (priorities.set(sent.sender().actor(), contact, wanted)) {
            case Priorities.Answer.Set(int before, int priority, int ahead, Instant since) ->
                    Answer.ok(
                            new JsonObject()
                                    .put("contactId", contact.toString())
                                    .put("priority", priority)
                                    .put("before", before)
                                    .put("ahead", ahead)
                                    .put("since", since.toString()));
            case Priorities.Answer.Over(WaitOutcome how, Instant at) ->
                    Problem.notWaiting(words(how) + " at " + at);
            case Priorities.Answer.NeverWaited _ ->
                    Problem.notWaiting("It is not known in any queue");
        };
    }

    private static UUID id(Sent sent) {
        return Asked.uuid("contactId", sent.path().getOrDefault("contactId", ""));
    }

    private static String words(WaitOutcome how) {
        return switch (how) {
            case ANSWERED -> "An agent answered it";
            case ABANDONED -> "Its caller hung up";
            case RING_GROUP -> "It was given to the ring group";
            case OVERFLOWED, CLOSED -> "Its queue gave it on";
            case EXITED -> "Its caller chose another way";
            case REQUEUED -> "It left the queue";
            case NOT_REACHED -> "Its customer could not be called back";
            case SUPERSEDED -> "Its call-back was no longer wanted";
        };
    }
}
