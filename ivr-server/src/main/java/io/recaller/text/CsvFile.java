package io.recaller.text;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.recaller.text.TextFile.UnreadableException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A table as CSV, whatever program wrote it: its encoding and separator are recognised, rows are
 * read one by one. A field in quotes may hold separators, line ends and doubled quotes. Empty rows
 * are left out, spaces around fields too.
 */
public final class CsvFile {
    /** Characters: a longer line or field is a quote that nothing closes. */
    private static final int LONGEST_FIELD = 1 << 20;

    /** What ends the reading of a file, as its reader cannot tell one from the other. */
    public static final String BROKEN_ROW =
            "a quote is not closed, or a field or row is longer than any is; close it, or mend the"
                    + " row";

    private static final int LOOKED_AT = 100_000;
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private final String name;
    private final Source source;
    private final Charset encoding;
    private final char separator;
    private final boolean spaced;

    private CsvFile(String name, Source source, CsvFormat format) throws IOException {
        this.name = name;
        this.source = source;
        refuseNoText();
        this.encoding =
                format.encoding().isPresent() ? format.encoding().get() : encoding(name, source);
        try {
            this.separator =
                    format.separator().isPresent()
                            ? format.separator().get()
                            : Separator.of(reader());
            this.spaced = spaced();
        } catch (CharacterCodingException other) {
            throw otherwiseEncoded(name, encoding);
        }
    }

    /** What a spreadsheet or a packer wrote is in no encoding at all. */
    private void refuseNoText() throws IOException {
        try (var in = source.open()) {
            var found = NoText.found(in.readNBytes(NoText.LOOKED_AT));
            if (found.isPresent()) {
                throw new UnreadableException(name + found.get());
            }
        }
    }

    /** Gives the bytes from their beginning, as often as asked. */
    private interface Source {
        InputStream open() throws IOException;
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

        static Row of(CsvRecord written) {
            var cells = written.getFields().stream().map(Blanks::stripped).toList();
            return new Row(Math.toIntExact(written.getStartingLineNumber()), cells);
        }

        boolean tellsSeparator() {
            return line == 1 && cells.getFirst().toLowerCase(Locale.ROOT).startsWith("sep=");
        }

        boolean isEmpty() {
            return cells.stream().allMatch(String::isEmpty);
        }

        /** Without the empty fields that spreadsheets write behind the last column. */
        public Row atMost(int columns) {
            var used = cells.size();
            while (used > columns && cells.get(used - 1).isEmpty()) {
                used--;
            }
            return used == cells.size() ? this : new Row(line, cells.subList(0, used));
        }
    }

    /**
     * Looks at a file.
     *
     * @throws UnreadableException when it is not there, not readable or in no encoding known
     */
    public static CsvFile of(Path file, CsvFormat format) {
        var name = file.toString();
        try {
            if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
                // A pipe gives its bytes once.
                try (var in = Files.newInputStream(file)) {
                    return of(name, in, format);
                }
            }
            return new CsvFile(name, () -> TextFile.open(file), format);
        } catch (IOException e) {
            throw TextFile.unreadable(name, e);
        }
    }

    /**
     * As {@link #of(Path, CsvFormat)}, of a stream, which is held in memory.
     *
     * @param name how messages name it
     */
    public static CsvFile of(String name, InputStream in, CsvFormat format) {
        try {
            var bytes = TextFile.bytes(name, in);
            return new CsvFile(name, () -> new ByteArrayInputStream(bytes), format);
        } catch (IOException e) {
            throw TextFile.unreadable(name, e);
        }
    }

    private static Charset encoding(String name, Source source) throws IOException {
        try (var in = source.open()) {
            return Encoding.of(in)
                    .orElseThrow(() ->
                            new UnreadableException(
                                    name
                                            + " is not UTF-8 and its encoding cannot be told; name"
                                            + " it, such as --encoding windows-1251"));
        }
    }

    public String name() {
        return name;
    }

    /** How it is written, in words; empty when as documented: UTF-8 with commas. */
    public Optional<String> format() {
        return CsvFormat.words(encoding, separator);
    }

    public char separator() {
        return separator;
    }

    /** The first row; empty when there is none. */
    public Optional<Row> header() {
        try (var rows = rows()) {
            return next(rows);
        } catch (CsvParseException e) {
            throw broken(e);
        } catch (IOException e) {
            throw TextFile.unreadable(name, e);
        }
    }

    /**
     * Goes through all rows below the header.
     *
     * @return the line of the row in which a quote begins that nothing closes: from there on
     *     nothing is read; empty when there is none
     */
    public OptionalInt forEach(Consumer<? super Row> take) {
        try (var rows = rows()) {
            next(rows);
            for (var row = next(rows); row.isPresent(); row = next(rows)) {
                take.accept(row.get());
            }
            return OptionalInt.empty();
        } catch (CsvParseException e) {
            return OptionalInt.of(line(e));
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The next that is not empty. */
    private static Optional<Row> next(CloseableIterator<CsvRecord> rows) {
        while (rows.hasNext()) {
            var row = Row.of(rows.next());
            if (!row.isEmpty() && !row.tellsSeparator()) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private CloseableIterator<CsvRecord> rows() throws IOException {
        var reader =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowUnclosedQuote(false)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .maxBufferSize(LONGEST_FIELD);
        return (spaced ? reader.trimWhitespacesAroundQuotes(true) : withTails(reader))
                .ofCsvRecord(reader())
                .iterator();
    }

    // Deprecated because RFC 4180 has no letters behind a closing quote; people's files do.
    @SuppressWarnings("removal")
    private static CsvReader.CsvReaderBuilder withTails(CsvReader.CsvReaderBuilder reader) {
        return reader.allowExtraCharsAfterClosingQuote(true);
    }

    /** Whether fields in quotes have spaces in front: fastcsv reads either these or tails. */
    private boolean spaced() throws IOException {
        var head = new char[LOOKED_AT];
        try (var in = reader()) {
            var read = Math.max(0, in.read(head));
            return Pattern.compile("(?m)(?:^|" + Pattern.quote("" + separator) + ") +\"")
                    .matcher(new String(head, 0, read))
                    .find();
        }
    }

    /** Without a byte order mark; what is not of this encoding is an error. */
    private Reader reader() throws IOException {
        var reader =
                new PushbackReader(
                        new BufferedReader(
                                new InputStreamReader(source.open(), encoding.newDecoder())));
        var first = reader.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            reader.unread(first);
        }
        return reader;
    }

    private static int line(CsvParseException failure) {
        var found = LINE.matcher(String.valueOf(failure.getMessage()));
        return found.find() ? Integer.parseInt(found.group(1)) : 1;
    }

    private UnreadableException broken(CsvParseException failure) {
        return new UnreadableException(name + ":" + line(failure) + ": " + BROKEN_ROW);
    }

    private UnreadableException unreadable(IOException failure) {
        return failure instanceof CharacterCodingException
                ? otherwiseEncoded(name, encoding)
                : TextFile.unreadable(name, failure);
    }

    private static UnreadableException otherwiseEncoded(String name, Charset encoding) {
        return new UnreadableException(
                name + " is not " + encoding.name() + "; leave --encoding out, or name another");
    }
}
