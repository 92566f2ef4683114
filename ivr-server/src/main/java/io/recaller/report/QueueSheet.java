package io.recaller.report;

import io.recaller.report.Sheet.Column;
import java.util.List;
import java.util.OptionalDouble;

/** A report of the queues as rows of figures. Pure. */
public final class QueueSheet {
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("from", "from"),
                    new Column("to", ""),
                    new Column("queue", "queue"),
                    new Column("offered", "offered"),
                    new Column("answered", "answered"),
                    new Column("inTime", "in time"),
                    new Column("abandoned", "abandoned"),
                    new Column("abandonedShort", "short"),
                    new Column("ringGroup", "ring group"),
                    new Column("overflowed", "overflow"),
                    new Column("closed", "closed"),
                    new Column("exited", "exited"),
                    new Column("callBacks", "call-backs"),
                    new Column("waiting", "waiting"),
                    new Column("serviceLevel", "service level"),
                    new Column("abandonRate", ""),
                    new Column("asaSeconds", "ASA"),
                    new Column("longestWaitSeconds", "longest"),
                    new Column("handled", ""),
                    new Column("ahtSeconds", "AHT"),
                    new Column("talkSeconds", ""),
                    new Column("wrapUpSeconds", ""),
                    new Column("occupancy", "occupancy"),
                    new Column("thresholdSeconds", ""),
                    new Column("target", ""));

    private QueueSheet() {}

    public static Sheet of(QueueReport report) {
        var times = report.times();
        return new Sheet(
                COLUMNS,
                report.rows().stream()
                        .map(row ->
                                cells(
                                        new Cell.Moment(times.begin(row.slice())),
                                        new Cell.Moment(times.end(row.slice())),
                                        row))
                        .toList(),
                report.totals().stream()
                        .map(row ->
                                cells(
                                        new Cell.Moment(times.from()),
                                        new Cell.Moment(times.to()),
                                        row))
                        .toList());
    }

    private static List<Cell> cells(Cell from, Cell to, QueueReport.Row row) {
        var figures = row.figures();
        return List.of(
                from,
                to,
                new Cell.Words(row.queue()),
                new Cell.Count(figures.offered()),
                new Cell.Count(figures.answered()),
                new Cell.Count(figures.inTime()),
                new Cell.Count(figures.abandoned()),
                new Cell.Count(figures.abandonedShort()),
                new Cell.Count(figures.ringGroup()),
                new Cell.Count(figures.overflowed()),
                new Cell.Count(figures.closed()),
                new Cell.Count(figures.exited()),
                new Cell.Count(figures.callBacks()),
                new Cell.Count(figures.waiting()),
                Cell.share(figures.serviceLevel()),
                Cell.share(figures.abandonRate()),
                Cell.span(figures.asa()),
                new Cell.Span(figures.longest()),
                new Cell.Count(figures.handled()),
                Cell.span(figures.aht()),
                new Cell.Span(figures.talk()),
                new Cell.Span(figures.wrapUp()),
                Cell.share(figures.occupancy()),
                new Cell.Span(figures.level().within()),
                Cell.share(OptionalDouble.of(figures.level().target())));
    }
}
