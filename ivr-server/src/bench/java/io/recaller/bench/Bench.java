package io.recaller.bench;

import io.recaller.bench.load.AgiLoad;
import io.recaller.bench.load.ChatLoad;
import io.recaller.bench.load.IngestLoad;
import io.recaller.bench.load.PageLoad;
import io.recaller.bench.load.ReportLoad;
import io.recaller.bench.load.RoutingLoad;
import io.recaller.bench.load.RtpLoad;
import io.recaller.bench.load.StartLoad;
import io.recaller.routing.week.WeekLoad;
import java.io.IOException;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code make bench} runs: benchmarks of single pieces, then load on a whole server. */
public final class Bench {
    private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

    private Bench() {}

    /**
     * Runs what the pattern is found in the name of.
     *
     * @param arguments a regular expression
     */
    public static void main(String[] arguments) throws RunnerException {
        try {
            var options =
                    new OptionsBuilder()
                            .include(arguments[0])
                            .addProfiler(GCProfiler.class)
                            .build();
            new Runner(options).run();
        } catch (NoBenchmarksException onlyLoad) {
            // The pattern names none of them.
        }
        try {
            loads(Pattern.compile(arguments[0]));
        } catch (IOException | RuntimeException e) {
            // What it began has threads of its own, which would go on for ever.
            LOG.error("a load could not be run to its end", e);
            System.exit(1);
        }
    }

    private static void loads(Pattern chosen) throws IOException {
        if (chosen.matcher(StartLoad.class.getName()).find()) {
            StartLoad.main(new String[0]);
        }
        if (chosen.matcher(AgiLoad.class.getName()).find()) {
            AgiLoad.main(new String[0]);
        }
        if (chosen.matcher(ChatLoad.class.getName()).find()) {
            ChatLoad.main(new String[0]);
        }
        if (chosen.matcher(PageLoad.class.getName()).find()) {
            PageLoad.main(new String[0]);
        }
        if (chosen.matcher(IngestLoad.class.getName()).find()) {
            IngestLoad.main(new String[0]);
        }
        if (chosen.matcher(ReportLoad.class.getName()).find()) {
            ReportLoad.main(new String[0]);
        }
        if (chosen.matcher(RoutingLoad.class.getName()).find()) {
            RoutingLoad.main(new String[0]);
        }
        if (chosen.matcher(WeekLoad.class.getName()).find()) {
            WeekLoad.main(new String[0]);
        }
        if (chosen.matcher(RtpLoad.class.getName()).find()) {
            RtpLoad.main(new String[0]);
        }
    }
}
