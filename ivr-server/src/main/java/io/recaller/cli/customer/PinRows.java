package io.recaller.cli.customer;

import io.recaller.cli.option.UsageException;
import io.recaller.text.CsvFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The rows of a CSV file of numbers and PINs.
 *
 * @param name how mistakes name the file
 * @param rows without the header
 * @param unclosed the line of a quote that is never closed; empty when there is none
 */
public record PinRows(
        String name,
        List<CsvFile.Row> rows,
        int number,
        int pin,
        int width,
        char separator,
        OptionalInt unclosed) {
    /** Hashing these takes hours. */
    private static final int MOST = 1_000_000;

    private static final List<String> NUMBER = List.of("number", "handle", "phone", "customer");
    private static final List<String> PIN = List.of("pin");

    /**
     * Finds the columns.
     *
     * @throws UsageException when there is no header with both
     */
    static PinRows of(CsvFile csv) {
        var name = csv.name();
        var header =
                csv
                        .header()
                        .orElseThrow(() ->
                                new UsageException(
                                        name + " is empty; the first line must be number,pin"))
                        .cells()
                        .stream()
                        .map(cell -> cell.toLowerCase(Locale.ROOT))
                        .toList();
        var number = column(header, NUMBER);
        var pin = column(header, PIN);
        if (number < 0 || pin < 0) {
            throw new UsageException(
                    name
                            + ":1: the first line must name the columns number and pin, with a"
                            + " comma between, such as number,pin");
        }
        var rows = new ArrayList<CsvFile.Row>();
        var unclosed = csv.forEach(row -> add(rows, row.atMost(header.size()), name));
        return new PinRows(name, rows, number, pin, header.size(), csv.separator(), unclosed);
    }

    private static void add(List<CsvFile.Row> rows, CsvFile.Row row, String name) {
        if (rows.size() == MOST) {
            throw new UsageException(
                    name + " has more than " + MOST + " rows; split it into smaller files");
        }
        rows.add(row);
    }

    /** The surest name wins: a file from elsewhere may have a customer and a phone. */
    private static int column(List<String> header, List<String> names) {
        return names.stream().map(header::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
    }

    int size() {
        return rows.size();
    }
}
