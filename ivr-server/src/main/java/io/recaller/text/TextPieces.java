package io.recaller.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts texts to what the other side takes: at line ends and blanks where there are some, never
 * within what is read as one letter, such as a family or a flag, unless it is too long itself.
 * Pure.
 *
 * @param most of a piece
 * @param measure what is counted
 */
public record TextPieces(int most, Measure measure) {
    /** What of a text is counted. */
    public enum Measure {
        /** Of UTF-16: no service counts a character as more. */
        UNITS {
            @Override
            int of(int character) {
                return Character.charCount(character);
            }
        },
        /** Of UTF-8. */
        BYTES {
            @Override
            int of(int character) {
                if (character < 0x80) {
                    return 1;
                }
                if (character < 0x800) {
                    return 2;
                }
                return character < 0x10000 ? 3 : 4;
            }
        };

        abstract int of(int character);
    }

    /** As most services count: of UTF-16. */
    public TextPieces(int most) {
        this(most, Measure.UNITS);
    }

    /** At least one; a text without words is a mark for what stands below it. */
    public List<String> of(String text) {
        var rest = text.isBlank() ? "…" : text.strip();
        var pieces = new ArrayList<String>();
        while (fitting(rest) < rest.length()) {
            var end = end(rest, fitting(rest));
            pieces.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        pieces.add(rest);
        return pieces;
    }

    /** With dots where it is cut. */
    public String shortened(String text) {
        if (fitting(text) == text.length()) {
            return text;
        }
        var room = new TextPieces(most - measure.of('…'), measure);
        return CutEnd.dotted(text.substring(0, whole(text, room.fitting(text))));
    }

    public boolean fits(String text) {
        return fitting(text) == text.length();
    }

    /** How much of it fits, in UTF-16 units. */
    private int fitting(String text) {
        var size = 0;
        var at = 0;
        while (at < text.length()) {
            var character = text.codePointAt(at);
            size += measure.of(character);
            if (size > most) {
                return at;
            }
            at += Character.charCount(character);
        }
        return at;
    }

    private static int end(String text, int fitting) {
        var line = text.lastIndexOf('\n', fitting);
        var blank = line > fitting / 2 ? line : text.lastIndexOf(' ', fitting);
        return blank > fitting / 2 ? blank : whole(text, fitting);
    }

    /** So much, without the beginning of a letter. */
    private static int whole(String text, int fitting) {
        var letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(text);
        var end = letters.isBoundary(fitting) ? fitting : letters.preceding(fitting);
        return end > 0 ? end : fitting;
    }
}
