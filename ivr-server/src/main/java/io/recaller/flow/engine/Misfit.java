package io.recaller.flow.engine;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowTexts;
import io.recaller.flow.Node;
import io.recaller.speech.Wanted;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A value of a look-up's answer that is not what the flow makes of it.
 *
 * @param source the look-up's name in the settings
 * @param answer the value's name in the answer
 * @param wanted what it should be, in plain words
 */
public record Misfit(String source, String answer, String wanted) {
    /** Codes that are worth telling: a dollar is any of thirty. */
    private static final int FEW = 3;

    /**
     * What is wrong with an answer to the look-up this dialogue is at; with any the dialogue goes
     * to its {@code on_failure}.
     */
    public static List<Misfit> of(Flow flow, Dialogue dialogue, Input.Found found, ZoneId zone) {
        return flow.nodes().get(dialogue.node()) instanceof Node.LookUp lookUp
                ? of(flow, lookUp, found, zone)
                : List.of();
    }

    /** A blank value counts as none. */
    static List<Misfit> of(Flow flow, Node.LookUp lookUp, Input.Found found, ZoneId zone) {
        return lookUp.result().entrySet().stream()
                .flatMap(result -> {
                    var value = found.values().getOrDefault(result.getValue(), "");
                    return wanted(flow, result.getKey(), value, zone)
                            .filter(_ -> !value.isBlank())
                            .map(wanted -> new Misfit(lookUp.source(), result.getValue(), wanted))
                            .stream();
                })
                .sorted(Comparator.comparing(Misfit::answer))
                .toList();
    }

    private static Optional<String> wanted(Flow flow, String name, String value, ZoneId zone) {
        var asked =
                flow.fields().stream()
                        .filter(field -> field.name().equals(name))
                        .filter(field -> field.entry().value(value).isEmpty())
                        .map(field -> field.entry().words())
                        .findFirst();
        return asked.or(() -> {
            var spoken = spoken(flow, name);
            return spoken.fits(value, zone)
                    ? otherMoney(flow, name, value).map(money -> spoken.words() + ", in " + money)
                    : Optional.of(spoken.words());
        });
    }

    /** The money that it should be; empty: it is no other. */
    private static Optional<String> otherMoney(Flow flow, String name, String value) {
        return FlowTexts.of(flow).stream()
                .map(FlowTexts.Placed::text)
                .flatMap(text -> Stream.of(text, text.read()))
                .flatMap(text -> text.patterns().keySet().stream().map(text::sums))
                .flatMap(sums -> sums.getOrDefault(name, List.of()).stream())
                .filter(codes -> !Wanted.isSumOf(codes, value))
                .map(Misfit::money)
                .findFirst();
    }

    private static String money(Set<String> codes) {
        return codes.size() > FEW
                ? "the money that the text names"
                : codes.stream().sorted().collect(Collectors.joining(" or "));
    }

    /** What all texts together want of a name. */
    private static Wanted spoken(Flow flow, String name) {
        var wanted = Wanted.WORDS;
        for (var placed : FlowTexts.of(flow)) {
            for (var language : placed.text().patterns().keySet()) {
                var heard = placed.text().wanted(language).getOrDefault(name, Wanted.WORDS);
                var read = placed.text().read().wanted(language).getOrDefault(name, Wanted.WORDS);
                wanted = wanted.and(heard).and(read);
            }
        }
        return wanted;
    }
}
