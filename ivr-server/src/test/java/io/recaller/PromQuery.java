package io.recaller;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A query in Prometheus's language, as far as its names go. */
record PromQuery(String where, String text) {
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern SELECTOR = Pattern.compile("\\{([^}]*)}");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right) *\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");

    /** A name that is no function's; numbers and durations begin with a digit. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w:])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

    private static final Set<String> WORDS =
            Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring");

    Set<String> metrics() {
        var names = text;
        for (var other : new Pattern[] {STRING, SELECTOR, GROUPING, RANGE}) {
            names = other.matcher(names).replaceAll(" ");
        }
        var found = names(names);
        found.removeAll(WORDS);
        return found;
    }

    /** Those that select and those that group. */
    Set<String> labels() {
        var bare = STRING.matcher(text).replaceAll(" ");
        var found = new TreeSet<String>();
        SELECTOR.matcher(bare).results().forEach(part -> found.addAll(names(part.group(1))));
        GROUPING.matcher(bare).results().forEach(part -> found.addAll(names(part.group(1))));
        return found;
    }

    private static Set<String> names(String text) {
        var found = new TreeSet<String>();
        NAME.matcher(text).results().forEach(name -> found.add(name.group()));
        return found;
    }

    @Override
    public String toString() {
        return where + ": " + text;
    }
}
