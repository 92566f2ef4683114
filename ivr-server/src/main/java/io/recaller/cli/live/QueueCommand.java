package io.recaller.cli.live;

import io.recaller.channel.health.GatewayJson;
import io.recaller.channel.health.GatewayNow;
import io.recaller.cli.terminal.Shell;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.BoardJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
            "  recaller queue --watch --json \\",
            "    | jq -r 'select(.change == \"left\") | .contactId'"
        })
public final class QueueCommand implements Callable<Integer> {
    @Mixin private LiveOptions options = new LiveOptions();

    private final Shell shell;

    public QueueCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        options.run(
                shell.environment(),
                shell.clock(),
                shell.out(),
                (_, ofQueue) -> ofQueue,
                gateways -> telling(options.isJson(), gateways));
        return 0;
    }

    /**
     * How it is told.
     *
     * @param gateways how those do, as they do now
     */
    static Watching.Telling telling(boolean isJson, Supplier<List<GatewayNow>> gateways) {
        return isJson ? new InJson(gateways) : new InWords(gateways);
    }

    private static final class InWords implements Watching.Telling {
        private final Supplier<List<GatewayNow>> gateways;
        private List<GatewayNow> last = List.of();

        InWords(Supplier<List<GatewayNow>> gateways) {
            this.gateways = gateways;
        }

        @Override
        public List<String> all(Board board) {
            last = gateways.get();
            var lines = new ArrayList<>(GatewayWords.of(last, board.at()));
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(QueueWords.of(board));
            return lines;
        }

        @Override
        public List<String> changes(Board before, Board after) {
            var then = last;
            last = gateways.get();
            return Stream.concat(
                            GatewayWords.changes(then, last).stream(),
                            QueueChange.between(before, after).stream().map(QueueChange::words))
                    .toList();
        }

        @Override
        public boolean isTimed() {
            return false;
        }
    }

    private static final class InJson implements Watching.Telling {
        private final Supplier<List<GatewayNow>> gateways;

        InJson(Supplier<List<GatewayNow>> gateways) {
            this.gateways = gateways;
        }

        @Override
        public List<String> all(Board board) {
            var json = BoardJson.queues(board);
            json.set("channels", GatewayJson.of(gateways.get(), board.at()));
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
