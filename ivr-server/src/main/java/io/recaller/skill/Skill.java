package io.recaller.skill;

/**
 * What an agent can do, by a stable name such as {@code billing} or {@code language:ru}.
 *
 * @param name lower case letters, digits, {@code -}, {@code _}, {@code :}; never blank
 */
public record Skill(String name) implements Comparable<Skill> {
    public Skill {
        if (!name.matches("[a-z][a-z0-9_:-]*")) {
            throw new IllegalArgumentException("skill must match [a-z][a-z0-9_:-]*: " + name);
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
