package io.recaller.speech;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One parsed message pattern in one language. */
final class Phrase {
    /** A dash before a sum is a minus, and stays. */
    private static final Pattern LEADING =
            Pattern.compile(
                    "^(?:[\\s,:;!?]|\\.(?!\\p{Nd})"
                            + "|[\u2014\u2013-](?!(?:\\p{Sc}\\s?)?[.,]?\\p{Nd}))+");

    private static final String SPAN = "_as_a_span";

    private final Language language;
    private final MessagePattern pattern;

    Phrase(Language language, String source) {
        this.language = language;
        this.pattern = new MessagePattern(source);
    }

    Map<String, Wanted> arguments() {
        var found = new LinkedHashMap<String, Wanted>();
        for (var i = 0; i < pattern.countParts(); i++) {
            if (pattern.getPartType(i) == MessagePattern.Part.Type.ARG_START) {
                var argument = Argument.at(pattern, i);
                found.merge(argument.name(), argument.wanted(), Wanted::and);
            }
        }
        return found;
    }

    /** Whose money its numbers are; more than one where uses of a value differ. */
    Map<String, List<Set<String>>> sums() {
        return Sums.in(pattern);
    }

    private String nameAt(int start) {
        return pattern.getSubstring(pattern.getPart(start + 1));
    }

    Optional<Speech> speech(Values values) {
        if (!values.words().keySet().containsAll(arguments().keySet())) {
            return Optional.empty();
        }
        if (isSpelled(values.spelled())) {
            return Optional.of(pieces(values.words()));
        }
        return whole(values);
    }

    /** Why it cannot be said with these values: {@code "{due} is missing"}. */
    List<String> unsaid(Values values) {
        return arguments().entrySet().stream()
                .filter(each ->
                        filling(each.getKey(), each.getValue(), values).isEmpty()
                                || !values.words().containsKey(each.getKey()))
                .map(each ->
                        "{"
                                + each.getKey()
                                + "} is "
                                + fault(each.getValue(), each.getKey(), values))
                .toList();
    }

    private static String fault(Wanted wanted, String name, Values values) {
        return values.words().containsKey(name)
                ? "not " + wanted.words() + ", or of other money"
                : "missing";
    }

    Optional<Speech> typical(Values given, Instant now) {
        var words = new HashMap<>(given.words());
        arguments()
                .forEach((name, use) -> {
                    switch (use) {
                        case WORDS -> words.putIfAbsent(name, "as it stands");
                        case NUMBER -> words.putIfAbsent(name, "1500");
                        case DATE, TIME, INSTANT -> words.put(name, now.toString());
                    }
                });
        return speech(new Values(words, given.spelled(), given.zone()));
    }

    /**
     * Fills the pattern in with made-up values.
     *
     * @throws IllegalArgumentException when something in it cannot be said like that; the message
     *     says what
     */
    void trial() {
        for (var i = 0; i < pattern.countParts(); i++) {
            if (pattern.getPartType(i) == MessagePattern.Part.Type.ARG_START) {
                Argument.at(pattern, i).check();
            }
        }
        var filled = new HashMap<String, Filling>();
        arguments().forEach((name, wanted) -> filled.put(name, Filling.madeUp(wanted)));
        formatted(filled);
    }

    Speech ahead(Set<String> spelled) {
        return isSpelled(spelled) ? pieces(Map.of()) : Speech.silence();
    }

    /** Whether every argument stands alone and is spoken digit by digit. */
    private boolean isSpelled(Set<String> spelled) {
        for (var i = 0; i < pattern.countParts(); i++) {
            if (pattern.getPartType(i) == MessagePattern.Part.Type.ARG_START
                    && (pattern.getPart(i).getArgType() != MessagePattern.ArgType.NONE
                            || !spelled.contains(nameAt(i)))) {
                return false;
            }
        }
        return true;
    }

    private Speech pieces(Map<String, String> words) {
        var speech = Speech.silence();
        var from = 0;
        for (var i = 0; i < pattern.countParts(); i++) {
            if (pattern.getPartType(i) == MessagePattern.Part.Type.ARG_START) {
                speech =
                        speech.then(literal(from, pattern.getPart(i).getIndex()))
                                .then(Spelling.digits(language, words.getOrDefault(nameAt(i), "")));
                i = pattern.getLimitPartIndex(i);
                from = pattern.getPart(i).getLimit();
            }
        }
        return speech.then(literal(from, pattern.getPatternString().length()));
    }

    private Speech literal(int from, int to) {
        var piece = pattern.getPatternString().substring(from, to);
        var words = new MessageFormat(piece, language.locale()).format(Map.of());
        return from == 0 ? said(words) : goingOn(words);
    }

    /** After what was spelled: with the mark between them, which is a pause. */
    private Speech goingOn(String words) {
        var rest = begun(words);
        return rest.isEmpty()
                ? Speech.silence()
                : Speech.of(new Prompt(language, LeadingMark.of(words) + rest));
    }

    private Speech said(String words) {
        return said(words, words);
    }

    /** Without leading punctuation; nothing when no letter or digit is left to say. */
    private Speech said(String words, String voiced) {
        var shown = begun(words);
        var spoken = begun(voiced);
        return shown.isEmpty() || spoken.isEmpty()
                ? Speech.silence()
                : Speech.of(new Prompt(language, shown, spoken));
    }

    private static String begun(String words) {
        return LEADING.matcher(words.strip()).replaceFirst("");
    }

    private Optional<Speech> whole(Values values) {
        var filled = new HashMap<String, Filling>();
        for (var argument : arguments().entrySet()) {
            var name = argument.getKey();
            var filling = filling(name, argument.getValue(), values);
            if (filling.isEmpty()) {
                return Optional.empty();
            }
            filled.put(name, filling.get());
        }
        return whole(filled);
    }

    private Optional<Filling> filling(String name, Wanted wanted, Values values) {
        var stored = values.words().getOrDefault(name, "");
        return wanted == Wanted.WORDS && values.spelled().contains(name)
                ? Optional.of(Filling.words(spelled(stored)))
                : Filling.of(stored, wanted, values)
                        .filter(_ -> wanted != Wanted.NUMBER || isOurs(name, stored));
    }

    private boolean isOurs(String name, String stored) {
        return sums().getOrDefault(name, List.of()).stream()
                .allMatch(codes -> Wanted.isSumOf(codes, stored));
    }

    /** A style that is none makes no speech. */
    private Optional<Speech> whole(Map<String, Filling> filled) {
        try {
            return Optional.of(formatted(filled));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Speech formatted(Map<String, Filling> filled) {
        var shown = new HashMap<String, Object>();
        filled.forEach((name, filling) -> shown.put(name, filling.forEyes(language)));
        var format = new MessageFormat(forEyes(filled, shown), language.locale());
        var voiced = new Voiced(language, pattern, filled).words();
        return said(format.format(shown), voiced);
    }

    /**
     * The pattern with spans of time under names of their own, which are shown as words: ICU's own
     * format of them knows English alone.
     */
    private String forEyes(Map<String, Filling> filled, Map<String, Object> shown) {
        var source = pattern.getPatternString();
        var eyes = new StringBuilder();
        var from = 0;
        for (var i = 0; i < pattern.countParts(); i++) {
            if (pattern.getPartType(i) != MessagePattern.Part.Type.ARG_START
                    || !Argument.at(pattern, i).isSpan()) {
                continue;
            }
            var name = nameAt(i);
            var span = name + SPAN;
            shown.put(span, Objects.requireNonNull(filled.get(name), name).span(language));
            eyes.append(source, from, pattern.getPart(i).getIndex()).append('{').append(span);
            from = pattern.getPart(pattern.getLimitPartIndex(i)).getIndex();
        }
        return eyes.append(source, from, source.length()).toString();
    }

    private String spelled(String stored) {
        List<String> words = new ArrayList<>();
        Spelling.digits(language, stored).prompts().forEach(prompt -> words.add(prompt.words()));
        return String.join(" ", words);
    }
}
