package io.recaller.cli.learning;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.Stores;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.learning.LearningStatus;
import io.recaller.learning.LearningStatusQuery;
import io.recaller.learning.Rebuild;
import io.recaller.settings.Settings;
import io.recaller.text.MomentWords;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What was learned from everybody's contacts: shows it, or learns it anew. */
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        description =
                "Shows what was learned from everybody's contacts, how many wait to be learned, and"
                        + " whether anything of it is stale. A running server learns by itself.",
        footer = {
            "%nExamples:",
            "  recaller learn                    what was learned, and what counts how much",
            "  recaller learn --json",
            "  recaller learn --rebuild          learn everything anew, after corrections;",
            "                                    servers may run meanwhile"
        })
public final class LearnCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);

    @Option(
            names = "--rebuild",
            description =
                    "learn all contacts anew, in the same sequence, with the topics they have now")
    private boolean rebuild;

    @Mixin private SettingsOption settings = new SettingsOption();

    @Option(names = "--json", description = "one JSON object")
    private boolean json;

    private final Shell shell;
    private long toldAt;

    public LearnCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var read = settings.read(shell.environment());
        try (var stores = Stores.open(read)) {
            if (rebuild) {
                rebuild(stores, read);
            }
            var status =
                    stores.database()
                            .<LearningStatus>inTransaction(tx ->
                                    new LearningStatusQuery().read(tx, shell.clock().instant()));
            shell.out()
                    .println(
                            json
                                    ? LearnWords.json(JSON, status)
                                    : LearnWords.text(status, new MomentWords(read.zone())));
            return 0;
        }
    }

    private void rebuild(Stores stores, Settings read) {
        var began = System.nanoTime();
        toldAt = began;
        var rebuild = new Rebuild(stores.database(), read.fields(), read.zone(), shell.clock());
        var learned =
                rebuild.run("rebuild at " + read.serverName(), this::tell)
                        .orElseThrow(() ->
                                new UsageException(
                                        "another rebuild is going on; 'recaller learn' shows"
                                                + " where"));
        var seconds = (System.nanoTime() - began) / 1e9;
        shell.err().println("learned %,d contacts in %.1f s".formatted(learned, seconds));
    }

    /** On standard error, so that what is asked for can be piped on. */
    private void tell(long replayed, long total) {
        var now = System.nanoTime();
        if (now - toldAt >= TELL_EVERY.toNanos()) {
            toldAt = now;
            var percent = total == 0 ? 100 : 100 * replayed / total;
            shell.err().println("%,d of %,d contacts (%d %%)".formatted(replayed, total, percent));
        }
    }
}
