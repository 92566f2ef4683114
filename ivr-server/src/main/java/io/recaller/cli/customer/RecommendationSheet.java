package io.recaller.cli.customer;

import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.RowMistakes;
import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.db.Storable;
import io.recaller.recommendation.NewRecommendation;
import io.recaller.recommendation.Recommendation;
import io.recaller.recommendation.RecommendationId;
import io.recaller.text.CsvFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A CSV file of recommendations, read row by row. Its columns are known by their names: {@code id},
 * {@code product}, {@code topic}, {@code until}, {@code text.LANGUAGE}, and others that may be left
 * out.
 */
final class RecommendationSheet {
    private static final List<String> NEEDED = List.of("id", "product", "topic", "until");
    private static final List<String> KNOWN =
            List.of("id", "product", "topic", "from", "until", "segments", "weight", "tier");

    /** As spreadsheets write days in many countries, and no other way with dots. */
    private static final DateTimeFormatter DOTTED =
            DateTimeFormatter.ofPattern("d.M.uuuu", Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);

    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_PRODUCT = 80;

    private final String name;
    private final List<String> columns;
    private final ZoneId zone;
    private final Instant now;

    private RecommendationSheet(String name, List<String> columns, ZoneId zone, Instant now) {
        this.name = name;
        this.columns = columns;
        this.zone = zone;
        this.now = now;
    }

    /**
     * What a file says.
     *
     * @param mistakes of the rows left out
     */
    record Read(List<NewRecommendation> given, RowMistakes mistakes) {}

    /**
     * Reads all rows.
     *
     * @throws UsageException when the first line does not name the columns
     */
    static Read read(CsvFile csv, ZoneId zone, Instant now) {
        var header =
                csv.header().map(row -> row.atMost(0).cells()).orElse(List.of()).stream()
                        .map(cell -> cell.toLowerCase(Locale.ROOT))
                        .toList();
        var sheet = new RecommendationSheet(csv.name(), header, zone, now);
        sheet.checkColumns();
        var given = new ArrayList<NewRecommendation>();
        var mistakes = new RowMistakes(csv.name());
        csv.forEach(row -> sheet.add(row.atMost(header.size()), given, mistakes))
                .ifPresent(mistakes::unclosed);
        return new Read(List.copyOf(given), mistakes);
    }

    private void checkColumns() {
        var missing = NEEDED.stream().filter(each -> !columns.contains(each)).toList();
        if (!missing.isEmpty() || columns.stream().noneMatch(each -> each.startsWith("text."))) {
            throw new UsageException(
                    name
                            + (columns.isEmpty() ? " is empty;" : ":1:")
                            + " the first line must name the columns id, product, topic, until"
                            + " and text.en (or another language), with a comma between");
        }
        checkNamed();
        columns.stream()
                .filter(each -> Collections.frequency(columns, each) > 1)
                .findFirst()
                .ifPresent(twice -> {
                    throw new UsageException(
                            name + ":1: the column " + twice + " is there twice; keep one of them");
                });
        var unknown =
                columns.stream()
                        .filter(each ->
                                !KNOWN.contains(each)
                                        && !each.matches("(text|said|reason)\\.[a-z]{2,3}"))
                        .toList();
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    name
                            + ":1: there is no column "
                            + unknown.getFirst()
                            + "; there are "
                            + String.join(", ", KNOWN)
                            + ", and text, said and reason with a language, such as text.ru");
        }
    }

    private void checkNamed() {
        var unnamed =
                IntStream.range(0, columns.size())
                        .filter(at -> columns.get(at).isEmpty())
                        .mapToObj(at -> String.valueOf(at + 1))
                        .toList();
        if (!unnamed.isEmpty()) {
            throw new UsageException(
                    name
                            + ":1: no name is above column "
                            + String.join(", ", unnamed)
                            + "; name it or take it out");
        }
    }

    private void add(CsvFile.Row row, List<NewRecommendation> given, RowMistakes mistakes) {
        try {
            given.add(new NewRecommendation(recommendation(row), List.of()));
        } catch (WrongCellException wrong) {
            mistakes.add(row.line(), String.valueOf(wrong.getMessage()));
        }
    }

    private Recommendation recommendation(CsvFile.Row row) {
        if (row.cells().size() != columns.size()) {
            throw new WrongCellException(
                    row.cells().size()
                            + " fields; expected "
                            + columns.size()
                            + " as in the header; put a field with a comma in quotes");
        }
        var cells = new HashMap<String, String>();
        for (var i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i), row.cells().get(i));
        }
        var texts = texts(cells, "text.");
        if (texts.isEmpty()) {
            throw new WrongCellException("text: is missing; write one in some language");
        }
        var from = cell(cells, "from").map(text -> time("from", text, false)).orElse(now);
        var until =
                time(
                        "until",
                        cell(cells, "until")
                                .orElseThrow(() -> new WrongCellException("until: is missing")),
                        true);
        if (!until.isAfter(now) || !until.isAfter(from)) {
            throw new WrongCellException("until: is over already, or before from");
        }
        return new Recommendation(
                value(cells, "id", RecommendationId::new),
                value(cells, "product", RecommendationSheet::product),
                value(cells, "topic", Topic::new),
                cell(cells, "tier").map(RecommendationSheet::tier).orElse(TrustTier.ATTESTED),
                texts,
                texts(cells, "said."),
                texts(cells, "reason."),
                cell(cells, "segments")
                        .map(text -> Set.copyOf(Arrays.asList(text.split("\\s*\\|\\s*"))))
                        .orElse(Set.of()),
                false,
                cell(cells, "weight").map(RecommendationSheet::weight).orElse(1.0),
                from,
                until);
    }

    private static Optional<String> cell(Map<String, String> cells, String column) {
        return Optional.ofNullable(cells.get(column)).filter(text -> !text.isBlank());
    }

    private static <T> T value(
            Map<String, String> cells, String column, Function<String, T> parse) {
        var text =
                cell(cells, column)
                        .orElseThrow(() -> new WrongCellException(column + ": is missing"));
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new WrongCellException(column + ": " + e.getMessage());
        }
    }

    private static String product(String text) {
        if (text.length() > LONGEST_PRODUCT) {
            throw new IllegalArgumentException("has 80 characters at most");
        }
        return text;
    }

    private Map<String, String> texts(Map<String, String> cells, String prefix) {
        var texts = new LinkedHashMap<String, String>();
        columns.stream()
                .filter(column -> column.startsWith(prefix))
                .forEach(column ->
                        cell(cells, column)
                                .ifPresent(text -> {
                                    if (text.length() > LONGEST_TEXT) {
                                        throw new WrongCellException(
                                                column + ": has 1000 characters at most");
                                    }
                                    texts.put(column.substring(prefix.length()), text);
                                }));
        return texts;
    }

    private static TrustTier tier(String text) {
        return Arrays.stream(TrustTier.values())
                .filter(each -> each.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() ->
                        new WrongCellException(
                                "tier: write one of "
                                        + Arrays.stream(TrustTier.values())
                                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                                .collect(Collectors.joining(", "))));
    }

    private static double weight(String text) {
        try {
            var weight = Double.parseDouble(text.replace(',', '.'));
            if (weight >= Recommendation.LIGHTEST && weight <= Recommendation.HEAVIEST) {
                return weight;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new WrongCellException("weight: write a number from 0.01 to 100, such as 1.5");
    }

    /** A day counts whole. */
    private Instant time(String column, String text, boolean isEnd) {
        try {
            var day = text.contains(".") ? LocalDate.parse(text, DOTTED) : LocalDate.parse(text);
            var begin = kept(column, day.atStartOfDay(zone).toInstant());
            return isEnd ? latest(day.plusDays(1).atStartOfDay(zone).toInstant()) : begin;
        } catch (DateTimeException _) {
            try {
                return kept(column, LocalDateTime.parse(text).atZone(zone).toInstant());
            } catch (DateTimeException _) {
                throw new WrongCellException(
                        column + ": write a day such as 2026-12-31, or a time 2026-12-31T18:00");
            }
        }
    }

    /** Who means never writes the last day there is, and it ends in the year after. */
    private static Instant latest(Instant at) {
        return at.isAfter(Storable.LATEST) ? Storable.LATEST : at;
    }

    private static Instant kept(String column, Instant at) {
        if (!Storable.canHold(at)) {
            throw new WrongCellException(column + ": write a day before the year 10000");
        }
        return at;
    }

    /** What is wrong with one row, and the remedy. */
    private static final class WrongCellException extends RuntimeException {
        WrongCellException(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
