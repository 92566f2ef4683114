package io.recaller.hours;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The times that begin on one day, in their order; none on a day that is closed.
 *
 * @param all without overlaps
 */
public record Spans(List<Span> all) {
    public static final Spans CLOSED = new Spans(List.of());
    public static final Spans OPEN = new Spans(List.of(Span.WHOLE_DAY));

    public Spans {
        all = all.stream().sorted(Comparator.comparingInt(Span::from)).toList();
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i - 1).overlaps(all.get(i))) {
                throw new IllegalArgumentException(
                        "has overlapping times "
                                + all.get(i - 1)
                                + " and "
                                + all.get(i)
                                + "; write them as one, or apart");
            }
        }
    }

    /**
     * Reads {@code closed}, {@code open}, or times one by one.
     *
     * @throws IllegalArgumentException saying what is wrong and what to write
     */
    public static Spans parse(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(
                    "has no times; write 09:00-18:00, closed or open (all day)");
        }
        if (words.size() == 1) {
            switch (words.getFirst().strip().toLowerCase(Locale.ROOT)) {
                case "closed" -> {
                    return CLOSED;
                }
                case "open", "24h", "24/7" -> {
                    return OPEN;
                }
                default -> {}
            }
        }
        var spans = new ArrayList<Span>();
        words.forEach(each -> spans.add(Span.parse(each)));
        return new Spans(spans);
    }
}
