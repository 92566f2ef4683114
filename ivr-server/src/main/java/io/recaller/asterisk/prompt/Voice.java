package io.recaller.asterisk.prompt;

import io.recaller.speech.Language;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A speech synthesiser that is a command, and how it is to sound.
 *
 * @param command program and arguments; {@code {voice}}, {@code {lang}}, {@code {rate}}, {@code
 *     {pitch}}, {@code {text}} and {@code {out}} (the WAV file to write) are filled in; without
 *     {@code {text}} the words go to its standard input, as UTF-8; without {@code {out}} the WAV
 *     file is what comes out of its standard output
 * @param voices the voice of a language; a language that is missing is its own voice's name
 * @param rate words a minute, for commands that take it
 * @param pitch 0 to 99, for commands that take it
 * @param within how long one prompt may take
 */
public record Voice(
        List<String> command, Map<Language, String> voices, int rate, int pitch, Duration within) {
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{([a-z]+)}");
    private static final Set<String> PLACEHOLDERS =
            Set.of("text", "out", "voice", "lang", "rate", "pitch");

    public Voice {
        command = List.copyOf(command);
        voices = Map.copyOf(voices);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a synthesiser needs a command");
        }
        command.forEach(Voice::requireKnown);
    }

    private static void requireKnown(String word) {
        var names = PLACEHOLDER.matcher(word);
        while (names.find()) {
            if (!PLACEHOLDERS.contains(names.group(1))) {
                throw new IllegalArgumentException(
                        names.group()
                                + " is no placeholder; there are {text}, {out}, {voice}, {lang},"
                                + " {rate} and {pitch}");
            }
        }
    }

    /** Whether it writes a file that it is told; else its standard output is the file. */
    boolean writesFile() {
        return command.stream().anyMatch(word -> word.contains("{out}"));
    }

    /** espeak-ng (1.51 or newer) at a pace that is easy to follow on a telephone. */
    public static Voice espeak() {
        var command = "espeak-ng -b 1 -v {voice} -s {rate} -p {pitch} -w {out}";
        return new Voice(List.of(command.split(" ")), Map.of(), 150, 45, Duration.ofSeconds(20));
    }

    String of(Language language) {
        return voices.getOrDefault(language, language.tag());
    }

    /** Short name of everything that changes the sound, part of the folder's name. */
    String address(Language language) {
        var all = String.join("\0", command) + "\0" + of(language) + "\0" + rate + "\0" + pitch;
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var digest = sha.digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
