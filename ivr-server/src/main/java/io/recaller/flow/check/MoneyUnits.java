package io.recaller.flow.check;

import io.recaller.flow.Entry;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.FlowTexts;
import io.recaller.flow.Node;
import io.recaller.speech.Currencies;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Money that readers of another language would not know by its name, and codes of money that there
 * is not.
 */
final class MoneyUnits {
    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
    private static final Pattern IN_TEXT = Pattern.compile("currency/([A-Za-z]{3})\\b");

    private final Flow flow;

    MoneyUnits(Flow flow) {
        this.flow = flow;
    }

    List<FlowProblem> warnings() {
        return Stream.concat(units(), FlowTexts.of(flow).stream().flatMap(this::said))
                .distinct()
                .toList();
    }

    private Stream<FlowProblem> units() {
        return flow.nodes().values().stream()
                .filter(Node.Form.class::isInstance)
                .map(Node.Form.class::cast)
                .flatMap(form -> form.fields().stream().flatMap(field -> unit(form, field)));
    }

    private Stream<FlowProblem> unit(Node.Form form, Field field) {
        return field.entry() instanceof Entry.Amount(String unit)
                ? doubt(unit).map(told -> told.at(flow, place(form, field) + "/amount")).stream()
                : Stream.empty();
    }

    private static String place(Node.Form form, Field field) {
        return "/nodes/" + form.id() + "/form/" + field.name();
    }

    private Stream<FlowProblem> said(FlowTexts.Placed placed) {
        return placed.text().patterns().entrySet().stream()
                .flatMap(text ->
                        IN_TEXT.matcher(text.getValue())
                                .results()
                                .map((MatchResult found) -> found.group(1).toUpperCase(Locale.ROOT))
                                .filter(code -> !Currencies.isCode(code))
                                .map(code ->
                                        noCode(code)
                                                .at(flow, placed.pointer() + "/" + text.getKey())));
    }

    private Optional<Doubt> doubt(String unit) {
        if (Currencies.isCode(unit)) {
            return Optional.empty();
        }
        if (Currencies.isCode(unit.toUpperCase(Locale.ROOT))) {
            return Optional.of(
                    new Doubt(
                            unit + " is read as it stands, in every language",
                            "Write the code in capitals, "
                                    + unit.toUpperCase(Locale.ROOT)
                                    + ": readers then see the money's name in their language"));
        }
        if (CODE.matcher(unit).matches()) {
            return Optional.of(noCode(unit));
        }
        return Currencies.isMoney(unit)
                ? Optional.of(
                        new Doubt(
                                unit + " is read as it stands, in every language",
                                "Write the money's ISO 4217 code, such as KZT or USD: readers then"
                                        + " see its name in their language"))
                : Optional.empty();
    }

    private static Doubt noCode(String code) {
        return new Doubt(code + " is no money's code", "Write one of ISO 4217, such as KZT or USD");
    }

    /** What is told of a unit, wherever it is written. */
    private record Doubt(String message, String remedy) {
        FlowProblem at(Flow flow, String pointer) {
            return flow.source().problem(pointer, message, remedy);
        }
    }
}
