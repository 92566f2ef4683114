package io.recaller.flow.engine;

import io.recaller.flow.Node;
import io.recaller.flow.OfferSubject;
import io.recaller.flow.Offering;
import io.recaller.flow.Option;
import io.recaller.flow.timing.Route;
import io.recaller.menu.planner.Policy;
import io.recaller.menu.planner.Proposal;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a menu can ask one caller before its options. */
public final class Offers {
    private final PromptLengths lengths;

    Offers(PromptLengths lengths) {
        this.lengths = lengths;
    }

    /**
     * An offer in the wording this caller may hear.
     *
     * @param because what is behind it, in plain words
     * @param neutral whether the wording is the one that says nothing of it
     */
    record Question(Offering offer, Speech speech, String because, boolean neutral) {}

    /** All that could be asked now, the flow's first first. Once an offer was made, nothing. */
    List<Proposal> proposals(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        if (menu.offers().isEmpty()
                || dialogue.data().containsKey(ReservedNames.OFFERED)
                || !mayOffer(here)) {
            return List.of();
        }
        return menu.offers().stream()
                .flatMap(offer -> question(here, dialogue, offer).stream())
                .map(question -> proposal(here, dialogue, menu, question))
                .toList();
    }

    /** Not to who hears no offers by policy, nor to whose last ones were wrong. */
    private static boolean mayOffer(FlowContext here) {
        var now = here.context().now();
        return here.context()
                .who()
                .filter(who -> who.policy() == Policy.RECALLER)
                .filter(who -> !BackOff.rests(who.offers(), now))
                .isPresent();
    }

    Proposal proposal(FlowContext here, Dialogue dialogue, Node.Menu menu, Question question) {
        var route = new Route(here.flow(), dialogue.language(), lengths, here.context());
        var offer = question.offer();
        return new Proposal(
                offer.id(),
                offer.topics(),
                route.option(menu, offer).filter(one -> mayMove(here, one)).map(Option::id),
                question.speech().length(lengths),
                route.saved(menu, offer),
                question.because(),
                question.neutral());
    }

    /** A sensitive option that is suddenly read last would tell what the offer does not. */
    private static boolean mayMove(FlowContext here, Option option) {
        return here.context().access().mayHear(option.sensitive());
    }

    /** Empty when nothing is behind the offer, or nothing of it may be said. */
    static Optional<Question> question(FlowContext here, Dialogue dialogue, Offering offer) {
        var context = here.context();
        return context.who()
                .filter(_ -> holds(here, dialogue, offer))
                .flatMap(who -> OfferSubject.of(offer, who, context.now()))
                .flatMap(behind -> question(here, dialogue, offer, behind));
    }

    private static boolean holds(FlowContext here, Dialogue dialogue, Offering offer) {
        var names = here.names(dialogue);
        return offer.when().map(when -> when.holds(names)).orElse(true);
    }

    private static Optional<Question> question(
            FlowContext here, Dialogue dialogue, Offering offer, OfferSubject behind) {
        var access = here.context().access();
        var named =
                access.mayHear(offer.tier()) && access.mayHear(behind.tier())
                        ? here.say(dialogue, offer.say(), behind.values(dialogue.language()))
                        : Speech.silence();
        var speech =
                named.isSilent()
                        ? offer.neutral()
                                .map(text -> here.say(dialogue, text, Map.of()))
                                .orElse(Speech.silence())
                        : named;
        return Optional.of(speech)
                .filter(words -> !words.isSilent())
                .map(words ->
                        new Question(offer, words, behind.words(now(here)), named.isSilent()));
    }

    private static Instant now(FlowContext here) {
        return here.context().now();
    }
}
