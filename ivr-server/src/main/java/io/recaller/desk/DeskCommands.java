package io.recaller.desk;

import io.recaller.agent.Agent;
import io.recaller.agent.NotReadyReason;
import java.util.Optional;

/**
 * Does what agents' pages ask, and looks again at what that may have changed. Each answer is the
 * slug of a problem when it cannot be done. Blocks.
 */
final class DeskCommands {
    private static final Optional<String> NOT_NOW = Optional.of("not-now");

    private final AgentDesk agents;
    private final WrittenDesk written;
    private final WrittenCommands writings;
    private final PageCommands pagings;
    private final DeskSettings settings;

    DeskCommands(AgentDesk agents, WrittenDesk written, PageDesk pages, DeskSettings settings) {
        this.agents = agents;
        this.written = written;
        this.writings = new WrittenCommands(agents, written);
        this.pagings = new PageCommands(agents, pages);
        this.settings = settings;
    }

    /**
     * Of an agent who is signed in.
     *
     * @param canRing whether the agent's phone stands in the way of nothing that is asked for
     */
    Optional<String> obey(Socket socket, Seat seat, Command command, boolean canRing) {
        if (!isKnown(command)) {
            return Optional.of("bad-message");
        }
        return canRing ? obey(socket, seat, command) : Optional.of("phone-unreachable");
    }

    /** Whether what is named is one of the operator's. */
    private boolean isKnown(Command command) {
        return switch (command) {
            case Command.NotReady(var kind) ->
                    kind.filter(slug -> !settings.options().hasBreak(slug)).isEmpty();
            case Command.Verified(_, var how) -> settings.options().hasProof(how);
            case Command.Ready _,
                    Command.CardAck _,
                    Command.Recommended _,
                    Command.Dispose _,
                    Command.Prolong _,
                    Command.AskWhoIsThere _,
                    Command.Handing _,
                    Command.Search _,
                    Command.Paging _,
                    Command.Writing _,
                    Command.Ping _ ->
                    true;
        };
    }

    private Optional<String> obey(Socket socket, Seat seat, Command command) {
        var agent = seat.agent().id();
        return switch (command) {
            case Command.Writing writing -> {
                var problem = writings.obey(agent, writing);
                seat.wrote(writing);
                yield problem;
            }
            case Command.Paging paging -> {
                var problem = pagings.obey(agent, paging);
                seat.lookAtPages(Optional.empty());
                yield problem;
            }
            case Command.Search search -> find(socket, seat.agent(), search);
            case Command.Handing handing -> {
                var wished = agents.hand(agent, handing);
                seat.look();
                yield HandingJson.problem(wished);
            }
            case Command.AskWhoIsThere() -> {
                socket.send(Message.directory(agents.whoIsThere(), seat.agent()));
                yield Optional.empty();
            }
            case Command.CardAck(var assignment) -> {
                if (seat.acked(assignment)) {
                    agents.cardShown(agent, assignment);
                }
                yield Optional.empty();
            }
            case Command.Ping() -> {
                seat.look();
                seat.lookAtPhone();
                yield Optional.empty();
            }
            case Command.Verified(var assignment, var how) -> {
                var done = agents.verified(agent, assignment, how);
                seat.freshen(assignment);
                yield unless(done);
            }
            case Command.Recommended(var assignment, var one, var answer) -> {
                var done = agents.answered(agent, assignment, one, answer);
                seat.freshen(assignment);
                yield unless(done);
            }
            case Command.Ready() -> looked(seat, agents.ready(agent));
            case Command.NotReady(var kind) ->
                    looked(
                            seat,
                            agents.notReady(
                                    agent,
                                    kind.map(NotReadyReason::new).orElse(NotReadyReason.BREAK)));
            case Command.Prolong(var assignment) -> looked(seat, agents.prolong(agent, assignment));
            case Command.Dispose(
                            var assignment,
                            var topic,
                            var disposition,
                            var note,
                            var thenReady) ->
                    looked(
                            seat,
                            agents.dispose(agent, assignment, topic, disposition, note, thenReady));
        };
    }

    /** What the agent holds may be otherwise now, whether it was done or not. */
    private static Optional<String> looked(Seat seat, boolean done) {
        seat.look();
        return unless(done);
    }

    private static Optional<String> unless(boolean done) {
        return done ? Optional.empty() : NOT_NOW;
    }

    private Optional<String> find(Socket socket, Agent agent, Command.Search search) {
        if (search.isEverywhere() && !settings.options().mayLookEverywhere(agent)) {
            return Optional.of("not-allowed");
        }
        var found =
                written.find(
                        agent.id(), search.assignment(), search.words(), search.isEverywhere());
        found.ifPresent(hits -> socket.send(Message.found(search, hits)));
        return found.isEmpty() ? NOT_NOW : Optional.empty();
    }
}
