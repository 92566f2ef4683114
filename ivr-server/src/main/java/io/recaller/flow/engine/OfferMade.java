package io.recaller.flow.engine;

import io.recaller.menu.Offer;
import java.time.Duration;
import java.util.Optional;

/**
 * The offer a menu is being read with, as the dialogue keeps it: a retry or a resume asks the same.
 *
 * @param id the offer's name in the menu
 */
record OfferMade(String id, double probability, double threshold, Duration saved) {
    static OfferMade of(Offer offer) {
        return new OfferMade(
                offer.proposal().id(), offer.probability(), offer.threshold(), offer.saved());
    }

    String print() {
        return id + " " + probability + " " + threshold + " " + saved.toMillis();
    }

    /** What {@link #print()} wrote; empty for anything else. */
    static Optional<OfferMade> read(String text) {
        var parts = text.split(" ", -1);
        try {
            return parts.length == 4
                    ? Optional.of(
                            new OfferMade(
                                    parts[0],
                                    Double.parseDouble(parts[1]),
                                    Double.parseDouble(parts[2]),
                                    Duration.ofMillis(Long.parseLong(parts[3]))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
