package io.recaller.cli.live;

import io.recaller.routing.Board;
import io.recaller.routing.BoardJson;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Who waits now, and who could take them. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description =
                "Who waits for an agent now, in turn: since when, with what priority and needs, and"
                        + " who is signed in and could take them. Numbers are masked;"
                        + " 'recaller why CONTACT' tells more of one.",
        footer = {
            "%nExit codes: 0 ok, 2 the command could not do its work. Ctrl-C ends --watch (130).",
            "%nExamples:",
            "  recaller queue",
            "  recaller queue --watch",
            "  recaller queue --queue main --json",
            "  recaller queue --watch --json | jq -r 'select(.change == \"left\") | .contactId'"
        })
public final class QueueCommand implements Callable<Integer> {
    @Mixin private LiveOptions options = new LiveOptions();

    private final PrintStream out;
    private final Map<String, String> environment;
    private final InstantSource clock;

    public QueueCommand(PrintStream out, Map<String, String> environment, InstantSource clock) {
        this.out = out;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        options.run(environment, clock, out, (_, ofQueue) -> ofQueue, telling(options.isJson()));
        return 0;
    }

    static Watching.Telling telling(boolean isJson) {
        return isJson ? new InJson() : new InWords();
    }

    private static final class InWords implements Watching.Telling {
        @Override
        public List<String> all(Board board) {
            return QueueWords.of(board);
        }

        @Override
        public List<String> changes(Board before, Board after) {
            return QueueChange.between(before, after).stream().map(QueueChange::words).toList();
        }

        @Override
        public boolean isTimed() {
            return false;
        }
    }

    private static final class InJson implements Watching.Telling {
        @Override
        public List<String> all(Board board) {
            var json = BoardJson.queues(board);
            var contacts = json.putArray("contacts");
            board.waiting().forEach(each -> contacts.add(BoardJson.waiter(each, board.at())));
            return List.of(json.toString());
        }

        @Override
        public List<String> changes(Board before, Board after) {
            return QueueChange.between(before, after).stream()
                    .map(change -> change.json().toString())
                    .toList();
        }

        @Override
        public boolean isTimed() {
            return true;
        }
    }
}
