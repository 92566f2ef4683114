package io.recaller.channel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text that its provider lets go out at any time, with fields such as {@code {name}} in it: the
 * first stands for the provider's {@code {{1}}}, and so on. Pure.
 *
 * @param id a small letter, then up to 30 letters, digits and dashes, all small
 */
public record ApprovedText(String id, String text) {
    /** Characters of all of it, filled in (WhatsApp's, of a template's body). */
    public static final int LONGEST = 1024;

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final Pattern FIELD = Pattern.compile("\\{([a-z][a-z0-9_]*)\\}");

    /** Whatever WhatsApp refuses in a field (error 132018). */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\u2028\\u2029]| {5,}");

    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** What is to be filled in, in its order. */
    public List<String> fields() {
        return List.copyOf(
                new LinkedHashSet<>(
                        FIELD.matcher(text).results().map(found -> found.group(1)).toList()));
    }

    /**
     * What the fields are filled with, in their order.
     *
     * @param values of the fields; of others none is looked at
     * @return empty: one is missing, or cannot go out: it is blank, has line ends, tabs or five
     *     blanks in a row, or all of it is too long
     */
    public Optional<List<String>> filling(Map<String, String> values) {
        var all = fields().stream().map(field -> values.getOrDefault(field, "").strip()).toList();
        var isFit = all.stream().noneMatch(each -> each.isEmpty() || UNFIT.matcher(each).find());
        return isFit && filled(all).length() <= LONGEST ? Optional.of(all) : Optional.empty();
    }

    /** As whoever reads it does. */
    public String filled(List<String> values) {
        var fields = fields();
        return FIELD.matcher(text)
                .replaceAll((MatchResult found) ->
                        Matcher.quoteReplacement(values.get(fields.indexOf(found.group(1)))));
    }
}
