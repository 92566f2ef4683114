package io.recaller.backtest.log;

import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.handle.Handles;
import io.recaller.customer.handle.Handles.Reading;
import io.recaller.text.Spreadsheet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom a contact log names: every spelling of a telephone number or an e-mail address is one
 * customer, and a number that is withheld or a placeholder is another stranger each time. Accounts
 * and hashes stay as they are. One thread at a time.
 */
public final class CustomerNames {
    /** With a plus or a scheme. */
    private static final Pattern TOLD = Pattern.compile("(?i)tel:|sips?:|[^\\w+]*\\+|00\\d");

    /** All but the last two. */
    private static final Pattern FIRST_DIGITS = Pattern.compile("\\d(?=(?:\\D*\\d){2})");

    /** Shorter ones are accounts. */
    private static final int FEWEST_DIGITS = 7;

    /** So many digits are tried as a number whatever stands between them. */
    private static final int FEWEST_WITH_AREA = 10;

    /** What is longer is no number: a key, a token, a text. */
    private static final int LONGEST_NUMBER = 100;

    /** What programs write where a table has nothing. */
    private static final Set<String> NOTHING =
            Set.of("null", "\\n", "none", "nan", "nil", "n/a", "undefined", "<null>", "(null)");

    private final Handles handles;
    private final Map<String, String> known = new HashMap<>();
    private Optional<Unread> unread = Optional.empty();

    public CustomerNames(Handles handles) {
        this.handles = handles;
    }

    /**
     * What looks like telephone numbers and is none in any country's plan, or in the region's.
     *
     * @param spellings how many there are; each counts as a customer of its own
     * @param line of the first
     * @param masked the first, all but its last two digits hidden
     */
    record Unread(int spellings, int line, String masked) {}

    /** Empty: every number was read. */
    Optional<Unread> unread() {
        return unread;
    }

    /**
     * The same for the same customer.
     *
     * @param line where it is written, which tells strangers apart
     */
    public String of(String written, int line) {
        var plain = Spreadsheet.plain(written);
        if (isAccount(plain)) {
            return plain;
        }
        var name = known.computeIfAbsent(plain, each -> read(each, line));
        return name.isEmpty() ? "nobody, line " + line : name;
    }

    /** Empty for nobody. */
    private String read(String written, int line) {
        if (NOTHING.contains(written.toLowerCase(Locale.ROOT))
                || written.chars().noneMatch(Character::isLetterOrDigit)) {
            return "";
        }
        return switch (handles.parse(written)) {
            case Reading.Read(Handle(HandleKind kind, String value))
                    when kind == HandleKind.TEL || kind == HandleKind.EMAIL ->
                    value;
            case Reading.Withheld _ -> isShort(written) ? written : "";
            case Reading.Read _ -> written;
            case Reading.Wrong _ -> {
                wonder(written, line);
                yield written;
            }
        };
    }

    private void wonder(String written, int line) {
        if (isNumber(written) && !isPlainAccount(written)) {
            unread =
                    Optional.of(
                            unread.map(one ->
                                            new Unread(
                                                    one.spellings() + 1, one.line(), one.masked()))
                                    .orElseGet(() -> new Unread(1, line, masked(written))));
        }
    }

    /** Digits in a row that are too few for a number with its area. */
    private static boolean isPlainAccount(String written) {
        return written.length() < FEWEST_WITH_AREA && written.chars().allMatch(Character::isDigit);
    }

    private static String masked(String written) {
        return FIRST_DIGITS.matcher(written).replaceAll("•");
    }

    /** What is nothing else for sure, without asking the numbering plans of the world. */
    private static boolean isAccount(String written) {
        return written.length() > LONGEST_NUMBER
                || (!isNumber(written)
                        && !hasNoDigit(written)
                        && written.indexOf('@') < 0
                        && written.chars().allMatch(letter -> letter < 128));
    }

    /** Of an account, digits in a row are no placeholder. */
    private static boolean isShort(String written) {
        var digits = digits(written);
        return digits > 0 && digits < FEWEST_WITH_AREA && written.indexOf('+') < 0;
    }

    private static boolean isNumber(String written) {
        if (TOLD.matcher(written).lookingAt()) {
            return true;
        }
        var digits = digits(written);
        return digits >= FEWEST_WITH_AREA
                || (digits >= FEWEST_DIGITS && written.chars().noneMatch(Character::isLetter));
    }

    private static long digits(String written) {
        return written.chars().filter(Character::isDigit).count();
    }

    private static boolean hasNoDigit(String written) {
        return digits(written) == 0;
    }
}
