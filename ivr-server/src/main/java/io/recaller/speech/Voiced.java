package io.recaller.speech;

import static java.util.Objects.requireNonNull;

import com.ibm.icu.number.NumberFormatter;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.Part;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.text.PluralRules.PluralType;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A message pattern filled in for a synthesiser. ICU's own message format is made for readers: its
 * groups of digits, signs and short forms cannot be turned off. One thread uses it.
 */
final class Voiced {
    private static final String OTHER = "other";

    /** Nothing but a sum with a sign, maybe its currency beside it. */
    private static final Pattern BELOW =
            Pattern.compile(
                    "\\s*[-\u2013\u2212]\\s?((?:\\p{Sc}\\s?)?\\p{Nd}[\\p{Nd}.,'’ \u066B\u066C]*(?:\\p{Sc}|\\p{L}{1,6}\\.?)?\\s*)");

    private final MessagePattern pattern;
    private final Map<String, Filling> fillings;
    private final Language language;
    private final VoiceNumber numbers;
    private final VoiceTime times;

    Voiced(Language language, MessagePattern pattern, Map<String, Filling> fillings) {
        this.language = language;
        this.pattern = pattern;
        this.fillings = fillings;
        this.numbers = new VoiceNumber(language);
        this.times = new VoiceTime(language);
    }

    /**
     * The whole of it.
     *
     * @throws IllegalArgumentException when a style is none
     */
    String words() {
        return message(0, BigDecimal.ZERO);
    }

    /** The message that begins at this part; {@code #} is the number of the plural around it. */
    private String message(int start, BigDecimal hash) {
        var words = new StringBuilder();
        var from = pattern.getPart(start).getLimit();
        var limit = pattern.getLimitPartIndex(start);
        for (var i = start + 1; i < limit; i++) {
            var part = pattern.getPart(i);
            words.append(pattern.getPatternString(), from, part.getIndex());
            if (part.getType() == Part.Type.ARG_START) {
                words.append(argument(i, hash));
                i = pattern.getLimitPartIndex(i);
            } else if (part.getType() == Part.Type.REPLACE_NUMBER) {
                words.append(numbers.words(hash));
            } else if (part.getType() == Part.Type.INSERT_CHAR) {
                words.append((char) part.getValue());
            }
            from = pattern.getPart(i).getLimit();
        }
        var end = pattern.getPart(limit).getIndex();
        return words.append(pattern.getPatternString(), from, end).toString();
    }

    private String argument(int start, BigDecimal hash) {
        var argument = Argument.at(pattern, start);
        var filling = requireNonNull(fillings.get(argument.name()), argument.name());
        return switch (argument.kind()) {
            case NONE -> alone(filling);
            case SIMPLE -> simple(argument, filling);
            case PLURAL -> plural(start, filling, PluralType.CARDINAL);
            case SELECTORDINAL -> plural(start, filling, PluralType.ORDINAL);
            case CHOICE -> choice(start, number(filling), hash);
            case SELECT -> message(selected(start, filling.words()::equals), hash);
        };
    }

    private String alone(Filling filling) {
        if (filling.number() != null) {
            return numbers.words(filling.number());
        }
        return filling.moment() == null
                ? signed(Written.plain(filling.words()))
                : times.words(filling.moment());
    }

    /** A sum below zero that nobody said to be a number: its sign is passed over as any. */
    private String signed(String words) {
        var below = BELOW.matcher(words);
        return below.matches() ? numbers.below(below.group(1)) : words;
    }

    private String simple(Argument argument, Filling filling) {
        return switch (argument.type()) {
            case "date", "time" ->
                    times.words(
                            requireNonNull(filling.moment()), argument.type(), argument.style());
            default -> numbers.words(number(filling), argument.type(), argument.style());
        };
    }

    private static BigDecimal number(Filling filling) {
        return requireNonNull(filling.number());
    }

    private String plural(int start, Filling filling, PluralType type) {
        var number = number(filling);
        var offset = pattern.getPluralOffset(start + 2);
        var hash = number.subtract(BigDecimal.valueOf(offset));
        var exact = selected(start, selector -> isExactly(selector, number));
        if (exact >= 0) {
            return message(exact, hash);
        }
        var rules = PluralRules.forLocale(language.locale(), type);
        var shown = NumberFormatter.withLocale(language.locale()).format(hash.abs());
        var keyword = rules.select(shown);
        var found = selected(start, keyword::equals);
        return message(found >= 0 ? found : selected(start, OTHER::equals), hash);
    }

    private static boolean isExactly(String selector, BigDecimal number) {
        return selector.startsWith("=")
                && new BigDecimal(selector.substring(1)).compareTo(number) == 0;
    }

    /** The message of the first selector that fits; of a select {@code other}, when none does. */
    private int selected(int start, Predicate<String> fits) {
        var limit = pattern.getLimitPartIndex(start);
        var other = -1;
        for (var i = start + 1; i < limit; i++) {
            var part = pattern.getPart(i);
            if (part.getType() == Part.Type.MSG_START) {
                i = pattern.getLimitPartIndex(i);
            } else if (part.getType() == Part.Type.ARG_SELECTOR) {
                var message = messageAfter(i);
                if (fits.test(pattern.getSubstring(part))) {
                    return message;
                }
                other = pattern.partSubstringMatches(part, OTHER) ? message : other;
            }
        }
        return pattern.getPart(start).getArgType() == MessagePattern.ArgType.SELECT ? other : -1;
    }

    /** A selector may be followed by its number before its message. */
    private int messageAfter(int selector) {
        return pattern.getPartType(selector + 1) == Part.Type.MSG_START
                ? selector + 1
                : selector + 2;
    }

    /** The old format: number, sign, message, with bars between. */
    private String choice(int start, BigDecimal number, BigDecimal hash) {
        var limit = pattern.getLimitPartIndex(start);
        var chosen = -1;
        for (var i = start + 2; i < limit; i = pattern.getLimitPartIndex(i + 2) + 1) {
            var bound = BigDecimal.valueOf(pattern.getNumericValue(pattern.getPart(i)));
            var above = pattern.partSubstringMatches(pattern.getPart(i + 1), "<");
            var reached = number.compareTo(bound);
            if (chosen < 0 || reached > 0 || (reached == 0 && !above)) {
                chosen = i + 2;
            }
        }
        return message(chosen, hash);
    }
}
