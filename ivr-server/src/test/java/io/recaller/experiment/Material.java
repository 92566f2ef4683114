package io.recaller.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The rows a report is made of, counted in memory: what the database counts is held against it.
 * What a report is made of: rows of a period, customers already followed through their merges.
 *
 * @param at as of when: what had not happened then does not count
 * @param menus those whose order the flow leaves to the policy, in the order spoken
 * @param earlier the same, of the time before the period
 * @param calls by contact
 * @param interactions when each customer contacted us on whatever channel, in order
 * @param shares how large the arms were meant to be, newest first
 */
record Material(
        Instant at,
        List<Heard> menus,
        List<Heard> earlier,
        Map<UUID, Call> calls,
        Map<UUID, List<Instant>> interactions,
        Map<UUID, Member> members,
        List<ArmShares.Shares> shares) {
    /** Of customers of whom nothing was heard before. */
    Material(
            Instant at,
            List<Heard> menus,
            Map<UUID, Call> calls,
            Map<UUID, List<Instant>> interactions,
            Map<UUID, Member> members,
            List<ArmShares.Shares> shares) {
        this(at, menus, List.of(), calls, interactions, members, shares);
    }

    /**
     * One menu as heard.
     *
     * @param menu flow version and node
     * @param policy what decided the order this time
     * @param first the option read first
     * @param offered whether an offer was made with it
     * @param fits whether the contact ended with a topic that the offer was about
     */
    record Heard(
            UUID contact,
            UUID customer,
            String menu,
            String policy,
            String outcome,
            double seconds,
            String first,
            boolean offered,
            boolean fits) {
        boolean led() {
            return outcome.equals("chosen") || isOfferTaken();
        }

        /** A person was asked for, or the menu led on. */
        boolean answered() {
            return led() || outcome.equals("person");
        }

        boolean isOfferTaken() {
            return outcome.equals("offer_taken");
        }
    }

    /** A call in which such a menu may have been heard. */
    record Call(Instant at, boolean handedOver) {}

    /** What a customer was drawn into, and when. */
    record Member(String arm, Optional<Instant> drawnAt) {}
}
