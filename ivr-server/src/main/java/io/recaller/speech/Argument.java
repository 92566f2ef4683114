package io.recaller.speech;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.ArgType;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One argument of a message pattern.
 *
 * @param type of a simple one: {@code number}, {@code date}, …; else empty
 * @param style of a simple one; may be empty
 */
record Argument(String name, ArgType kind, String type, String style) {
    private static final List<String> TYPES =
            List.of("number", "date", "time", "spellout", "ordinal", "duration");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern DATE = Pattern.compile("[yYuUrQqMLwWdDFgEec]");
    private static final Pattern CLOCK = Pattern.compile("[aAbBhHkKjJCms]");

    /** The argument whose part {@code ARG_START} is at this index. */
    static Argument at(MessagePattern pattern, int start) {
        var name = pattern.getSubstring(pattern.getPart(start + 1));
        var kind = pattern.getPart(start).getArgType();
        if (kind != ArgType.SIMPLE) {
            return new Argument(name, kind, "", "");
        }
        var style = pattern.getPart(start + 3);
        return new Argument(
                name,
                kind,
                pattern.getSubstring(pattern.getPart(start + 2)),
                style.getType() == MessagePattern.Part.Type.ARG_STYLE
                        ? pattern.getSubstring(style).strip()
                        : "");
    }

    /**
     * @throws IllegalArgumentException when it is to be said as what there is not; the message says
     *     what was meant
     */
    void check() {
        if (kind == ArgType.SIMPLE && !TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "{"
                            + name
                            + ", "
                            + type
                            + "} is to be said as "
                            + type
                            + ", which is none of "
                            + String.join(", ", TYPES));
        }
    }

    /** A span of time in the words of its language, by no rules that the pattern names. */
    boolean isSpan() {
        return type.equals("duration") && style.isEmpty();
    }

    /** Whether a number is said in its place, with what is beside it. */
    boolean isNumber() {
        return kind == ArgType.SIMPLE && type.equals("number");
    }

    Wanted wanted() {
        return switch (kind) {
            case NONE, SELECT -> Wanted.WORDS;
            case PLURAL, SELECTORDINAL, CHOICE -> Wanted.NUMBER;
            case SIMPLE ->
                    switch (type) {
                        case "date", "time" -> time();
                        default -> Wanted.NUMBER;
                    };
        };
    }

    private Wanted time() {
        var letters = QUOTED.matcher(style).replaceAll("");
        if (letters.isEmpty() || letters.matches("short|medium|long|full")) {
            return type.equals("date") ? Wanted.DATE : Wanted.TIME;
        }
        var date = DATE.matcher(letters).find();
        var clock = CLOCK.matcher(letters).find();
        return date && clock ? Wanted.INSTANT : clock ? Wanted.TIME : Wanted.DATE;
    }
}
