package io.recaller.cli.live;

import io.recaller.cli.terminal.Shell;
import io.recaller.routing.board.AgentNow;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.BoardJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who is there now, and what they do. */
@Command(
        name = "agents",
        mixinStandardHelpOptions = true,
        description =
                "Who is there now: what each agent does and since when, why one takes no contacts,"
                        + " at which phone, with which skills, and what is in their hands. With"
                        + " --queue only those who have a contact of that queue in hand, or could"
                        + " take one that waits in it (who is signed in, when nobody waits).",
        footer = {
            "%nExit codes: 0 ok, 2 the command could not do its work. Ctrl-C ends --watch (130).",
            "%nExamples:",
            "  recaller agents",
            "  recaller agents --watch",
            "  recaller agents --json \\",
            "    | jq -r '.agents[] | select(.state == \"ready\") | .agent'"
        })
public final class AgentsCommand implements Callable<Integer> {
    @Mixin private LiveOptions options = new LiveOptions();

    private final Shell shell;

    public AgentsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.run(
                shell.environment(),
                shell.clock(),
                shell.out(),
                AgentsCommand::only,
                _ -> telling(options.isJson(), options.queue().isPresent()));
        return 0;
    }

    private static Board only(Board all, Board ofQueue) {
        var agents = all.agents().stream().filter(each -> isOf(each, ofQueue)).toList();
        return ofQueue.only(agents);
    }

    private static boolean isOf(AgentNow agent, Board ofQueue) {
        return agent.held().stream()
                        .map(AgentNow.Held::queue)
                        .flatMap(Optional::stream)
                        .anyMatch(ofQueue.queues()::contains)
                || (ofQueue.waiting().isEmpty()
                        ? agent.isSignedIn()
                        : ofQueue.waiting().stream()
                                .anyMatch(each -> each.outlook().able().contains(agent)));
    }

    static Watching.Telling telling(boolean isJson, boolean isNarrow) {
        return isJson ? new InJson() : new InWords(isNarrow);
    }

    private record InWords(boolean isNarrow) implements Watching.Telling {
        @Override
        public List<String> all(Board board) {
            return board.agents().isEmpty() && isNarrow
                    ? List.of("No agent has a contact of this queue, or could take one.")
                    : AgentWords.of(board);
        }

        @Override
        public List<String> changes(Board before, Board after) {
            return AgentChange.between(before, after).stream().map(AgentChange::words).toList();
        }

        @Override
        public boolean isTimed() {
            return false;
        }
    }

    private static final class InJson implements Watching.Telling {
        @Override
        public List<String> all(Board board) {
            return List.of(BoardJson.agents(board).toString());
        }

        @Override
        public List<String> changes(Board before, Board after) {
            return AgentChange.between(before, after).stream()
                    .map(change -> change.json().toString())
                    .toList();
        }

        @Override
        public boolean isTimed() {
            return true;
        }
    }
}
