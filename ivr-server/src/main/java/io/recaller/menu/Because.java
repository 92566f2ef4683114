package io.recaller.menu;

import io.recaller.contact.Topic;
import io.recaller.contact.history.PastContact;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Why an option got its score: named contributions in log-odds, against the mean of the menu's
 * options. They add up to the score; the probabilities are the softmax of the scores. The words are
 * made when somebody asks, not while a caller waits. Immutable.
 */
public final class Because {
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
        return account().reasons();
    }

    /** What the words are made from, without making them. */
    public Account account() {
        var adds = new EnumMap<Ground, Double>(Ground.class);
        for (var ground : Ground.ALL) {
            if (share(ground) != 0) {
                adds.put(ground, share(ground));
            }
        }
        return new Account(
                adds,
                adds.containsKey(Ground.OWN) ? own() : List.of(),
                adds.containsKey(Ground.SIGNS) ? circumstances() : List.of(),
                adds.containsKey(Ground.FOLLOWS) ? last().map(Account.Own::of) : Optional.empty(),
                story.now());
    }

    private List<Account.Own> own() {
        var coverage = new Coverage(menu);
        var places = new HashMap<Topic, Integer>();
        var evidence = new Evidence(story.now());
        for (var contact : story.history()) {
            if (places.computeIfAbsent(contact.topic(), coverage::placeOf) == option) {
                evidence.add(contact);
            }
        }
        return evidence.kinds();
    }

    private List<String> circumstances() {
        var coverage = new Coverage(menu);
        return story.circumstances().stream()
                .filter(circumstance -> coverage.placeOf(circumstance.topic()) == option)
                .map(Circumstance::words)
                .toList();
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
