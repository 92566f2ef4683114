package io.recaller.transfer;

import io.recaller.customer.HandleKind;
import io.recaller.customer.handle.Handles;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * To which numbers outside callers may be handed over. Nobody may dial what no prefix allows: a
 * stranger who talks an agent into it would else call the world at the installation's cost.
 *
 * @param prefixes as numbers are dialled, or in E.164; empty: none is allowed
 * @param dial what Asterisk dials, with {@code {number}} in it
 * @param callerNumber what is shown as the caller's; empty: the line's own
 */
public record OutsideNumbers(List<String> prefixes, String dial, String callerNumber) {
    /** Of what is replaced by the number. */
    public static final String NUMBER = "{number}";

    private static final Pattern PREFIX = Pattern.compile("\\+?[0-9]{1,20}");
    private static final Pattern DIALLED = Pattern.compile("\\+?[0-9]{2,20}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s().\\-/\\u00a0]");
    private static final Pattern DIAL =
            Pattern.compile("[A-Za-z0-9]+/[A-Za-z0-9_.+/@:-]*\\{number\\}[A-Za-z0-9_.+/@:-]*");

    public OutsideNumbers {
        prefixes = List.copyOf(prefixes);
        for (var prefix : prefixes) {
            if (!PREFIX.matcher(prefix).matches()) {
                throw new IllegalArgumentException(
                        "a prefix is digits, with + before them or not: " + prefix);
            }
        }
        if (!prefixes.isEmpty() && !DIAL.matcher(dial).matches()) {
            throw new IllegalArgumentException(
                    "what is dialled must be one line with {number} in it, such as"
                            + " PJSIP/{number}@trunk: "
                            + dial);
        }
        if (!callerNumber.isEmpty() && !DIALLED.matcher(callerNumber).matches()) {
            throw new IllegalArgumentException(
                    "the number shown is digits, with + before them or not: " + callerNumber);
        }
    }

    public static OutsideNumbers none() {
        return new OutsideNumbers(List.of(), "", "");
    }

    public boolean areAllowed() {
        return !prefixes.isEmpty();
    }

    /** The number as it is to be dialled; empty: it is none, or not an allowed one. */
    public Optional<String> allowed(String typed, Handles handles) {
        var bare = BETWEEN.matcher(typed.strip()).replaceAll("");
        if (!DIALLED.matcher(bare).matches()) {
            return Optional.empty();
        }
        return Stream.concat(international(bare, handles).stream(), Stream.of(bare))
                .filter(number -> prefixes.stream().anyMatch(number::startsWith))
                .findFirst();
    }

    private static Optional<String> international(String bare, Handles handles) {
        return handles.parse(bare) instanceof Handles.Reading.Read(var handle)
                        && handle.kind() == HandleKind.TEL
                ? Optional.of(handle.value())
                : Optional.empty();
    }

    /** What Asterisk dials to reach a number that is allowed. */
    String endpoint(String number) {
        return dial.replace(NUMBER, number);
    }
}
