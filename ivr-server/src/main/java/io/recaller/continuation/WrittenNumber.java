package io.recaller.continuation;

import java.util.Optional;
import java.util.regex.Pattern;

/** A number of three digits in what somebody wrote: a PIN has more. Pure. */
final class WrittenNumber {
    /** The first alone: several in one message are several guesses. */
    private static final Pattern FIRST = Pattern.compile("(?<![\\p{Nd}])(\\p{Nd}{3})(?![\\p{Nd}])");

    private WrittenNumber() {}

    /** In digits of ASCII, whatever they were written in. */
    static Optional<String> in(String words) {
        var found = FIRST.matcher(words);
        return found.find() ? Optional.of(ascii(found.group(1))) : Optional.empty();
    }

    private static String ascii(String digits) {
        var ascii = new StringBuilder();
        digits.codePoints().forEach(each -> ascii.append(Character.digit(each, 10)));
        return ascii.toString();
    }
}
