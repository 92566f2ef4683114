package io.recaller.skill;

import io.recaller.speech.Language;
import java.util.regex.Pattern;

/**
 * What an agent can do, by a stable name such as {@code billing} or {@code language:ru}. A language
 * has its code of ISO 639 there: {@code language:kz} is {@code language:kk}.
 *
 * @param name lower case letters, digits, {@code -}, {@code _}, {@code :}; never blank
 */
public record Skill(String name) implements Comparable<Skill> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_:-]*");

    /** To speak a language is one skill, whichever way the language is written. */
    private static final Pattern LANGUAGE = Pattern.compile("language:([a-z]{2,3})");

    public Skill {
        name = canonical(name);
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("skill must match " + FORM + ": " + name);
        }
    }

    private static String canonical(String name) {
        var found = LANGUAGE.matcher(name);
        return found.matches() ? "language:" + new Language(found.group(1)).code() : name;
    }

    @Override
    public int compareTo(Skill other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
