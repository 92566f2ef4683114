package io.recaller.routing.board;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.routing.plan.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The board for machines: names are stable, numbers masked, times ISO 8601, waits in seconds. */
public final class BoardJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Board board;

    private BoardJson(Board board) {
        this.board = board;
    }

    /** Every queue with how many wait in it. */
    public static ObjectNode queues(Board board) {
        var json = at(board);
        var queues = json.putArray("queues");
        board.queues().forEach(name -> queues.add(new BoardJson(board).summary(name)));
        return json;
    }

    /** One queue with who waits in it, in turn, as many as that. */
    public static ObjectNode queue(Board board, String name, int most) {
        var json = at(board);
        json.setAll(new BoardJson(board).summary(name));
        var contacts = json.putArray("contacts");
        board.waitingIn(name).stream()
                .limit(most)
                .forEach(each -> contacts.add(waiter(each, board.at())));
        return json;
    }

    /** Every agent, who is signed in first. */
    public static ObjectNode agents(Board board) {
        var json = at(board);
        var agents = json.putArray("agents");
        board.agents().forEach(each -> agents.add(agent(each)));
        return json;
    }

    private static ObjectNode at(Board board) {
        return JSON.createObjectNode().put("at", board.at().toString());
    }

    private ObjectNode summary(String name) {
        var waiting = board.waitingIn(name);
        var json =
                JSON.createObjectNode()
                        .put("queue", name)
                        .put("open", board.opening(name).map(Opening::isOpen).orElse(true))
                        .put("waiting", waiting.size())
                        .put("ringing", waiting.stream().filter(Waiter::ringing).count())
                        .put("callbacks", waiting.stream().filter(Waiter::callback).count())
                        .put("voicemails", waiting.stream().filter(Waiter::voicemail).count());
        board.opening(name)
                .ifPresent(opening ->
                        opening.until()
                                .ifPresent(at ->
                                        json.put(
                                                opening.isOpen() ? "closesAt" : "opensAt",
                                                at.toInstant().toString())));
        waiting.stream()
                .map(Waiter::since)
                .min(Instant::compareTo)
                .ifPresent(since -> json.put("longestWaitSeconds", seconds(since, board.at())));
        return json.put("agentsSignedIn", board.signedIn()).put("agentsFree", board.free());
    }

    /** Somebody who waits. */
    public static ObjectNode waiter(Waiter waiter, Instant now) {
        var json = JSON.createObjectNode().put("contactId", waiter.contact().toString());
        waiter.number().ifPresent(number -> json.put("number", number));
        json.put("queue", waiter.queue())
                .put("place", waiter.place())
                .put("state", waiter.ringing() ? "ringing" : "waiting")
                .put("callback", waiter.callback())
                .put("voicemail", waiter.voicemail())
                .put("channel", waiter.channel().slug())
                .put("since", waiter.since().toString())
                .put("waitedSeconds", seconds(waiter.since(), now))
                .put("priority", waiter.priority());
        var requirement = json.putObject("requirement");
        waiter.requirement()
                .minimums()
                .forEach((skill, least) -> requirement.put(skill.name(), least.level()));
        var anyOf = json.putObject("anyOf");
        waiter.requirement()
                .anyOf()
                .forEach((skill, least) -> anyOf.put(skill.name(), least.level()));
        outlook(json, waiter.outlook());
        return json;
    }

    private static void outlook(ObjectNode json, Outlook outlook) {
        var step =
                json.putObject("step")
                        .put("number", outlook.step().number())
                        .put("of", outlook.step().of());
        outlook.step().until().ifPresent(until -> step.put("until", until.toString()));
        agents(json.putArray("able"), outlook.able());
        outlook.next()
                .ifPresent(next -> {
                    var then = json.putObject("next");
                    then.put("at", next.at().toString()).put("step", next.number());
                    agents(then.putArray("more"), next.more());
                });
    }

    private static void agents(ArrayNode json, List<AgentNow> agents) {
        agents.forEach(
                agent -> json.addObject().put("agent", agent.login()).put("state", agent.state()));
    }

    /** An agent. */
    public static ObjectNode agent(AgentNow agent) {
        var json =
                JSON.createObjectNode()
                        .put("agent", agent.login())
                        .put("name", agent.name())
                        .put("state", agent.state())
                        .put("stateSince", agent.inStateSince().toString())
                        .put("availability", AgentNow.word(agent.availability()));
        agent.reason().ifPresent(reason -> json.put("reason", reason.slug()));
        json.put("since", agent.since().toString());
        agent.station().ifPresent(station -> json.put("station", station));
        var skills = json.putObject("skills");
        agent.skills().forEach((skill, level) -> skills.put(skill.name(), level.level()));
        var holds = json.putArray("holds");
        agent.held().forEach(each -> holds.add(held(each)));
        return json;
    }

    private static ObjectNode held(AgentNow.Held held) {
        var json = JSON.createObjectNode().put("contactId", held.contact().toString());
        held.number().ifPresent(number -> json.put("number", number));
        held.queue().ifPresent(queue -> json.put("queue", queue));
        return json.put("channel", held.channel().slug())
                .put("state", held.stage().name().toLowerCase(Locale.ROOT))
                .put("since", held.since().toString());
    }

    private static long seconds(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toSeconds());
    }
}
