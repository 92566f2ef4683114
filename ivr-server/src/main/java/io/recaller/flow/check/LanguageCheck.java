package io.recaller.flow.check;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.FlowTexts;
import io.recaller.flow.Node;
import io.recaller.speech.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes, options and texts in a language that the flow does not speak, or that is none. */
final class LanguageCheck {
    private final Flow flow;
    private final List<FlowProblem> problems = new ArrayList<>();

    LanguageCheck(Flow flow) {
        this.flow = flow;
    }

    List<FlowProblem> problems() {
        for (var node : flow.nodes().values()) {
            if (node instanceof Node.Speak speak) {
                spoken("/nodes/" + speak.id() + "/language", speak.language());
            }
            if (node instanceof Node.Menu menu) {
                menu.options()
                        .forEach(option ->
                                option.language()
                                        .ifPresent(language ->
                                                spoken(
                                                        "/nodes/"
                                                                + menu.id()
                                                                + "/menu/options/"
                                                                + option.id()
                                                                + "/language",
                                                        language)));
            }
        }
        return problems;
    }

    /** What is written otherwise than ISO 639 has it is told, but a flow with it may be served. */
    List<FlowProblem> warnings() {
        return Stream.concat(doubts().stream(), FlowTexts.of(flow).stream().flatMap(this::unheard))
                .distinct()
                .toList();
    }

    List<FlowProblem> doubts() {
        return flow.languages().stream().flatMap(language -> doubt(language).stream()).toList();
    }

    /** What stands there in languages that the flow never speaks. */
    private Stream<FlowProblem> unheard(FlowTexts.Placed placed) {
        var place = written(placed.pointer());
        return placed.text().patterns().keySet().stream()
                .filter(language -> !flow.languages().contains(language))
                .filter(language -> isWritten(place + "/" + language))
                .sorted(Comparator.comparing(Language::tag))
                .map(language ->
                        flow.source()
                                .problem(
                                        place + "/" + language,
                                        "nobody hears this text in " + language,
                                        remedy(language)));
    }

    /** There, or at the top of the flow for all of it. */
    private String written(String pointer) {
        return isWritten(pointer) ? pointer : pointer.substring(pointer.lastIndexOf('/'));
    }

    private boolean isWritten(String pointer) {
        return flow.source().lines().containsKey(pointer);
    }

    private String remedy(Language language) {
        if (language.isNone()) {
            return language + " is the code of no language: write it under its own, such as en";
        }
        return language.among(flow.languages())
                .map(own -> "Write it under " + own + ", as languages at the top has it")
                .orElse("Add " + language + " to languages at the top, or take the text out");
    }

    private Optional<FlowProblem> doubt(Language language) {
        if (language.ofCountry().isPresent()) {
            return Optional.of(
                    warning(
                            language + " is the code of a country, not of a language",
                            "Did you mean "
                                    + language.code()
                                    + "? Languages are written as ISO 639 has them"));
        }
        return language.isKnown()
                ? Optional.empty()
                : Optional.of(
                        warning(
                                language + " is no language that is known",
                                "Write it as ISO 639 has it, such as en, ru or kk: numbers and"
                                        + " dates are said in English ways else, and a"
                                        + " synthesiser may have no voice"));
    }

    /** The one of the flow that somebody wrote otherwise, or as its country. */
    private Optional<String> meant(Language language) {
        var country = language.ofCountry().isPresent();
        return language.among(flow.languages())
                .or(language::ofCountry)
                .map(own ->
                        (country ? language + " is the code of a country: did" : "Did")
                                + " you mean "
                                + own
                                + "?");
    }

    private FlowProblem warning(String message, String remedy) {
        return flow.source().problem("/languages", message, remedy);
    }

    private void spoken(String pointer, Language language) {
        if (!flow.languages().contains(language)) {
            var known =
                    flow.languages().stream().map(Language::tag).collect(Collectors.joining(", "));
            problems.add(
                    flow.source()
                            .problem(
                                    pointer,
                                    "the flow does not speak " + language,
                                    meant(language)
                                            .orElseGet(() ->
                                                    "Add it to languages at the top, with all its"
                                                            + " texts; there are "
                                                            + known)));
        }
    }
}
