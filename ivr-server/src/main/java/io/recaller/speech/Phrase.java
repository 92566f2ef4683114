package io.recaller.speech;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.util.GregorianCalendar;
import com.ibm.icu.util.TimeZone;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One parsed message pattern in one language. */
final class Phrase {
    /** How a pattern uses an argument, which decides what a stored value is turned into. */
    enum Use {
        WORDS,
        NUMBER,
        INSTANT
    }

    private final Language language;
    private final MessagePattern pattern;

    Phrase(Language language, String source) {
        this.language = language;
        this.pattern = new MessagePattern(source);
    }

    Map<String, Use> arguments() {
        var found = new LinkedHashMap<String, Use>();
        for (var i = 0; i < pattern.countParts(); i++) {
            if (pattern.getPartType(i) == MessagePattern.Part.Type.ARG_START) {
                found.merge(nameAt(i), useAt(i), Phrase::stricter);
            }
        }
        return found;
    }

    private String nameAt(int start) {
        return pattern.getSubstring(pattern.getPart(start + 1));
    }

    private Use useAt(int start) {
        return switch (pattern.getPart(start).getArgType()) {
            case NONE, SELECT -> Use.WORDS;
            case PLURAL, SELECTORDINAL, CHOICE -> Use.NUMBER;
            case SIMPLE ->
                    switch (pattern.getSubstring(pattern.getPart(start + 2))) {
                        case "date", "time" -> Use.INSTANT;
                        default -> Use.NUMBER;
                    };
        };
    }

    private static Use stricter(Use one, Use other) {
        return one == Use.WORDS ? other : one;
    }

    Optional<Speech> speech(Values values) {
        if (!values.words().keySet().containsAll(arguments().keySet())) {
            return Optional.empty();
        }
        if (isSpelled(values.spelled())) {
            return Optional.of(pieces(values.words()));
        }
        return whole(values).map(words -> said(words));
    }

    Optional<Speech> typical(Values given, Instant now) {
        var words = new HashMap<>(given.words());
        arguments()
                .forEach((name, use) -> {
                    switch (use) {
                        case WORDS -> words.putIfAbsent(name, "as it stands");
                        case NUMBER -> words.putIfAbsent(name, "1500");
                        case INSTANT -> words.put(name, now.toString());
                    }
                });
        return speech(new Values(words, given.spelled(), given.zone()));
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
        return said(new MessageFormat(piece, language.locale()).format(Map.of()));
    }

    /** Without leading punctuation; nothing when no letter or digit is left to say. */
    private Speech said(String words) {
        var spoken = words.strip().replaceFirst("^[\\s,.:;!?—–-]+", "");
        return spoken.isEmpty() ? Speech.silence() : Speech.of(new Prompt(language, spoken));
    }

    private Optional<String> whole(Values values) {
        var filled = new HashMap<String, Object>();
        for (var argument : arguments().entrySet()) {
            var stored = values.words().getOrDefault(argument.getKey(), "");
            var value = value(argument.getKey(), stored, argument.getValue(), values);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            filled.put(argument.getKey(), value.get());
        }
        return format(filled);
    }

    private Optional<String> format(Map<String, Object> filled) {
        try {
            var format = new MessageFormat(pattern.getPatternString(), language.locale());
            return Optional.of(format.format(filled));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Object> value(String name, String stored, Use use, Values values) {
        try {
            return Optional.of(
                    switch (use) {
                        case WORDS -> values.spelled().contains(name) ? spelled(stored) : stored;
                        case NUMBER -> new BigDecimal(stored);
                        case INSTANT -> calendar(Instant.parse(stored), values);
                    });
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private String spelled(String stored) {
        List<String> words = new ArrayList<>();
        Spelling.digits(language, stored).prompts().forEach(prompt -> words.add(prompt.words()));
        return String.join(" ", words);
    }

    /** ICU formats a calendar in the calendar's own zone, unlike a date. */
    private GregorianCalendar calendar(Instant at, Values values) {
        var zone = TimeZone.getTimeZone(values.zone().getId());
        var calendar = new GregorianCalendar(zone, language.locale());
        calendar.setTimeInMillis(at.toEpochMilli());
        return calendar;
    }
}
