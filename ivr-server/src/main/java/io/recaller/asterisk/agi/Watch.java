package io.recaller.asterisk.agi;

import io.recaller.flow.Patience;
import java.time.Duration;
import java.util.Optional;

/**
 * Reading keys by the dialplan's {@code recaller-read}: from its end on Asterisk gives the server
 * so many seconds for the next command, and takes the call away from one that hangs. Nothing in
 * FastAGI itself tells a server that hangs from one that waits.
 *
 * @param seconds the limit
 */
record Watch(int seconds) {
    private static final String SUBROUTINE = "recaller-read";

    /** Gosub takes its arguments apart at commas and brackets. */
    private static final String PLAIN = "/&._+@~=-";

    /** Asked for each prompt, so no regular expression: it took a twelfth of a turn. */
    static boolean canName(String files) {
        for (var i = 0; i < files.length(); i++) {
            var character = files.charAt(i);
            if (character >= 0x80) {
                return files.codePoints().skip(i).allMatch(Watch::isPlain);
            }
            if (!isPlainAscii(character)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int character) {
        return character < 0x80 ? isPlainAscii(character) : Character.isLetterOrDigit(character);
    }

    private static boolean isPlainAscii(int character) {
        return isAsciiLetterOrDigit(character) || PLAIN.indexOf(character) >= 0;
    }

    private static boolean isAsciiLetterOrDigit(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    /**
     * As {@link AgiSession#read}; the channel's own times do not count in a subroutine.
     *
     * @param patience used without {@code silence}
     */
    static CommandLine read(
            String files, int maxKeys, Optional<Duration> silence, Patience patience) {
        return CommandLine.gosub(SUBROUTINE, "s", arguments(files, maxKeys, silence, patience));
    }

    /** As above, and tells the dialplan which contact this is the first turn of. */
    static CommandLine readFirst(
            String files,
            int maxKeys,
            Optional<Duration> silence,
            Patience patience,
            String contact) {
        return CommandLine.gosub(
                SUBROUTINE, "first", arguments(files, maxKeys, silence, patience) + "," + contact);
    }

    private static String arguments(
            String files, int maxKeys, Optional<Duration> silence, Patience patience) {
        return String.join(
                ",",
                files,
                Integer.toString(maxKeys),
                silence.map(AgiSession::seconds).orElse(""),
                AgiSession.seconds(patience.firstDigit()),
                AgiSession.seconds(patience.interDigit()));
    }
}
