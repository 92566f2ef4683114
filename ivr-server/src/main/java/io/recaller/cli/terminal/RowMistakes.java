package io.recaller.cli.terminal;

import io.recaller.text.CsvFile;
import java.io.PrintStream;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of a file that are left out: the first thousand are told, all are counted. A file of a
 * million mistakes is one mistake, and neither memory nor a terminal holds it a million times. Of
 * one thread.
 */
public final class RowMistakes {
    private static final int MOST_TOLD = 1_000;

    private final String file;
    private final SortedMap<Integer, String> told = new TreeMap<>();
    private int count;

    /** Of this file, as messages name it. */
    public RowMistakes(String file) {
        this.file = file;
    }

    /** One row is left out, because of this: its column and the remedy. */
    public void add(int line, String what) {
        count++;
        if (told.size() < MOST_TOLD) {
            told.put(line, file + ":" + line + ": " + what);
        }
    }

    /** From this line on nothing can be read. */
    public void unclosed(int line) {
        add(line, CsvFile.BROKEN_ROW);
    }

    public int count() {
        return count;
    }

    /** A line each, in the file's order, and how many are not told. */
    public void tell(PrintStream out) {
        told.values().forEach(out::println);
        if (count > told.size()) {
            out.printf(
                    "%s: %d more rows are left out; mend these first%n", file, count - told.size());
        }
    }
}
