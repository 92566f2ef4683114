package io.recaller.flow;

import io.recaller.menu.Policy;
import io.recaller.menu.Proposal;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a menu can ask one caller before its options. */
final class Offers {
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
    List<Proposal> proposals(Scene scene, Dialogue dialogue, Node.Menu menu) {
        if (menu.offers().isEmpty()
                || dialogue.data().containsKey(Data.OFFERED)
                || !mayOffer(scene)) {
            return List.of();
        }
        return menu.offers().stream()
                .flatMap(offer -> question(scene, dialogue, offer).stream())
                .map(question -> proposal(scene, dialogue, menu, question))
                .toList();
    }

    /** Not to who hears no offers by policy, nor to whose last ones were wrong. */
    private static boolean mayOffer(Scene scene) {
        var now = scene.context().now();
        return scene.context()
                .who()
                .filter(who -> who.policy() == Policy.RECALLER)
                .filter(who -> !BackOff.rests(who.offers(), now))
                .isPresent();
    }

    Proposal proposal(Scene scene, Dialogue dialogue, Node.Menu menu, Question question) {
        var route = new Route(scene.flow(), dialogue.language(), lengths, scene.context());
        var offer = question.offer();
        return new Proposal(
                offer.id(),
                offer.topics(),
                route.option(menu, offer).filter(one -> mayMove(scene, one)).map(Option::id),
                question.speech().length(lengths),
                route.saved(menu, offer),
                question.because(),
                question.neutral());
    }

    /** A sensitive option that is suddenly read last would tell what the offer does not. */
    private static boolean mayMove(Scene scene, Option option) {
        return scene.context().access().mayHear(option.sensitive());
    }

    /** Empty when nothing is behind the offer, or nothing of it may be said. */
    static Optional<Question> question(Scene scene, Dialogue dialogue, Offering offer) {
        var context = scene.context();
        return context.who()
                .filter(_ -> holds(scene, dialogue, offer))
                .flatMap(who -> Occasion.of(offer, who, context.now()))
                .flatMap(behind -> question(scene, dialogue, offer, behind));
    }

    private static boolean holds(Scene scene, Dialogue dialogue, Offering offer) {
        var names = scene.names(dialogue);
        return offer.when().map(when -> when.holds(names)).orElse(true);
    }

    private static Optional<Question> question(
            Scene scene, Dialogue dialogue, Offering offer, Occasion behind) {
        var access = scene.context().access();
        var named =
                access.mayHear(offer.tier()) && access.mayHear(behind.tier())
                        ? scene.say(dialogue, offer.say(), behind.values(dialogue.language()))
                        : Speech.silence();
        var speech =
                named.isSilent()
                        ? offer.neutral()
                                .map(text -> scene.say(dialogue, text, Map.of()))
                                .orElse(Speech.silence())
                        : named;
        return Optional.of(speech)
                .filter(words -> !words.isSilent())
                .map(words ->
                        new Question(offer, words, behind.words(now(scene)), named.isSilent()));
    }

    private static Instant now(Scene scene) {
        return scene.context().now();
    }
}
