package io.recaller.flow.engine;

import io.recaller.menu.planner.Offer;
import java.time.Duration;

/**
 * The offer a menu is being read with, as the dialogue keeps it: a retry or a resume asks the same.
 *
 * @param id the offer's name in the menu
 */
public record OfferMade(String id, double probability, double threshold, Duration saved) {
    static OfferMade of(Offer offer) {
        return new OfferMade(
                offer.proposal().id(), offer.probability(), offer.threshold(), offer.saved());
    }
}
