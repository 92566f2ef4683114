package io.recaller.flow.check;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.FlowTexts;
import io.recaller.flow.Implied;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import io.recaller.speech.Wanted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** FlowTexts that are missing in a language, are no message patterns, or ask for unknown values. */
final class TextCheck {
    /** What may be said once for all of a flow, and what belongs into it. */
    private static final Map<String, String> FOR_ALL =
            Map.of("option_say", "{option}: {key}", "no_input", "…", "no_match", "…");

    private final Flow flow;
    private final Set<String> data;
    private final Set<String> told = new HashSet<>();
    private final List<FlowProblem> problems = new ArrayList<>();

    TextCheck(Flow flow) {
        this.flow = flow;
        this.data = flow.collected();
    }

    /**
     * Whether the text needs values; no for what is no message pattern, which is told elsewhere.
     */
    static boolean isFilled(Text text, Language language) {
        try {
            return !text.arguments(language).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    List<FlowProblem> problems() {
        for (var placed : FlowTexts.of(flow)) {
            for (var language : placed.languages()) {
                text(placed, language);
            }
            written(placed);
        }
        return problems;
    }

    private void text(FlowTexts.Placed placed, Language language) {
        if (!placed.text().patterns().containsKey(language)) {
            if (isBuiltIn(placed)) {
                missing(placed, language);
                return;
            }
            problems.add(
                    flow.source()
                            .problem(
                                    placed.pointer(),
                                    "there is no text in " + language,
                                    "Write it, or take " + language + " out of languages"));
            return;
        }
        pattern(placed, placed.pointer() + "/" + language, placed.text(), language);
    }

    /** Whether it is said at the top of the flow for all of it, or nowhere in it. */
    private boolean isBuiltIn(FlowTexts.Placed placed) {
        return FOR_ALL.containsKey(key(placed))
                && !flow.source().lines().containsKey(placed.pointer());
    }

    private static String key(FlowTexts.Placed placed) {
        return placed.pointer().substring(placed.pointer().lastIndexOf('/') + 1);
    }

    /** Told once for the whole flow, where it can be mended once. */
    private void missing(FlowTexts.Placed placed, Language language) {
        var key = key(placed);
        if (!told.add(key + "/" + language)) {
            return;
        }
        problems.add(
                flow.source()
                        .problem(
                                flow.source().lines().containsKey("/" + key)
                                        ? "/" + key
                                        : "/languages",
                                "there is no " + key + " in " + language,
                                "Write it once for all of the flow, at its top: "
                                        + key
                                        + ": {"
                                        + language
                                        + ": \""
                                        + FOR_ALL.get(key)
                                        + "\"}"));
    }

    private void pattern(FlowTexts.Placed placed, String pointer, Text text, Language language) {
        try {
            arguments(placed, pointer, text, text.arguments(language));
        } catch (IllegalArgumentException e) {
            problems.add(
                    flow.source()
                            .problem(
                                    pointer,
                                    "not a message pattern: " + e.getMessage(),
                                    remedy("" + e.getMessage())));
            return;
        }
        trial(pointer, text, language);
    }

    /** The braces of a choice may be right, and one of its branches is missing. */
    private static String remedy(String message) {
        return message.contains("'other'")
                ? "Every plural, selectordinal and select has a branch for all the rest: add"
                        + " other {…}"
                : "Balance the braces; write a single quote twice";
    }

    /** What ICU reads, but cannot say: callers would hear nothing there. */
    private void trial(String pointer, Text text, Language language) {
        try {
            text.trial(language);
        } catch (IllegalArgumentException e) {
            problems.add(
                    flow.source()
                            .problem(
                                    pointer,
                                    "cannot be said: " + e.getMessage(),
                                    "Write it as in {sum, number}, {sum, number, ::currency/KZT},"
                                            + " {at, date, ::EEEE} or {at, time, ::Hmm};"
                                            + " docs/flows.md has more"));
        }
    }

    /** Where it is read, it is held to the same. */
    private void written(FlowTexts.Placed placed) {
        var text = placed.text();
        for (var language : new TreeSet<>(tags(text))) {
            var pointer = placed.pointer() + "/written/" + language;
            var read = text.written().getOrDefault(new Language(language), "");
            if (!placed.languages().contains(new Language(language))) {
                problems.add(
                        flow.source()
                                .problem(
                                        pointer,
                                        "nothing is said here in " + language,
                                        "Say it in that language too, or take this out"));
                continue;
            }
            pattern(
                    placed,
                    pointer,
                    new Text(Map.of(new Language(language), read)),
                    new Language(language));
        }
    }

    private static Set<String> tags(Text text) {
        return text.written().keySet().stream().map(Language::tag).collect(Collectors.toSet());
    }

    private boolean isMoment(String argument) {
        return Implied.MOMENTS.contains(argument) && !data.contains(argument);
    }

    private static boolean isBare(Text text, String argument) {
        return text.patterns().keySet().stream()
                .anyMatch(language -> text.wanted(language).get(argument) == Wanted.WORDS);
    }

    private void arguments(
            FlowTexts.Placed placed, String pointer, Text text, Set<String> arguments) {
        var known = new TreeSet<>(placed.more());
        if (placed.isSpoken()) {
            known.addAll(data);
        }
        for (var argument : arguments) {
            if (flow.secrets().contains(argument)) {
                problems.add(
                        flow.source()
                                .problem(
                                        pointer,
                                        "{" + argument + "} is a secret",
                                        "Do not say it, or take secret out of its field"));
            } else if (placed.isSpoken() && isMoment(argument) && flow.hours().isEmpty()) {
                problems.add(
                        flow.source()
                                .problem(
                                        pointer,
                                        "nothing says of which opening hours {" + argument + "} is",
                                        "Ask open('support') in a branch before, or write it out"));
            } else if (placed.isSpoken() && isMoment(argument) && isBare(text, argument)) {
                problems.add(
                        flow.source()
                                .problem(
                                        pointer,
                                        "{" + argument + "} is a day and a time",
                                        "Say which, as in {"
                                                + argument
                                                + ", date, ::EEEE} and {"
                                                + argument
                                                + ", time, ::Hmm}"));
            } else if (!(placed.isSpoken() && Implied.NAMES.contains(argument))
                    && !known.contains(argument)) {
                problems.add(
                        flow.source()
                                .problem(
                                        pointer,
                                        "nothing fills in {" + argument + "}",
                                        known.isEmpty()
                                                ? "Write it out"
                                                : "Known here: " + String.join(", ", known)));
            }
        }
    }
}
