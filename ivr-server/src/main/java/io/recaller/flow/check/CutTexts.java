package io.recaller.flow.check;

import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.FlowTexts;
import io.recaller.speech.Language;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts that end where their author wrote on: without quotes a # behind a space begins a comment,
 * and of {@code en: Press # to finish} callers hear "Press".
 */
final class CutTexts {
    private final Flow flow;
    private final List<String> lines;

    CutTexts(Flow flow) {
        this.flow = flow;
        this.lines = flow.source().text().lines().toList();
    }

    List<FlowProblem> warnings() {
        return FlowTexts.of(flow).stream()
                .flatMap(placed ->
                        placed.languages().stream()
                                .map(language -> cut(placed, language))
                                .flatMap(Optional::stream))
                .distinct()
                .toList();
    }

    private Optional<FlowProblem> cut(FlowTexts.Placed placed, Language language) {
        var pointer = placed.pointer() + "/" + language;
        var said = placed.text().patterns().get(language);
        var line = flow.source().lines().get(pointer);
        if (said == null || said.isEmpty() || line == null || line > lines.size()) {
            return Optional.empty();
        }
        // One line, without quotes: whatever follows stands behind its last letter.
        var cut = Pattern.compile(":\\s+" + Pattern.quote(said) + "\\s+(#.*)$");
        return Stream.of(lines.get(line - 1))
                .map(cut::matcher)
                .filter(found -> found.find())
                .map(found -> found.group(1))
                .map(rest -> told(pointer, said, rest))
                .findFirst();
    }

    private FlowProblem told(String pointer, String said, String rest) {
        return flow.source()
                .problem(
                        pointer,
                        "ends at \"%s\": what follows, %s, is a comment".formatted(end(said), rest),
                        "Put the whole text in quotes if it is to be said; else put the comment on"
                                + " a line of its own");
    }

    /** Its last word, to find it by. */
    private static String end(String said) {
        return said.substring(said.lastIndexOf(' ') + 1);
    }
}
