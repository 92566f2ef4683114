package io.recaller.recommendation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One part of a score: the parts add up.
 *
 * @param of the segment or topic; empty of others
 * @param adds in log-odds
 * @param accepted of {@code answered} earlier answers how many said yes
 */
public record ScoreTerm(Kind kind, String of, double adds, long accepted, long answered) {
    /** What a part comes from. */
    public enum Kind {
        /** How often anything is accepted. */
        EVERYTHING,
        /** How much oftener this one is. */
        ITSELF,
        /** How much oftener in the customer's segment. */
        SEGMENT,
        /** How much oftener by those whose contacts were about the same. */
        TOPIC,
        /** What is little known is tried. */
        UNTRIED,
        /** How much the business wants it. */
        WEIGHT;

        /** As in rows and on the desk. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String slug) {
            return Arrays.stream(values()).filter(kind -> kind.slug().equals(slug)).findFirst();
        }
    }

    /** Whether it says how likely a yes is; else why it is shown though. */
    boolean isEvidence() {
        return kind != Kind.UNTRIED && kind != Kind.WEIGHT;
    }
}
