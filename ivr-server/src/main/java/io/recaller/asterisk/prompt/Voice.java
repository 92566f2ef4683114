package io.recaller.asterisk.prompt;

import io.recaller.speech.Language;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A speech synthesiser that is a command, and how it is to sound.
 *
 * @param command program and arguments; {@code {voice}}, {@code {lang}}, {@code {rate}}, {@code
 *     {pitch}}, {@code {text}} and {@code {out}} (the WAV file to write) are filled in; without
 *     {@code {text}} the words go to its standard input, as UTF-8
 * @param voices the voice of a language; a language that is missing is its own voice's name
 * @param rate words a minute, for commands that take it
 * @param pitch 0 to 99, for commands that take it
 * @param within how long one prompt may take
 */
public record Voice(
        List<String> command, Map<Language, String> voices, int rate, int pitch, Duration within) {
    public Voice {
        command = List.copyOf(command);
        voices = Map.copyOf(voices);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a synthesiser needs a command");
        }
        if (command.stream().noneMatch(word -> word.contains("{out}"))) {
            throw new IllegalArgumentException(
                    "a synthesiser's command needs {out}, the WAV file it is to write: " + command);
        }
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
