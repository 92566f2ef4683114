package io.recaller.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A sheet for machines: names are stable, times ISO 8601 with offset, spans seconds, shares 0 to 1;
 * what there is nothing to take of is left out. Pure.
 */
public final class SheetJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sheet sheet;
    private final ZoneId zone;

    private SheetJson(Sheet sheet, ZoneId zone) {
        this.sheet = sheet;
        this.zone = zone;
    }

    /** One object; what else it tells may be put beside. */
    public static ObjectNode of(Sheet sheet, Timetable times, Instant at) {
        var json =
                JSON.createObjectNode()
                        .put("from", written(times.from(), times.zone()))
                        .put("to", written(times.to(), times.zone()))
                        .put("zone", times.zone().getId())
                        .put("by", times.by().slug())
                        .put("at", written(at, times.zone()));
        var rows = json.putArray("rows");
        var totals = json.putArray("totals");
        var writer = new SheetJson(sheet, times.zone());
        sheet.rows().forEach(row -> rows.add(writer.row(row)));
        sheet.totals().forEach(row -> totals.add(writer.row(row)));
        return json;
    }

    private ObjectNode row(List<Cell> cells) {
        var json = JSON.createObjectNode();
        for (var index = 0; index < cells.size(); index++) {
            var name = sheet.columns().get(index).name();
            switch (cells.get(index)) {
                case Cell.Words(var text) -> json.put(name, text);
                case Cell.Moment(var at) -> json.put(name, written(at, zone));
                case Cell.Count(var number) -> json.put(name, number);
                case Cell.Span(var length) -> json.put(name, seconds(length));
                case Cell.Share(var value) -> json.put(name, value);
                case Cell.Nothing _ -> {}
            }
        }
        return json;
    }

    static String written(Instant at, ZoneId zone) {
        return at.atZone(zone).toOffsetDateTime().toString();
    }

    /** To the millisecond, without zeros that say nothing. */
    static BigDecimal seconds(Duration length) {
        var exact = BigDecimal.valueOf(length.toMillis(), 3).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }
}
