package io.recaller.backtest.log;

import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.Handles;
import io.recaller.customer.Handles.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whom a contact log names: every spelling of a telephone number is one customer, and a number that
 * is withheld or a placeholder is another stranger each time. Accounts and hashes stay as they are.
 * One thread at a time.
 */
public final class CustomerNames {
    /** With a plus or a scheme, or as long as national numbers are; a shorter one is an account. */
    private static final Pattern NUMBER =
            Pattern.compile(
                    "(?:(?i)tel:|sips?:|\\W*\\+|00\\d).*|(?:\\D*\\d){10,}\\D*", Pattern.DOTALL);

    private final Handles handles;
    private final Map<String, String> known = new HashMap<>();

    public CustomerNames(Handles handles) {
        this.handles = handles;
    }

    /**
     * The same for the same customer.
     *
     * @param line where it is written, which tells strangers apart
     */
    public String of(String written, int line) {
        if (!isNumber(written) && !hasNoDigit(written)) {
            return written;
        }
        var name = known.computeIfAbsent(written, this::read);
        return name.isEmpty() ? "nobody, line " + line : name;
    }

    /** Empty for nobody. */
    private String read(String written) {
        return switch (handles.parse(written)) {
            case Reading.Read(Handle(HandleKind kind, String value)) when kind == HandleKind.TEL ->
                    value;
            case Reading.Withheld _ -> "";
            case Reading.Read _, Reading.Wrong _ -> written;
        };
    }

    private static boolean isNumber(String written) {
        return NUMBER.matcher(written).matches();
    }

    private static boolean hasNoDigit(String written) {
        return written.chars().noneMatch(Character::isDigit);
    }
}
