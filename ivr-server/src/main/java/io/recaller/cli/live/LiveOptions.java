package io.recaller.cli.live;

import io.recaller.Stores;
import io.recaller.channel.health.GatewayNow;
import io.recaller.channel.health.LiveGateways;
import io.recaller.cli.option.QueueOption;
import io.recaller.cli.option.SettingsOption;
import io.recaller.routing.board.Board;
import io.recaller.routing.board.LiveBoard;
import io.recaller.settings.Settings;
import io.recaller.settings.queue.HoursPlan;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that look at the board, and the look. */
public final class LiveOptions {
    @Option(
            names = "--watch",
            description =
                    "look again every second until Ctrl-C: drawn anew on a terminal, a line a"
                            + " change elsewhere")
    private boolean watch;

    @Option(
            names = "--json",
            description = "JSON, for machines: one object; with --watch then one for each change")
    private boolean json;

    @Option(names = "--queue", paramLabel = "NAME", description = "one queue only (default: all)")
    private Optional<String> queue = Optional.empty();

    @Mixin private SettingsOption settings = new SettingsOption();

    boolean isJson() {
        return json;
    }

    Optional<String> queue() {
        return queue;
    }

    /**
     * Tells of the board, once or until the end.
     *
     * @param narrow leaves what the queue that was asked for has to do with
     * @param tellings of what asks how gateways do
     */
    void run(
            Map<String, String> environment,
            InstantSource clock,
            PrintStream out,
            BinaryOperator<Board> narrow,
            Function<Supplier<List<GatewayNow>>, Watching.Telling> tellings) {
        var read = settings.read(environment);
        try (var stores = Stores.toRead(read)) {
            var live =
                    new LiveBoard(
                            stores.database(),
                            clock,
                            read.routing(),
                            () -> HoursPlan.all(read.hours()));
            var gateways =
                    new LiveGateways(
                            stores.database(),
                            read.channels().stream().map(Settings.Writing::gateway).toList(),
                            clock);
            var telling = tellings.apply(gateways::look);
            UnaryOperator<Board> only =
                    board -> queue.map(name -> narrow.apply(board, board.of(name))).orElse(board);
            var first = live.look();
            queue.ifPresent(name -> QueueOption.check(name, first));
            if (!watch) {
                telling.all(only.apply(first)).forEach(out::println);
                return;
            }
            var watching =
                    new Watching(out, read.zone(), () -> only.apply(live.look()), Watching::second);
            if (!json && Watching.isOnTerminal()) {
                watching.draw(telling);
            } else {
                watching.follow(telling);
            }
        }
    }
}
