package io.recaller.report;

import io.recaller.agent.NotReadyReason;
import io.recaller.report.Sheet.Column;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A report of the agents as rows of figures, a column for each reason of not being ready. Pure. */
public final class AgentSheet {
    /** For machines {@code notReady.lunch}, for people {@code not ready: lunch}. */
    private static final String NOT_READY = "notReady.";

    private final AgentReport report;
    private final List<String> reasons;
    private final TransferColumns transfers;

    private AgentSheet(AgentReport report) {
        this.report = report;
        this.reasons = List.copyOf(report.reasons());
        this.transfers =
                new TransferColumns(report.totals().stream().map(row -> row.figures().transfers()));
    }

    public static Sheet of(AgentReport report) {
        return new AgentSheet(report).sheet();
    }

    private Sheet sheet() {
        var times = report.times();
        var rows =
                report.rows().stream()
                        .map(row ->
                                cells(
                                        new Cell.Moment(times.begin(row.slice())),
                                        new Cell.Moment(times.end(row.slice())),
                                        row.login(),
                                        row.figures()))
                        .toList();
        var totals = new ArrayList<List<Cell>>();
        report.totals().forEach(row -> totals.add(total(row.login(), row.figures())));
        if (report.totals().size() > 1) {
            totals.add(total("all", report.all()));
        }
        return new Sheet(columns(), rows, totals);
    }

    private List<Cell> total(String login, AgentFigures figures) {
        return cells(
                new Cell.Moment(report.times().from()),
                new Cell.Moment(report.times().to()),
                login,
                figures);
    }

    private List<Column> columns() {
        var columns =
                new ArrayList<>(
                        List.of(
                                new Column("from", "from"),
                                new Column("to", ""),
                                new Column("agent", "agent"),
                                new Column("offered", "offered"),
                                new Column("answered", "answered"),
                                new Column("noAnswer", "no answer"),
                                new Column("refused", "refused"),
                                new Column("callerGone", "caller gone"),
                                new Column("failed", "failed"),
                                new Column("handled", ""),
                                new Column("ahtSeconds", "AHT"),
                                new Column("meanTalkSeconds", "mean talk"),
                                new Column("meanWrapUpSeconds", "mean wrap-up"),
                                new Column("occupancy", "occupancy"),
                                new Column("signedInSeconds", "time signed in"),
                                new Column("talkingSeconds", "talking"),
                                new Column("wrapUpSeconds", "wrap-up"),
                                new Column("ringingSeconds", "ringing"),
                                new Column("readySeconds", "ready"),
                                new Column("notReadySeconds", "not ready")));
        reasons.forEach(reason ->
                columns.add(
                        new Column(
                                NOT_READY + reason + "Seconds",
                                "not ready: " + new NotReadyReason(reason).words())));
        columns.addAll(transfers.columns());
        return columns;
    }

    private List<Cell> cells(Cell from, Cell to, String login, AgentFigures figures) {
        var cells =
                new ArrayList<>(
                        List.of(
                                from,
                                to,
                                new Cell.Words(login),
                                new Cell.Count(figures.offered()),
                                new Cell.Count(figures.answered()),
                                new Cell.Count(figures.noAnswer()),
                                new Cell.Count(figures.refused()),
                                new Cell.Count(figures.callerGone()),
                                new Cell.Count(figures.failed()),
                                new Cell.Count(figures.handled()),
                                Cell.span(figures.aht()),
                                Cell.span(figures.meanTalk()),
                                Cell.span(figures.meanWrapUp()),
                                Cell.share(figures.occupancy()),
                                new Cell.Span(figures.signedIn()),
                                new Cell.Span(figures.talking()),
                                new Cell.Span(figures.wrappingUp()),
                                new Cell.Span(figures.ringing()),
                                new Cell.Span(figures.ready()),
                                new Cell.Span(figures.notReadyInAll())));
        reasons.forEach(reason ->
                cells.add(new Cell.Span(figures.notReady().getOrDefault(reason, Duration.ZERO))));
        cells.addAll(transfers.cells(figures.transfers(), figures.meanHold()));
        return cells;
    }
}
