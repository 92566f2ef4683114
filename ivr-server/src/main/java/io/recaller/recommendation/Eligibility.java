package io.recaller.recommendation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What may be recommended to whom ("contact policy" of next best action). Pure. */
final class Eligibility {
    private final RecommendationRules rules;
    private final Instant now;

    Eligibility(RecommendationRules rules, Instant now) {
        this.rules = rules;
        this.now = now;
    }

    /** Why nothing at all is recommended; empty: something may be. */
    Optional<Barrier> barrier(Prospect who) {
        if (who.complains()) {
            return Optional.of(Barrier.COMPLAINT);
        }
        if (who.wantsNone()) {
            return Optional.of(Barrier.NO_CONSENT);
        }
        return who.past().stream().anyMatch(past -> isNo(past, rules.afterNo()))
                ? Optional.of(Barrier.SAID_NO)
                : Optional.empty();
    }

    /** Why this one is not; empty: it may be. */
    Optional<Barrier> barrier(Recommendation one, Prospect who) {
        if (!one.isValid(now)) {
            return Optional.of(Barrier.NOT_VALID);
        }
        if (!isFor(one, who)) {
            return Optional.of(Barrier.NOT_FOR_THEM);
        }
        if (!who.trust().atLeast(one.tier())) {
            return Optional.of(Barrier.TRUST);
        }
        return before(one, who);
    }

    private static boolean isFor(Recommendation one, Prospect who) {
        return (one.segments().isEmpty()
                        || who.segment().filter(one.segments()::contains).isPresent())
                && (!one.isNamed() || who.named().contains(one.id()));
    }

    /** By what was before. */
    private Optional<Barrier> before(Recommendation one, Prospect who) {
        if (who.taken().contains(one.id())
                || who.past().stream().anyMatch(past -> is(past, one, OutcomeState.ACCEPTED))) {
            return Optional.of(Barrier.TAKEN);
        }
        if (who.past().stream()
                .anyMatch(past ->
                        past.recommendation().equals(one.id())
                                && past.state() == OutcomeState.WRONG)) {
            return Optional.of(Barrier.WRONG);
        }
        if (who.past().stream()
                .anyMatch(past ->
                        past.product().equals(one.product()) && isNo(past, rules.sameAfterNo()))) {
            return Optional.of(Barrier.SAME_SAID_NO);
        }
        return shown(one, who) >= rules.mostShown()
                ? Optional.of(Barrier.SHOWN_ENOUGH)
                : Optional.empty();
    }

    private static boolean is(Prospect.Past past, Recommendation one, OutcomeState state) {
        return past.state() == state && past.product().equals(one.product());
    }

    private static long shown(Recommendation one, Prospect who) {
        return who.past().stream()
                .filter(past -> past.recommendation().equals(one.id()))
                .filter(past -> past.state() == OutcomeState.SHOWN)
                .count();
    }

    private boolean isNo(Prospect.Past past, Duration lasts) {
        return past.state() == OutcomeState.DECLINED && past.at().plus(lasts).isAfter(now);
    }
}
