package io.recaller.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recaller.cli.option.UsageException;
import io.recaller.report.Sheet;
import io.recaller.report.SheetCsv;
import io.recaller.report.SheetJson;
import io.recaller.report.Timetable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options of reports that say how their figures are written down. */
public final class FigureOptions {
    @ArgGroup private @Nullable Form form;

    /** At most one of them; without any a table for people. */
    static final class Form {
        @Option(names = "--json", required = true, description = "one JSON object, for machines")
        private boolean json;

        @Option(names = "--csv", required = true, description = "a line a row, for spreadsheets")
        private boolean csv;

        @Option(
                names = "--plot",
                paramLabel = "DIR",
                required = true,
                description = "pictures (SVG) into this folder, which is made when it is missing")
        private @Nullable Path plot;
    }

    /** Draws a report into a folder. */
    @FunctionalInterface
    interface Plot {
        /** The files. */
        List<Path> into(Path folder) throws IOException;
    }

    /**
     * Writes it down.
     *
     * @param besides what the JSON tells besides the figures
     * @param head lines above the table
     * @param nothing what people are told when there are no figures
     */
    void tell(
            PrintStream out,
            Sheet sheet,
            Timetable times,
            Instant at,
            Consumer<ObjectNode> besides,
            List<String> head,
            String nothing,
            Plot plot) {
        if (form != null && form.plot != null) {
            draw(plot, form.plot).forEach(file -> out.println("wrote " + file));
        } else if (form != null && form.json) {
            var json = SheetJson.of(sheet, times, at);
            besides.accept(json);
            out.println(json);
        } else if (form != null && form.csv) {
            SheetCsv.of(sheet, times.zone()).forEach(out::println);
        } else {
            head.forEach(out::println);
            out.println();
            if (sheet.totals().isEmpty()) {
                out.println(nothing);
            } else {
                SheetText.of(sheet, times).forEach(out::println);
            }
        }
    }

    private static List<Path> draw(Plot plot, Path folder) {
        try {
            return plot.into(folder);
        } catch (IOException e) {
            throw new UsageException(
                    "cannot write into "
                            + folder
                            + ": "
                            + e.getMessage()
                            + "; give --plot another");
        }
    }
}
