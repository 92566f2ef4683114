package io.recaller.asterisk;

import io.recaller.speech.Language;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asteriskjava.fastagi.AgiRequest;

/**
 * What the dialplan tells of a call with a visit, each value by itself. A caller may have named
 * some of them: whatever does not look as such a value must is no value at all.
 */
final class Visit {
    private static final Pattern NAMED = Pattern.compile("([a-z]+)=(.*)");

    /** A dialled number, or the name of a line; 64 characters are more than anybody dials. */
    private static final Pattern DIALLED = Pattern.compile("[+0-9A-Za-z*#._-]{1,64}");

    /** As in asterisk.conf, channel.h (AST_MAX_UNIQUEID): no longer than 150 characters. */
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}\\p{N} +/@:;.,_-]{1,150}");

    private static final int LONGEST_CALL_DIGITS = 7;

    private final Map<String, String> named;
    private final AgiSession session;

    private Visit(Map<String, String> named, AgiSession session) {
        this.named = named;
        this.session = session;
    }

    static Visit of(AgiRequest request, AgiSession session) {
        var named =
                Stream.of(request.getArguments())
                        .map(argument -> NAMED.matcher(argument == null ? "" : argument))
                        .filter(Matcher::matches)
                        .collect(
                                Collectors.toMap(
                                        found -> found.group(1),
                                        found -> found.group(2),
                                        (first, _) -> first));
        return new Visit(named, session);
    }

    String contact() {
        return value("contact", "${RECALLER_CONTACT}");
    }

    /** Empty when it is not known, or not a number or a name. */
    String dialled() {
        return matching(DIALLED, value("dnis", "${RECALLER_DNIS}"));
    }

    boolean isAttested() {
        return value("attestation", "${RECALLER_ATTESTATION}").equals("A");
    }

    /** What the dialplan wants the caller spoken to in; empty when it is no language. */
    Optional<Language> language() {
        return Language.of(value("language", "${RECALLER_LANGUAGE}"));
    }

    /** The {@code systemname} of its Asterisk; mostly empty. */
    String system() {
        return identifier(value("system", "${SYSTEMNAME}"));
    }

    String linkedId() {
        return identifier(value("linked", "${CHANNEL(linkedid)}"));
    }

    /** Seconds until the call has lasted long enough; empty from a dialplan that sets no limit. */
    OptionalInt secondsLeft() {
        var left = named.getOrDefault("left", "");
        return left.matches("[1-9][0-9]{0," + (LONGEST_CALL_DIGITS - 1) + "}")
                ? OptionalInt.of(Integer.parseInt(left))
                : OptionalInt.empty();
    }

    /**
     * Seconds after which the dialplan takes a call away from a server that says nothing, with its
     * subroutine for reading; empty from a dialplan that cannot.
     */
    OptionalInt watch() {
        var seconds = named.getOrDefault("watch", "");
        return seconds.matches("[1-9][0-9]?")
                ? OptionalInt.of(Integer.parseInt(seconds))
                : OptionalInt.empty();
    }

    /** An older dialplan does not send it along, so it is asked for. */
    private String value(String name, String expression) {
        var sent = named.get(name);
        return sent == null ? session.get(expression) : sent;
    }

    static String identifier(String text) {
        return matching(IDENTIFIER, text);
    }

    static String dialled(String text) {
        return matching(DIALLED, text);
    }

    private static String matching(Pattern form, String text) {
        return form.matcher(text).matches() ? text : "";
    }
}
