package io.recaller.gateway.sms;

import io.recaller.message.Button;
import io.recaller.speech.Language;
import io.recaller.text.CutEnd;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A message as lines of a short message. Of a menu the likeliest options, which come first, and how
 * to get a person and the rest; what does not fit is shortened at a word. Pure.
 */
final class SmsText {
    private static final int MOST_OPTIONS = 5;
    private static final String PERSON = "0";

    /** Fewer letters of what is said before the options say nothing. */
    private static final int LEAST_LEAD = 30;

    /** As a turn writes a label: the digit, then what it is for. */
    private static final Pattern LABEL = Pattern.compile("([0-9*#]) · (.*)", Pattern.DOTALL);

    private SmsText() {}

    /**
     * As many segments at most.
     *
     * @param language of our own words
     */
    static String of(String text, List<Button> buttons, int segments, Language language) {
        var lead = PlainLetters.of(text.strip());
        if (buttons.isEmpty()) {
            return shortened(lead, "", segments);
        }
        var person = buttons.stream().filter(SmsText::isPerson).map(SmsText::line).toList();
        var options = buttons.stream().filter(each -> !isPerson(each)).map(SmsText::line).toList();
        for (var shown = Math.min(options.size(), MOST_OPTIONS); shown > 0; shown--) {
            var tail = tail(options, shown, person, language);
            var fits = shortened(lead, tail, segments);
            if (Segments.count(fits) <= segments && leadIn(fits, tail) >= leastLead(lead)) {
                return fits;
            }
        }
        return shortened(lead, tail(options, 0, person, language), segments);
    }

    /** What of a message is not in the short one. */
    static List<String> unsaid(String text, List<Button> buttons, String sent) {
        var unsaid = new ArrayList<String>();
        var lead = PlainLetters.of(text.strip());
        if (!PlainLetters.of(sent).startsWith(lead) && !sent.startsWith(lead)) {
            unsaid.add("the text does not fit and is shortened");
        }
        var lines = sent.lines().toList();
        var shown = buttons.stream().map(SmsText::line).filter(each -> isIn(lines, each)).count();
        if (shown < buttons.size()) {
            unsaid.add(shown + " of " + buttons.size() + " options fit; the others after ?");
        }
        return unsaid;
    }

    /** The last one shares its line with how to see the rest. */
    private static boolean isIn(List<String> lines, String option) {
        return lines.stream()
                .anyMatch(line -> line.equals(option) || line.startsWith(option + ", ? "));
    }

    /** All the options, in as many messages as it takes, each of so many segments at most. */
    static List<String> all(List<Button> buttons, int segments) {
        var messages = new ArrayList<String>();
        var message = "";
        for (var button : buttons) {
            var line = shortened(line(button), "", segments);
            var longer = message.isEmpty() ? line : message + "\n" + line;
            if (Segments.count(longer) > segments) {
                messages.add(message);
                message = line;
            } else {
                message = longer;
            }
        }
        messages.add(message);
        return messages;
    }

    /** The text in as many messages as it takes, each of so many segments, cut at words. */
    static List<String> whole(String text, int segments) {
        var rest = PlainLetters.of(text.strip());
        var messages = new ArrayList<String>();
        while (Segments.count(rest) > segments) {
            var cut = fitting(rest, "", segments);
            messages.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        messages.add(rest);
        return messages;
    }

    private static int leadIn(String message, String tail) {
        return Math.max(0, message.length() - tail.length());
    }

    private static int leastLead(String lead) {
        return Math.min(lead.length(), LEAST_LEAD);
    }

    private static String tail(
            List<String> options, int shown, List<String> person, Language language) {
        var lines = new ArrayList<>(options.subList(0, shown));
        var last = new ArrayList<>(person);
        if (shown < options.size()) {
            last.add("? " + SmsWords.ALL.in(language).words());
        }
        if (!last.isEmpty()) {
            lines.add(String.join(", ", last));
        }
        return "\n" + String.join("\n", lines);
    }

    /** The lead as far as it and the tail fit, with dots where it was cut. */
    private static String shortened(String lead, String tail, int segments) {
        var whole = PlainLetters.of(lead + tail);
        if (Segments.count(whole) <= segments) {
            return whole.strip();
        }
        var dots = Gsm7.holds(PlainLetters.of(lead + tail)) ? "..." : "…";
        var end = dots + PlainLetters.of(tail);
        return (CutEnd.bare(lead.substring(0, fitting(lead, end, segments))) + end).strip();
    }

    /**
     * How much of the text fits before that end: whole words, unless the first is too long, and
     * whole letters, unless one has so many marks that it is too long itself.
     */
    private static int fitting(String text, String end, int segments) {
        var most = 0;
        var words = 0;
        var letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(text);
        for (var at = letters.next(); at != BreakIterator.DONE; at = letters.next()) {
            if (Segments.count(text.substring(0, at) + end) > segments) {
                break;
            }
            most = at;
            if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
                words = at;
            }
        }
        return words > 0 ? words : most > 0 ? most : marks(text, end, segments);
    }

    private static int marks(String text, String end, int segments) {
        var most = 0;
        for (var at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            if (Segments.count(text.substring(0, at) + end) > segments) {
                break;
            }
            most = at;
        }
        return most;
    }

    private static boolean isPerson(Button button) {
        return button.label().startsWith(PERSON + " ");
    }

    /** The dot of a label is not in the GSM alphabet. */
    private static String line(Button button) {
        var label = LABEL.matcher(button.label());
        return PlainLetters.of(
                label.matches() ? label.group(1) + " " + label.group(2) : button.label());
    }
}
