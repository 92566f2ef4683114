package io.recaller.cli.customer;

import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether a spreadsheet seems to have dropped the zeros in front of PINs: none of them begins with
 * one, and a few are shorter than most. Their customers would key the PIN they know, in vain.
 */
final class LostZeros {
    /** The first row of each length, and how many there are. */
    private final TreeMap<Integer, Rows> lengths = new TreeMap<>();

    private boolean hasZero;

    private record Rows(int first, int many) {
        Rows and(Rows other) {
            return new Rows(Math.min(first, other.first), many + other.many);
        }
    }

    void take(int line, String pin) {
        lengths.merge(pin.length(), new Rows(line, 1), Rows::and);
        hasZero |= pin.startsWith("0");
    }

    /**
     * What to look at and how to mend it; empty where all is well.
     *
     * @param file its name
     */
    Optional<String> seem(String file) {
        if (hasZero || lengths.size() < 2) {
            return Optional.empty();
        }
        var usual = lengths.lastEntry();
        var shorter = lengths.headMap(usual.getKey()).values().stream().reduce(Rows::and);
        return shorter.filter(some -> some.many() < usual.getValue().many())
                .map(some ->
                        ("%s:%d: pin: %d shorter than the %d of %d digits, and none begins with 0; a"
                                        + " spreadsheet drops zeros in front unless the column is"
                                        + " text: if it did, format the column as text and import"
                                        + " it once more")
                                .formatted(
                                        file,
                                        some.first(),
                                        some.many(),
                                        usual.getValue().many(),
                                        usual.getKey()));
    }
}
