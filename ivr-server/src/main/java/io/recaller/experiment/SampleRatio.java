package io.recaller.experiment;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * Whether the arms are as large as they were drawn to be. If not, customers got lost on the way,
 * more in one arm than in another, and no comparison of them is to be trusted (Fabijan et al. 2019,
 * "Diagnosing sample ratio mismatch").
 *
 * @param p how probable a chi-square as large as this is when all is well
 */
public record SampleRatio(SortedMap<String, Size> arms, double chiSquare, int degrees, double p) {
    /** Below it the comparison is not to be trusted; low, because the check is made often. */
    static final double ALARM = 0.001;

    /** Pearson's rule of thumb for his test. */
    private static final double FEWEST = 5;

    public SampleRatio {
        arms = Collections.unmodifiableSortedMap(new TreeMap<>(arms));
    }

    /**
     * One arm.
     *
     * @param expected the sum of the customers' chances to be drawn into it
     */
    public record Size(int customers, double expected) {}

    public boolean isTrusted() {
        return p >= ALARM;
    }

    /** Empty while there are too few customers, or too few arms, to tell. */
    static Optional<SampleRatio> of(Map<String, Size> sizes) {
        var arms = new TreeMap<>(sizes);
        arms.values().removeIf(size -> size.customers() == 0 && size.expected() == 0);
        var tellable = arms.values().stream().allMatch(size -> size.expected() >= FEWEST);
        if (arms.size() < 2 || !tellable) {
            return Optional.empty();
        }
        var chiSquare = arms.values().stream().mapToDouble(SampleRatio::misfit).sum();
        var degrees = arms.size() - 1;
        var p = RegularizedGamma.Q.value(degrees / 2.0, chiSquare / 2);
        return Optional.of(new SampleRatio(arms, chiSquare, degrees, p));
    }

    private static double misfit(Size size) {
        var off = size.customers() - size.expected();
        return off * off / size.expected();
    }
}
