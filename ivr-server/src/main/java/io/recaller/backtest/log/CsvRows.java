package io.recaller.backtest.log;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Comma-separated values as RFC 4180 has them: a field in quotes may hold commas, line ends and
 * doubled quotes; lines end with LF or CRLF. Empty lines are left out, spaces around fields too.
 *
 * @param unclosed the line of a quote that nothing closes; the row it is in is left out
 */
public record CsvRows(List<Row> rows, OptionalInt unclosed) {
    public CsvRows {
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param line where it begins, from 1
     */
    public record Row(int line, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        boolean isEmpty() {
            return cells.size() == 1 && cells.getFirst().isEmpty();
        }
    }

    public static CsvRows of(String text) {
        return new Reader(text.startsWith("\uFEFF") ? text.substring(1) : text).read();
    }

    /** Goes through the text once. */
    private static final class Reader {
        private final String text;
        private final List<Row> rows = new ArrayList<>();
        private List<String> cells = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private int line = 1;
        private int began = 1;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        CsvRows read() {
            while (at < text.length()) {
                var letter = text.charAt(at++);
                if (letter == '"' && cell.toString().isBlank()) {
                    var opened = line;
                    if (!quoted()) {
                        return new CsvRows(rows, OptionalInt.of(opened));
                    }
                } else if (letter == ',') {
                    endCell();
                } else if (letter == '\n') {
                    endRow();
                } else {
                    cell.append(letter);
                }
            }
            endRow();
            return new CsvRows(rows, OptionalInt.empty());
        }

        /** Whether the quote is closed. */
        private boolean quoted() {
            cell.setLength(0);
            while (at < text.length()) {
                var letter = text.charAt(at++);
                if (letter == '"' && (at >= text.length() || text.charAt(at) != '"')) {
                    return true;
                }
                at += letter == '"' ? 1 : 0;
                line += letter == '\n' ? 1 : 0;
                cell.append(letter);
            }
            return false;
        }

        private void endCell() {
            cells.add(cell.toString().strip());
            cell.setLength(0);
        }

        private void endRow() {
            endCell();
            var row = new Row(began, cells);
            if (!row.isEmpty()) {
                rows.add(row);
            }
            cells = new ArrayList<>();
            began = ++line;
        }
    }
}
