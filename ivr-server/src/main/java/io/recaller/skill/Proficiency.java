package io.recaller.skill;

/**
 * How good an agent is at one skill.
 *
 * @param level 1 (lowest) to 5 (highest)
 */
public record Proficiency(int level) implements Comparable<Proficiency> {
    public static final int HIGHEST = 5;

    public Proficiency {
        if (level < 1 || level > HIGHEST) {
            throw new IllegalArgumentException("proficiency must be 1 to 5: " + level);
        }
    }

    public boolean atLeast(Proficiency required) {
        return level >= required.level;
    }

    /** Of one skill that was kept twice the better: {@code language:kz} and {@code language:kk}. */
    public static Proficiency higher(Proficiency one, Proficiency other) {
        return one.atLeast(other) ? one : other;
    }

    @Override
    public int compareTo(Proficiency other) {
        return Integer.compare(level, other.level);
    }
}
