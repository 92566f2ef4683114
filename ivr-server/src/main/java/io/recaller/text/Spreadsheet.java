package io.recaller.text;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What spreadsheets do to numbers that are names: telephone numbers, accounts, cards. */
public final class Spreadsheet {
    /** {@code 7,70123E+10}; a hash has neither separator nor plus. */
    private static final Pattern SHORTENED =
            Pattern.compile("[+-]?\\d+(?:[.,]\\d+[eE]\\+?\\d{1,3}|[eE]\\+\\d{1,3})");

    private static final Pattern HASHES = Pattern.compile("#{3,}");

    /** {@code ="77011234567"}, which keeps a number text. */
    private static final Pattern FORMULA = Pattern.compile("=\\s*\"(.*)\"", Pattern.DOTALL);

    /** A number with decimals that are none, {@code 77011234567.0}. */
    private static final Pattern WHOLE = Pattern.compile("(\\+?\\d{5,})[.,]0+");

    private static final Set<String> ERRORS =
            Set.of(
                    "#DIV/0!", "#ERROR!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#SPILL!",
                    "#VALUE!");

    private Spreadsheet() {}

    /** What was lost and how to get it back; empty when nothing was. */
    public static Optional<String> lost(String cell) {
        if (SHORTENED.matcher(cell).matches()) {
            return Optional.of(
                    "a spreadsheet shortened the number, its last digits are lost; format the"
                            + " column as text, or as a number without decimals, and save it again");
        }
        if (HASHES.matcher(cell).matches()) {
            return Optional.of(
                    "a spreadsheet had no room for it; make the column wider and save it again");
        }
        return ERRORS.contains(cell)
                ? Optional.of(
                        "a spreadsheet could not work it out; mend its formula and save it again")
                : Optional.empty();
    }

    /** The same without what a spreadsheet or a program of tables put around it. */
    public static String plain(String cell) {
        if (cell.isEmpty() || Character.isLetter(cell.charAt(0))) {
            return cell;
        }
        var formula = FORMULA.matcher(cell);
        if (formula.matches()) {
            return formula.group(1).strip();
        }
        var whole = WHOLE.matcher(cell);
        if (whole.matches()) {
            return whole.group(1);
        }
        return cell.charAt(0) == '\'' ? cell.substring(1).strip() : cell;
    }
}
