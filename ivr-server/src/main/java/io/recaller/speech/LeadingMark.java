package io.recaller.speech;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The mark that words begin with which go on after something spelled: "…five eight seven one" and
 * then ": press one". It is a pause to be heard, and no synthesiser makes one before its first
 * word. Pure.
 */
final class LeadingMark {
    private static final Pattern MARK =
            Pattern.compile("^(?:\\s*[,:;.!?…]+\\s+|\\s+[\u2014\u2013-]\\s+|\\s*[，：；。！？、]\\s*)");

    private static final Pattern END = Pattern.compile("[.!?…。！？]");

    /** As between two parts of a sentence; each piece has a tenth of a second after it anyway. */
    private static final Duration SHORT = Duration.ofMillis(250);

    /** As between two sentences. */
    private static final Duration LONG = Duration.ofMillis(450);

    private LeadingMark() {}

    /** The mark with the spaces around it; empty where there is none. */
    static String of(String words) {
        var found = MARK.matcher(words);
        return found.find() && found.end() < words.length() ? found.group() : "";
    }

    static String without(String words) {
        return words.substring(of(words).length());
    }

    static Duration pause(String words) {
        var mark = of(words);
        if (mark.isEmpty()) {
            return Duration.ZERO;
        }
        return END.matcher(mark).find() ? LONG : SHORT;
    }
}
