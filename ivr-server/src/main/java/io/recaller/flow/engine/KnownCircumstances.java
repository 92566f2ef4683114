package io.recaller.flow.engine;

import io.recaller.contact.fact.ActiveFact;
import io.recaller.contact.fact.OpenRequest;
import io.recaller.customer.Access;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Context;
import io.recaller.menu.CauseWords;
import io.recaller.menu.Circumstance;
import io.recaller.menu.Moment;
import io.recaller.menu.Situation;
import io.recaller.menu.Story;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a context means to the model: open requests and facts are circumstances of what a call is
 * about.
 */
final class KnownCircumstances {
    private KnownCircumstances() {}

    static Situation ofStranger(Context context) {
        return Situation.stranger(moment(context));
    }

    /** With the circumstances this caller is trusted enough to be told of. */
    static Situation situation(Context context) {
        return situation(context, context.trust());
    }

    /** With all circumstances. */
    static Situation everything(Context context) {
        return situation(context, TrustTier.VERIFIED);
    }

    private static Situation situation(Context context, TrustTier trust) {
        return context.who()
                .map(who ->
                        new Situation(
                                moment(context), who.personal(), of(who, trust, context.now())))
                .orElseGet(() -> ofStranger(context));
    }

    static Story story(Context context) {
        return context.who()
                .map(who ->
                        new Story(
                                who.history(),
                                of(who, context.trust(), context.now()),
                                context.now()))
                .orElseGet(() -> Story.none(context.now()));
    }

    private static Moment moment(Context context) {
        return Moment.of(context.now(), context.zone());
    }

    private static List<Circumstance> of(Context.Known who, TrustTier trust, Instant now) {
        return Stream.concat(
                        who.requests().stream()
                                .filter(request -> new Access(trust).mayHear(request.tier()))
                                .map(request -> circumstance(request, now)),
                        who.facts().stream()
                                .filter(fact -> new Access(trust).mayHear(fact.tier()))
                                .map(fact -> circumstance(fact, now)))
                .toList();
    }

    private static Circumstance circumstance(OpenRequest request, Instant now) {
        var words = CauseWords.request(request.kind(), request.topic(), request.openedAt(), now);
        return Circumstance.request(request.kind(), request.topic(), words);
    }

    private static Circumstance circumstance(ActiveFact fact, Instant now) {
        var words = CauseWords.fact(fact.kind(), fact.topic(), fact.from(), now);
        return Circumstance.fact(fact.kind(), fact.topic(), words);
    }
}
