package io.recaller.report;

import io.recaller.report.Sheet.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** A report of the queues as rows of figures. Pure. */
public final class QueueSheet {
    /** People are shown these only where somebody was told something. */
    private static final Set<String> OF_PROMISES =
            Set.of(
                    "told",
                    "toldKept",
                    "toldLonger",
                    "toldSooner",
                    "toldLeftBefore",
                    "toldKeptShare");

    /** People are shown these only where there were any. */
    private static final Set<String> RARE =
            Set.of(
                    "ringGroup",
                    "overflowed",
                    "closed",
                    "exited",
                    "callBacks",
                    "voicemails",
                    "waiting");

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
                    new Column("voicemails", "voicemails"),
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
                    new Column("target", ""),
                    new Column("told", "told"),
                    new Column("toldKept", "came true"),
                    new Column("toldLonger", "took longer"),
                    new Column("toldSooner", "came sooner"),
                    new Column("toldLeftBefore", "left before"),
                    new Column("toldKeptShare", "true"),
                    new Column("holdSeconds", ""));

    private final QueueReport report;
    private final TransferColumns transfers;

    private QueueSheet(QueueReport report) {
        this.report = report;
        this.transfers =
                new TransferColumns(report.totals().stream().map(row -> row.figures().transfers()));
    }

    public static Sheet of(QueueReport report) {
        return new QueueSheet(report).sheet();
    }

    private Sheet sheet() {
        var times = report.times();
        var rows =
                report.rows().stream()
                        .map(row ->
                                cells(
                                        new Cell.Moment(times.begin(row.slice())),
                                        new Cell.Moment(times.end(row.slice())),
                                        row))
                        .toList();
        var totals =
                report.totals().stream()
                        .map(row ->
                                cells(
                                        new Cell.Moment(times.from()),
                                        new Cell.Moment(times.to()),
                                        row))
                        .toList();
        return new Sheet(columns(totals), rows, totals);
    }

    private List<Column> columns(List<List<Cell>> totals) {
        var isToldOf =
                report.totals().stream().anyMatch(row -> row.figures().promises().told() > 0);
        var columns = new ArrayList<Column>();
        for (var column : COLUMNS) {
            var at = columns.size();
            var isNone =
                    RARE.contains(column.name())
                            && totals.stream()
                                    .allMatch(row -> row.get(at).equals(new Cell.Count(0)));
            var isUntold = !isToldOf && OF_PROMISES.contains(column.name());
            columns.add(isNone || isUntold ? column.forMachines() : column);
        }
        columns.addAll(transfers.columns());
        return columns;
    }

    private List<Cell> cells(Cell from, Cell to, QueueReport.Row row) {
        return Stream.concat(
                        figures(from, to, row).stream(),
                        transfers
                                .cells(row.figures().transfers(), row.figures().meanHold())
                                .stream())
                .toList();
    }

    private static List<Cell> figures(Cell from, Cell to, QueueReport.Row row) {
        var figures = row.figures();
        var promises = figures.promises();
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
                new Cell.Count(figures.voicemails()),
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
                Cell.share(OptionalDouble.of(figures.level().target())),
                new Cell.Count(promises.told()),
                new Cell.Count(promises.kept()),
                new Cell.Count(promises.longer()),
                new Cell.Count(promises.sooner()),
                new Cell.Count(promises.leftBefore()),
                Cell.share(promises.keptShare()),
                new Cell.Span(figures.transfers().hold()));
    }
}
