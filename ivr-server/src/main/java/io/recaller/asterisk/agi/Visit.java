package io.recaller.asterisk.agi;

import io.recaller.speech.Language;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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

    private static final String TYPED = "typed";

    /** How an older dialplan is asked for what it does not send along. */
    private static final Map<String, String> ASKED =
            Map.of(
                    "contact", "${RECALLER_CONTACT}",
                    "dnis", "${RECALLER_DNIS}",
                    "attestation", "${RECALLER_ATTESTATION}",
                    "language", "${RECALLER_LANGUAGE}",
                    "system", "${SYSTEMNAME}",
                    "linked", "${CHANNEL(linkedid)}");

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
        return value("contact");
    }

    /** Empty when it is not known, or not a number or a name. */
    String dialled() {
        return matching(DIALLED, value("dnis"));
    }

    boolean isAttested() {
        return value("attestation").equals("A");
    }

    /** What the dialplan wants the caller spoken to in; empty when it is no language. */
    Optional<Language> language() {
        return Language.of(value("language"));
    }

    /** The {@code systemname} of its Asterisk; mostly empty. */
    String system() {
        return identifier(value("system"));
    }

    String linkedId() {
        return identifier(value("linked"));
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

    /** Whether the dialplan may keep keys that no server has read; an older one does not say. */
    boolean mayHaveTyped() {
        return !"0".equals(named.get(TYPED));
    }

    /** Whether the first turn may tell the dialplan which contact it is. */
    boolean hearsContact() {
        return named.containsKey(TYPED);
    }

    private String value(String name) {
        var sent = named.get(name);
        return sent == null ? asked(name) : sent;
    }

    private String asked(String name) {
        return session.get(Objects.requireNonNull(ASKED.get(name)));
    }

    /** The same, with all that it may be asked: nothing is asked of Asterisk any more. */
    Visit whole() {
        var all = new HashMap<>(named);
        ASKED.keySet().forEach(name -> all.computeIfAbsent(name, this::asked));
        return new Visit(Map.copyOf(all), session);
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
