package io.recaller.desk;

import io.recaller.agent.AgentId;
import io.recaller.contact.Channel;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import java.util.Optional;
import java.util.UUID;

/** What an agent does with contacts in writing: with those in the agent's hands only. Blocks. */
final class WrittenCommands {
    private static final Optional<String> NOT_NOW = Optional.of("not-now");
    private static final Optional<String> UNFIT = Optional.of("template-unfit");
    private static final Optional<String> TOO_LONG = Optional.of("too-long");

    private final AgentDesk agents;
    private final WrittenDesk threads;

    WrittenCommands(AgentDesk agents, WrittenDesk threads) {
        this.agents = agents;
        this.threads = threads;
    }

    /** Does what the page asks; the slug of a problem when it cannot be done. */
    Optional<String> obey(AgentId agent, Command.Writing wish) {
        return held(agent, wish.assignment()).map(held -> obey(agent, held, wish)).orElse(NOT_NOW);
    }

    private Optional<Assignment> held(AgentId agent, AssignmentId assignment) {
        return agents.workload(agent).held().stream()
                .filter(each -> each.id().equals(assignment))
                .filter(each -> each.channel() != Channel.PHONE)
                .findFirst();
    }

    /** Who presses twice, or on two pages, has done it once. */
    private Optional<String> obey(AgentId agent, Assignment held, Command.Writing wish) {
        return switch (held) {
            case Assignment.Offered _ -> offered(agent, wish);
            case Assignment.Connected _ -> connected(agent, wish);
            case Assignment.WrapUp _ ->
                    wish instanceof Command.Close || wish instanceof Command.Typing
                            ? Optional.empty()
                            : NOT_NOW;
            case Assignment.Closed _ -> NOT_NOW;
        };
    }

    private Optional<String> offered(AgentId agent, Command.Writing wish) {
        return switch (wish) {
            case Command.Accept(var assignment) -> {
                threads.accept(agent, assignment);
                yield Optional.empty();
            }
            case Command.Decline(var assignment) -> {
                threads.decline(agent, assignment);
                yield Optional.empty();
            }
            case Command.Say _, Command.SayTemplate _, Command.Note _, Command.Close _ -> NOT_NOW;
            case Command.Typing _ -> Optional.empty();
        };
    }

    private Optional<String> connected(AgentId agent, Command.Writing wish) {
        return switch (wish) {
            case Command.Accept _ -> Optional.empty();
            case Command.Decline _ -> NOT_NOW;
            case Command.Say say -> say(agent, say);
            case Command.Note note -> note(agent, note);
            case Command.Typing(var assignment) -> {
                threads.typing(agent, assignment);
                yield Optional.empty();
            }
            case Command.SayTemplate(var assignment, var client, var choice) ->
                    switch (threads.sayTemplate(agent, assignment, client, choice)) {
                        case WRITTEN -> Optional.empty();
                        case UNFIT -> UNFIT;
                        case NOT_NOW -> NOT_NOW;
                    };
            case Command.Close(var assignment) -> {
                threads.close(agent, assignment);
                yield Optional.empty();
            }
        };
    }

    private Optional<String> say(AgentId agent, Command.Say say) {
        if (say.text().length() > Command.LONGEST_TEXT) {
            return TOO_LONG;
        }
        return isSaid(agent, say) ? Optional.empty() : NOT_NOW;
    }

    private boolean isSaid(AgentId agent, Command.Say say) {
        var assignment = say.assignment();
        return say.way()
                .map(way -> threads.say(agent, assignment, say.client(), say.text(), way))
                .orElseGet(() -> threads.say(agent, assignment, say.client(), say.text()));
    }

    private Optional<String> note(AgentId agent, Command.Note note) {
        if (note.text().length() > Command.LONGEST_NOTE) {
            return TOO_LONG;
        }
        var id = UUID.fromString(note.client());
        return threads.note(agent, note.assignment(), id, note.text()) ? Optional.empty() : NOT_NOW;
    }
}
