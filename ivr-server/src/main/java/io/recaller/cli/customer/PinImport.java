package io.recaller.cli.customer;

import io.recaller.Stores;
import io.recaller.cli.terminal.Progress;
import io.recaller.cli.terminal.RowMistakes;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.Resolution;
import io.recaller.customer.handle.Handles;
import io.recaller.customer.pin.Pins;
import io.recaller.customer.pin.WrittenPin;
import io.recaller.db.Tx;
import io.recaller.flow.PinLengths;
import io.recaller.text.CsvFile;
import io.recaller.text.Spreadsheet;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sets PINs row by row. Hashing is what takes the time, so it runs on every processor; each row is
 * stored in a transaction of its own. Used once.
 */
public final class PinImport {
    private static final int PIECE = 200;
    private static final int MOST_DOUBTS = 20;

    private final Stores stores;
    private final PinRows file;
    private final boolean create;
    private final InstantSource clock;
    private final Progress progress;
    private final RowMistakes mistakes;
    private final LostZeros zeros = new LostZeros();
    private final Set<CustomerId> set = new HashSet<>();
    private final PinLengths lengths;
    private final SortedMap<Integer, String> unkeyed = new TreeMap<>();
    private int rewritten;

    PinImport(
            Stores stores,
            PinRows file,
            boolean create,
            InstantSource clock,
            Progress progress,
            PinLengths lengths) {
        this.stores = stores;
        this.file = file;
        this.mistakes = new RowMistakes(file.name());
        this.create = create;
        this.clock = clock;
        this.progress = progress;
        this.lengths = lengths;
    }

    /**
     * What came of it.
     *
     * @param set how many customers have their PIN now
     * @param mistakes of the rows left out; never a PIN
     * @param doubts what may be wrong with those that are set
     */
    record Imported(int set, RowMistakes mistakes, List<String> doubts) {}

    Imported run() {
        stores.pins().pepper().required();
        var rows = sure(file.rows().stream().flatMap(row -> ready(row).stream()).toList());
        var left = file.rows().size() - rows.size();
        for (int from = 0; from < rows.size(); from += PIECE) {
            var to = Math.min(rows.size(), from + PIECE);
            piece(rows.subList(from, to));
            progress.at(left + to);
        }
        file.unclosed().ifPresent(mistakes::unclosed);
        return new Imported(
                set.size(),
                mistakes,
                Stream.of(zeros.seem(file.name()).stream(), rewrittenPins(), unkeyed())
                        .flatMap(Function.identity())
                        .toList());
    }

    private Stream<String> rewrittenPins() {
        return rewritten == 0
                ? Stream.empty()
                : Stream.of(
                        "%s: pin: of %d %s %s"
                                .formatted(
                                        file.name(),
                                        rewritten,
                                        rewritten == 1 ? "row" : "rows",
                                        WrittenPin.rewritten()));
    }

    private Stream<String> unkeyed() {
        var more = unkeyed.size() - MOST_DOUBTS;
        return Stream.concat(
                unkeyed.values().stream().limit(MOST_DOUBTS),
                more > 0
                        ? Stream.of(file.name() + ": " + more + " more that no caller can key")
                        : Stream.empty());
    }

    /** Without numbers that several rows give another PIN: which of them is right nobody knows. */
    private List<Ready> sure(List<Ready> rows) {
        var same = rows.stream().collect(Collectors.groupingBy(Ready::handle));
        return rows.stream()
                .filter(row -> {
                    var other = other(row, same.getOrDefault(row.handle(), List.of()));
                    other.ifPresent(line ->
                            mistake(
                                    row.line(),
                                    "number: line "
                                            + line
                                            + " gives it another PIN; keep the one that is right"));
                    return other.isEmpty();
                })
                .toList();
    }

    /** The line of the first row of the number that has another PIN. */
    private static Optional<Integer> other(Ready row, List<Ready> same) {
        return same.stream()
                .filter(each -> !each.pin().equals(row.pin()))
                .map(Ready::line)
                .findFirst();
    }

    private record Ready(int line, Handle handle, String pin) {}

    private record Hashed(Ready row, Pins.Hashed pin) {}

    private void piece(List<Ready> rows) {
        var hashed =
                rows.parallelStream()
                        .map(row -> new Hashed(row, stores.pins().hashed(row.pin())))
                        .toList();
        hashed.forEach(this::store);
    }

    /** A transaction of its own: two rows' locks at once could cross those of a call or contact. */
    private void store(Hashed row) {
        var refused = stores.database().inTransaction(tx -> store(tx, row));
        refused.ifPresentOrElse(
                what -> mistake(row.row().line(), what),
                () ->
                        lengths.doubt(row.row().pin().length())
                                .ifPresent(doubt -> doubt(row.row().line(), doubt)));
    }

    private void doubt(int line, String what) {
        unkeyed.put(line, file.name() + ":" + line + ": pin: is set, but it " + what);
    }

    private Optional<Ready> ready(CsvFile.Row row) {
        var cells = row.cells();
        if (cells.size() != file.width()) {
            return wrong(row.line(), OtherWidth.words(cells, file.width(), file.separator()));
        }
        var written = WrittenPin.of(cells.get(file.pin()));
        var pin = Spreadsheet.plain(written.digits());
        if (!Pins.isPin(pin)) {
            return wrong(row.line(), "pin: " + unfit(pin));
        }
        var number = Spreadsheet.plain(cells.get(file.number()));
        var lost = Spreadsheet.lost(number);
        if (lost.isPresent()) {
            return wrong(row.line(), "number: " + lost.get());
        }
        return switch (stores.handles().parse(number)) {
            case Handles.Reading.Read(Handle handle) -> {
                zeros.take(row.line(), pin);
                rewritten += written.isRewritten() ? 1 : 0;
                yield Optional.of(new Ready(row.line(), handle, pin));
            }
            case Handles.Reading.Withheld() ->
                    wrong(
                            row.line(),
                            number.isEmpty()
                                    ? "number: is missing; write it as +77011234567"
                                    : "number: is nobody's: it stands where a number is withheld or"
                                            + " not known; write it as +77011234567");
            case Handles.Reading.Wrong(String problem) -> wrong(row.line(), "number: " + problem);
        };
    }

    /** Never the PIN itself. */
    private static String unfit(String pin) {
        if (pin.isEmpty()) {
            return "is missing; it has 4 to 12 digits";
        }
        if (pin.chars().anyMatch(letter -> !Character.isDigit(letter))) {
            return "has 4 to 12 digits and nothing else: telephones have no other keys for it";
        }
        return pin.matches("\\d{13,}")
                ? "is too long: has 4 to 12 digits, and this one has " + pin.length()
                : "has 4 to 12 digits; a spreadsheet drops zeros in front unless the column is text";
    }

    private Optional<Ready> wrong(int line, String what) {
        mistake(line, what);
        return Optional.empty();
    }

    private void mistake(int line, String what) {
        mistakes.add(line, what);
    }

    private Optional<String> store(Tx tx, Hashed row) {
        var now = clock.instant();
        var customers = stores.customers();
        var handle = row.row().handle();
        var found =
                create ? customers.createWhenNew(tx, handle, now) : customers.resolve(tx, handle);
        return switch (found) {
            case Resolution.One(var customer) -> {
                stores.pins().set(tx, customer, row.pin(), now);
                PinCommand.note(tx, stores, "pin.set", customer, now);
                set.add(customer);
                yield Optional.empty();
            }
            case Resolution.Nobody _ ->
                    Optional.of("number: nobody has it; add --create to make a customer");
            case Resolution.Several(var several) ->
                    Optional.of(
                            "number: "
                                    + several.size()
                                    + " customers share it; use one that only one of them has");
        };
    }
}
