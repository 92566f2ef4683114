package io.recaller.menu;

import io.recaller.contact.PastContact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Why an option got its score: named contributions in log-odds, against the mean of the menu's
 * options. They add up to the score; the probabilities are the softmax of the scores. The words are
 * made when somebody asks, not while a caller waits. Immutable.
 */
public final class Because {
    private static final Comparator<Reason> LARGEST_FIRST =
            Comparator.comparingDouble((Reason reason) -> -Math.abs(reason.share()))
                    .thenComparing(Reason::words);

    private final List<MenuOption> menu;
    private final int option;
    private final double[] shares;
    private final Story story;

    Because(List<MenuOption> menu, int option, double[] shares, Story story) {
        this.menu = menu;
        this.option = option;
        this.shares = shares;
        this.story = story;
    }

    /** For an order that follows no prediction. */
    public static Because designed() {
        return new Because(List.of(), 0, new double[Ground.COUNT], Story.none(Instant.EPOCH));
    }

    /** What a ground adds to the score, in log-odds. */
    public double share(Ground ground) {
        return shares[ground.index()];
    }

    /** The sum of all contributions. */
    public double score() {
        return Features.sum(shares);
    }

    /** The contributions in plain words, largest first; their shares add up to the score. */
    public List<Reason> reasons() {
        var reasons = new ArrayList<Reason>();
        for (var ground : Ground.ALL) {
            var share = share(ground);
            if (share != 0) {
                reasons.addAll(told(ground, share));
            }
        }
        reasons.sort(LARGEST_FIRST);
        return List.copyOf(reasons);
    }

    private List<Reason> told(Ground ground, double share) {
        return switch (ground) {
            case OWN -> own(share);
            case SIGNS -> signs(share);
            case FOLLOWS -> List.of(new Reason(follows(), share));
            case EVERYBODY -> List.of(new Reason("what everybody contacts about", share));
            case LATELY ->
                    List.of(
                            new Reason(
                                    (share > 0 ? "more" : "less") + " than usual lately", share));
            case CLOCK ->
                    List.of(new Reason((share > 0 ? "often" : "seldom") + " at this hour", share));
            case COMPANY -> List.of(new Reason("goes with their other topics", share));
            case SEVERAL -> List.of(new Reason("serves several topics", share));
        };
    }

    /** Each kind of own contact has its part in what they add together. */
    private List<Reason> own(double share) {
        var evidence = new Evidence(story.now());
        var coverage = new Coverage(menu);
        story.history().stream()
                .filter(contact -> coverage.placeOf(contact.topic()) == option)
                .forEach(evidence::add);
        return evidence.isEmpty()
                ? List.of(new Reason("no contact about it yet", share))
                : evidence.reasons(share);
    }

    private List<Reason> signs(double share) {
        var coverage = new Coverage(menu);
        var its =
                story.signs().stream()
                        .filter(sign -> coverage.placeOf(sign.topic()) == option)
                        .toList();
        return its.isEmpty()
                ? List.of(new Reason("their requests and facts are about others", share))
                : its.stream().map(sign -> new Reason(sign.words(), share / its.size())).toList();
    }

    private String follows() {
        return last().map(last -> "what usually follows " + Evidence.words(last, story.now()))
                .orElse("what usually follows their last contact");
    }

    private Optional<PastContact> last() {
        return story.history().stream().max(Comparator.comparing(PastContact::at));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Because that
                && option == that.option
                && menu.equals(that.menu)
                && Arrays.equals(shares, that.shares)
                && story.equals(that.story);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shares);
    }

    @Override
    public String toString() {
        return reasons().toString();
    }
}
