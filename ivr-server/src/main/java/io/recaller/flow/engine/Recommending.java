package io.recaller.flow.engine;

import io.recaller.flow.Node;
import io.recaller.flow.RecommendationWords;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a recommendation is put as a question, once in a dialogue, and answered. It costs nobody a
 * key or a word: star and hash answer it, which no menu uses; whatever else is keyed or written
 * leads on, and counts where it leads.
 */
public final class Recommending {
    private static final String ACCEPT = Choice.OFFER;
    private static final String DECLINE = "#";

    private Recommending() {}

    /** How far it got; the lower case name is kept. */
    private enum Stage {
        /** It may be asked, if it can be said. */
        FOUND,
        /** It is being asked. */
        ASKED,
        ACCEPTED,
        DECLINED,
        /** It was asked, and they went on without an answer. */
        LEFT
    }

    /**
     * What came of it.
     *
     * @param recommendation its giver's own id
     */
    public record Answered(String recommendation, boolean accepted) {}

    /** Empty: nothing was recommended here, or it was not answered. */
    static Optional<Answered> answered(Dialogue dialogue) {
        var isYes = is(dialogue, Stage.ACCEPTED);
        return isYes || is(dialogue, Stage.DECLINED)
                ? id(dialogue).map(id -> new Answered(id, isYes))
                : Optional.empty();
    }

    static boolean isAsked(Dialogue dialogue) {
        return is(dialogue, Stage.ASKED)
                && dialogue.data().containsKey(ReservedNames.RECOMMENDATION);
    }

    static Move enter(Dialogue dialogue, Node.Recommend node) {
        return dialogue.data().containsKey(ReservedNames.RECOMMENDED)
                ? new Move.Go(dialogue, node.next())
                : new Move.Stop(dialogue);
    }

    static Turn turn(FlowContext here, Dialogue dialogue) {
        var words = dialogue.data().get(ReservedNames.RECOMMENDATION);
        if (words == null || words.isBlank()) {
            return new Turn.Recommend(Optional.empty(), Speech.silence());
        }
        var question =
                Turn.Choose.question(
                        Speech.of(new Prompt(dialogue.language(), words)),
                        choices(dialogue),
                        here.flow().patience());
        return isAsked(dialogue) ? question : new Turn.Recommend(id(dialogue), question.speech());
    }

    private static List<Choice> choices(Dialogue dialogue) {
        var language = dialogue.language();
        return List.of(
                new Choice(
                        ACCEPT,
                        ACCEPT,
                        RecommendationWords.accept(language),
                        Speech.of(RecommendationWords.toAccept(language))),
                new Choice(
                        DECLINE,
                        DECLINE,
                        RecommendationWords.decline(language),
                        Speech.of(RecommendationWords.toDecline(language))));
    }

    static Move answer(FlowContext here, Dialogue dialogue, Node.Recommend node, Input input) {
        return switch (input) {
            case Input.Recommended told -> new Move.Stop(told(dialogue, told));
            case Input.NotFound() ->
                    new Move.Go(
                            dialogue.without(
                                    Set.of(
                                            ReservedNames.RECOMMENDED,
                                            ReservedNames.RECOMMENDATION)),
                            node.next());
            case Reply reply when isAsked(dialogue) -> replied(here, dialogue, node, reply);
            case Reply _, Input.Proof _, Input.Found _, Input.Switched _, Input.Matching _ ->
                    new Move.Stop(dialogue);
        };
    }

    /** That it may be asked is told of what was found before. */
    private static Dialogue told(Dialogue dialogue, Input.Recommended told) {
        return id(dialogue).filter(told.id()::equals).isPresent()
                ? at(dialogue, Stage.ASKED)
                : at(
                        dialogue.with(ReservedNames.RECOMMENDATION, told.words())
                                .with(ReservedNames.RECOMMENDED, told.id()),
                        Stage.FOUND);
    }

    private static Move replied(
            FlowContext here, Dialogue dialogue, Node.Recommend node, Reply reply) {
        var key = Choice.keyOf(reply, choices(dialogue)).orElse("");
        if (key.equals(Choice.PERSON) || Universals.isForAPerson(reply)) {
            return here.person(
                    over(dialogue, Stage.LEFT).noting(new PathEntry.PersonAsked(node.id())));
        }
        return Universals.answer(here, dialogue, reply)
                .orElseGet(() ->
                        switch (key) {
                            case ACCEPT -> new Move.Go(accepted(dialogue), node.accepted());
                            case DECLINE ->
                                    new Move.Go(
                                            over(dialogue, Stage.DECLINED),
                                            node.declined().orElse(node.next()));
                            default -> leave(dialogue, node);
                        });
    }

    private static Dialogue accepted(Dialogue dialogue) {
        var over = over(dialogue, Stage.ACCEPTED);
        return id(over).map(id -> over.with(Node.Recommend.ACCEPTED, id)).orElse(over);
    }

    /** On, without an answer. */
    static Move.Go leave(Dialogue dialogue, Node.Recommend node) {
        return new Move.Go(over(dialogue, Stage.LEFT), node.next());
    }

    /** Whether a reply answers it. */
    static boolean isAnswer(Dialogue dialogue, Reply reply) {
        return Choice.keyOf(reply, choices(dialogue))
                .filter(key -> key.equals(ACCEPT) || key.equals(DECLINE))
                .isPresent();
    }

    /** Whether something else was keyed or written, which then counts where they went on. */
    static boolean isPassedOn(Dialogue before, Dialogue after, Input input) {
        return isAsked(before)
                && is(after, Stage.LEFT)
                && !after.node().equals(before.node())
                && !(input instanceof Reply.Silence);
    }

    private static Dialogue over(Dialogue dialogue, Stage stage) {
        return at(dialogue, stage).without(Set.of(ReservedNames.RECOMMENDATION));
    }

    private static Dialogue at(Dialogue dialogue, Stage stage) {
        return dialogue.with(
                ReservedNames.RECOMMENDED,
                id(dialogue).orElse("") + " " + stage.name().toLowerCase(Locale.ROOT));
    }

    private static boolean is(Dialogue dialogue, Stage stage) {
        var kept = dialogue.data().getOrDefault(ReservedNames.RECOMMENDED, "");
        return kept.endsWith(" " + stage.name().toLowerCase(Locale.ROOT));
    }

    private static Optional<String> id(Dialogue dialogue) {
        return Optional.ofNullable(dialogue.data().get(ReservedNames.RECOMMENDED))
                .map(kept -> kept.split(" ", 2)[0]);
    }
}
