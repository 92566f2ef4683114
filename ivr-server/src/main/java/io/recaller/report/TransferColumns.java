package io.recaller.report;

import io.recaller.report.Sheet.Column;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The columns of transfers, at the end of a sheet: for people only where there were any, for
 * machines one more for each kind and outcome that there was. Pure.
 */
final class TransferColumns {
    private static final String PREFIX = "transfers.";

    private final List<String> kinds;

    TransferColumns(Stream<TransferFigures> told) {
        var all = new TreeSet<String>();
        told.forEach(each -> all.addAll(each.byOutcome().keySet()));
        this.kinds = List.copyOf(all);
    }

    List<Column> columns() {
        var always =
                Stream.of(
                                new Column("sentOn", "sent on"),
                                new Column("consulted", "consulted"),
                                new Column("meanHoldSeconds", "mean hold"))
                        .map(column -> kinds.isEmpty() ? column.forMachines() : column);
        var each = kinds.stream().map(kind -> new Column(PREFIX + kind, ""));
        return Stream.concat(always, each).toList();
    }

    List<Cell> cells(TransferFigures figures, Optional<Duration> meanHold) {
        var always =
                Stream.of(
                        new Cell.Count(figures.sentOn()),
                        new Cell.Count(figures.consulted()),
                        Cell.span(meanHold));
        var each =
                kinds.stream()
                        .map(kind -> new Cell.Count(figures.byOutcome().getOrDefault(kind, 0L)));
        return Stream.<Cell>concat(always, each).toList();
    }
}
