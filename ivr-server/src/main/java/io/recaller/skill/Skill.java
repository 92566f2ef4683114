package io.recaller.skill;

import java.util.regex.Pattern;

/**
 * What an agent can do, by a stable name such as {@code billing} or {@code language:ru}.
 *
 * @param name lower case letters, digits, {@code -}, {@code _}, {@code :}; never blank
 */
public record Skill(String name) implements Comparable<Skill> {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_:-]*");

    public Skill {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("skill must match " + FORM + ": " + name);
        }
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
