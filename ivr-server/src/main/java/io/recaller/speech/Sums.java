package io.recaller.speech;

import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.MessagePattern.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose money the numbers of a message pattern are, by what it says beside them: a style {@code
 * ::currency/KZT}, or a word or sign such as {@code {due, number} tenge}. Pure.
 */
final class Sums {
    private static final Pattern STYLE = Pattern.compile("(?:^|\\s|:)currency/([A-Za-z]{3})\\b");

    private static final Pattern BEFORE =
            Pattern.compile("(?<![\\p{L}\\p{M}])(\\p{L}{0,3}\\p{Sc}|[A-Z]{3})[ \u00A0]?$");

    private static final Pattern AFTER =
            Pattern.compile("^[ \u00A0]?(\\p{L}{0,3}\\p{Sc}|\\p{L}[\\p{L}\\p{M}.'’ʻʼ\"״]*/?)");

    private final MessagePattern pattern;
    private final Map<String, List<Set<String>>> found = new HashMap<>();

    private Sums(MessagePattern pattern) {
        this.pattern = pattern;
    }

    /** By argument name, of each of its uses the codes of what may be meant there. */
    static Map<String, List<Set<String>>> in(MessagePattern pattern) {
        var sums = new Sums(pattern);
        sums.find();
        return sums.found;
    }

    private void find() {
        var plurals = new ArrayDeque<String>();
        for (var i = 0; i < pattern.countParts(); i++) {
            switch (pattern.getPartType(i)) {
                case ARG_START -> {
                    var argument = Argument.at(pattern, i);
                    if (argument.isNumber()) {
                        number(argument, i);
                    }
                    if (argument.kind().hasPluralStyle()) {
                        plurals.push(argument.name());
                    }
                }
                case ARG_LIMIT -> {
                    if (pattern.getPart(i).getArgType().hasPluralStyle()) {
                        plurals.pop();
                    }
                }
                case REPLACE_NUMBER -> beside(plurals.getFirst(), i, i);
                default -> {}
            }
        }
    }

    private void number(Argument argument, int start) {
        var code = STYLE.matcher(argument.style());
        if (code.find()) {
            add(argument.name(), code.group(1));
        } else {
            beside(argument.name(), start, pattern.getLimitPartIndex(start));
        }
    }

    private void beside(String name, int start, int limit) {
        var text = pattern.getPatternString();
        var before = BEFORE.matcher(text.substring(end(start - 1), from(start)));
        if (before.find()) {
            add(name, before.group(1));
        }
        var after = AFTER.matcher(text.substring(end(limit), from(limit + 1)));
        if (after.find()) {
            add(name, after.group(1));
        }
    }

    private int from(int part) {
        return pattern.getPart(part).getIndex();
    }

    private int end(int part) {
        Part last = pattern.getPart(part);
        return last.getLimit();
    }

    private void add(String name, String word) {
        var codes = Currencies.meantBy(word);
        if (!codes.isEmpty()) {
            found.computeIfAbsent(name, _ -> new ArrayList<>()).add(codes);
        }
    }
}
