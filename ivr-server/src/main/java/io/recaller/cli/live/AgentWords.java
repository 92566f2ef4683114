package io.recaller.cli.live;

import io.recaller.cli.terminal.Columns;
import io.recaller.routing.board.AgentNow;
import io.recaller.routing.board.Board;
import io.recaller.text.SpanWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who is there, in words. Pure. */
public final class AgentWords {
    private AgentWords() {}

    static List<String> of(Board board) {
        if (board.agents().isEmpty()) {
            return List.of(
                    "There are no agents. Make one with: recaller user add LOGIN --phone PJSIP/…");
        }
        var lines = new ArrayList<String>();
        lines.add(
                QueueWords.agents(board.agents().size())
                        + ": "
                        + board.signedIn()
                        + " signed in, "
                        + board.free()
                        + " free");
        var columns = new Columns("agent", "name", "state", "since>", "phone", "in hand", "skills");
        board.agents().forEach(each -> columns.row(row(each, board.at())));
        lines.addAll(columns.lines());
        return lines;
    }

    private static List<String> row(AgentNow agent, Instant now) {
        return List.of(
                agent.login(),
                agent.name(),
                state(agent) + afterwards(agent),
                SpanWords.clock(agent.inStateSince(), now),
                agent.station().filter(_ -> agent.isSignedIn()).orElse("–"),
                held(agent, now),
                skills(agent));
    }

    /** What the agent does; why they take no contacts, when they do nothing else. */
    static String state(AgentNow agent) {
        return switch (agent.state()) {
            case "logged_out" -> "signed out";
            case "not_ready" ->
                    "not ready" + agent.reason().map(why -> ": " + why.words()).orElse("");
            case "wrap_up" -> "wrap-up";
            default -> agent.state();
        };
    }

    /** What comes when the hands are free again, when that is not the next contact. */
    private static String afterwards(AgentNow agent) {
        if (agent.held().isEmpty()) {
            return "";
        }
        return agent.isSignedIn()
                ? agent.reason().map(why -> ", then " + why.slug()).orElse("")
                : ", signed out";
    }

    private static String held(AgentNow agent, Instant now) {
        return agent.held().isEmpty()
                ? "–"
                : agent.held().stream()
                        .map(each -> held(each, now))
                        .collect(Collectors.joining("; "));
    }

    private static String held(AgentNow.Held held, Instant now) {
        return held.number().orElse(QueueWords.WITHHELD)
                + " "
                + held.stage().name().toLowerCase(Locale.ROOT).replace('_', '-')
                + " "
                + SpanWords.clock(held.since(), now)
                + " "
                + held.contact();
    }

    private static String skills(AgentNow agent) {
        return agent.skills().isEmpty()
                ? "–"
                : agent.skills().entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue().level())
                        .collect(Collectors.joining(", "));
    }
}
