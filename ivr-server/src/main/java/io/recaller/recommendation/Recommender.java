package io.recaller.recommendation;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.contact.ContactId;
import io.recaller.contact.OpenMatters;
import io.recaller.contact.Topic;
import io.recaller.customer.Consents;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Families;
import io.recaller.db.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Recommends at most one thing in a contact, the same however often it is asked and on whatever
 * server. Any thread; the caller owns the Tx.
 */
public final class Recommender {
    private static final int RECENT_TOPICS = 4;

    private final RecommendationRules rules;
    private final RunningRecommendations running;
    private final MeterRegistry meters;
    private final RecommendationRows rows = new RecommendationRows();
    private final OutcomeRows outcomes = new OutcomeRows();
    private final OpenMatters matters = new OpenMatters();
    private final Consents consents = new Consents();

    public Recommender(
            RecommendationRules rules, RunningRecommendations running, MeterRegistry meters) {
        this.rules = rules;
        this.running = running;
        this.meters = meters;
        for (var state : OutcomeState.values()) {
            count(state, 0);
        }
    }

    /**
     * What to recommend; it is written down as shown. Empty: nothing, as nothing fits, a complaint
     * is open, or the customer is of the control group.
     */
    public Optional<Recommended> in(Tx tx, Encounter who, Instant now) {
        return look(tx, who).flatMap(look -> in(tx, look, now));
    }

    private Optional<Recommended> in(Tx tx, Look look, Instant now) {
        if (look.before().isPresent()) {
            return look.before().flatMap(kept -> shownBefore(tx, kept, look.prospect(), now));
        }
        return choice(look, now)
                .flatMap(best -> {
                    write(tx, look, best, now);
                    return outcomes.find(tx, look.who().contact());
                })
                .flatMap(kept -> shownBefore(tx, kept, look.prospect(), now));
    }

    private Optional<NextBest.Choice> choice(Look look, Instant now) {
        var known = running.known();
        return new NextBest(rules, known.acceptances()).of(known.running(), look.prospect(), now);
    }

    private void write(Tx tx, Look look, NextBest.Choice best, Instant now) {
        var state = rules.isControl(look.survivor()) ? OutcomeState.WITHHELD : OutcomeState.SHOWN;
        var topics = look.prospect().topics();
        if (outcomes.insert(tx, look.who(), look.survivor(), topics, best, state, now)) {
            count(state, 1);
        }
    }

    /**
     * What a flow may ask, for what {@link #in} recommends; nothing is written. Empty also where it
     * was answered in this contact, or was recommended in it to somebody else.
     */
    Optional<Recommended> toAsk(Tx tx, Encounter who, Instant now) {
        return look(tx, who).flatMap(look -> toAsk(tx, look, now));
    }

    private Optional<Recommended> toAsk(Tx tx, Look look, Instant now) {
        return look.before().isPresent()
                ? look.before()
                        .filter(kept -> kept.customer().equals(look.survivor()))
                        .filter(kept -> kept.state() == OutcomeState.SHOWN)
                        .flatMap(kept -> shownBefore(tx, kept, look.prospect(), now))
                : choice(look, now)
                        .map(best ->
                                new Recommended(
                                        best.recommendation(), OutcomeState.SHOWN, best.terms()));
    }

    /**
     * A flow is about to ask that one; it is written down as {@link #in} does.
     *
     * @return false: it is not to be asked
     */
    boolean begins(Tx tx, Encounter who, RecommendationId one, Instant now) {
        return look(tx, who)
                .filter(look -> is(toAsk(tx, look, now), one))
                .filter(look -> is(in(tx, look, now), one))
                .isPresent();
    }

    private static boolean is(Optional<Recommended> what, RecommendationId one) {
        return what.filter(each -> each.recommendation().id().equals(one)).isPresent();
    }

    /** It was written down as shown at that instant, and was not shown. */
    void takeBack(Tx tx, ContactId contact, Instant shown) {
        outcomes.takeBack(tx, contact, shown);
    }

    /** What is known before anything is chosen; empty: there is nothing to choose from. */
    private Optional<Look> look(Tx tx, Encounter who) {
        if (running.known().running().isEmpty()) {
            return Optional.empty();
        }
        var families = Families.of(tx, List.of(who.customer()));
        var survivor = families.survivor(who.customer());
        var prospect = prospect(tx, who, survivor, families.members(survivor));
        return Optional.of(new Look(who, survivor, prospect, outcomes.find(tx, who.contact())));
    }

    /**
     * Who is there.
     *
     * @param before what was recommended in the contact already
     */
    private record Look(
            Encounter who,
            CustomerId survivor,
            Prospect prospect,
            Optional<OutcomeRows.Kept> before) {}

    /** What is answered stays before the agent's eyes; else it goes when it may not be said. */
    private Optional<Recommended> shownBefore(
            Tx tx, OutcomeRows.Kept kept, Prospect who, Instant now) {
        return rows.find(tx, kept.recommendation())
                .filter(_ -> kept.state() != OutcomeState.WITHHELD)
                .filter(stored -> kept.state().isAnswer() || maySay(stored, who, now))
                .map(stored ->
                        new Recommended(stored.recommendation(), kept.state(), kept.terms()));
    }

    private boolean maySay(RecommendationRows.Stored stored, Prospect who, Instant now) {
        var eligibility = new Eligibility(rules, now);
        return stored.withdrawnAt().isEmpty()
                && eligibility.barrier(who).isEmpty()
                && eligibility.barrier(stored.recommendation(), who).isEmpty();
    }

    private Prospect prospect(Tx tx, Encounter who, CustomerId survivor, Collection<UUID> family) {
        var words = consents.newest(tx, survivor);
        return new Prospect(
                who.trust(),
                who.segment(),
                topics(who),
                rows.naming(tx, family),
                outcomes.past(tx, family, who.contact()),
                rows.taken(tx, family),
                complains(tx, who, family),
                who.consent().map(words::get).filter(word -> !word.agreed()).isPresent());
    }

    private boolean complains(Tx tx, Encounter who, Collection<UUID> family) {
        return who.topic().filter(rules::isComplaint).isPresent()
                || matters.of(tx, family).stream()
                        .anyMatch(open -> rules.isComplaint(open.kind(), open.topic()));
    }

    private static List<Topic> topics(Encounter who) {
        return Stream.concat(who.topic().stream(), who.recent().stream())
                .distinct()
                .limit(RECENT_TOPICS)
                .toList();
    }

    /**
     * Writes down what came of it.
     *
     * @param answer accepted, declined or wrong
     * @param by the agent's id, or {@code flow}
     * @return false: that was not shown in this contact
     */
    public boolean answer(
            Tx tx,
            ContactId contact,
            RecommendationId one,
            OutcomeState answer,
            String by,
            Instant now) {
        if (!answer.isAnswer()) {
            throw new IllegalArgumentException(answer + " is no answer");
        }
        var isThere = outcomes.answer(tx, contact, one, answer, by, now);
        if (isThere) {
            count(answer, 1);
        }
        return isThere;
    }

    void count(OutcomeState state, int more) {
        meters.counter("recaller.recommendations", "state", state.slug()).increment(more);
    }
}
