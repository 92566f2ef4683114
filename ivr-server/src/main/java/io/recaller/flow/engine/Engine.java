package io.recaller.flow.engine;

import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.menu.planner.Layout;
import io.recaller.skill.Requirement;
import io.recaller.skill.SkillTemplate;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Steps a dialogue. Pure: the same arguments always give the same step; it never throws for any
 * input or dialogue, and what has no other way out leads to a person. Safe for all threads.
 */
public final class Engine {
    private final Menus menus;

    /**
     * @param planning decides the order of menus that are adaptive
     */
    public Engine(PromptLengths lengths, Planning planning) {
        this.menus = new Menus(lengths, planning);
    }

    /** A new dialogue at the flow's start. */
    public Step begin(Flow flow, Language language, Context context) {
        var dialogue = Dialogue.fresh(flow, flow.start(), flow.spoken(language));
        return settle(new FlowContext(flow, context), new Move.Go(dialogue, flow.start()));
    }

    /**
     * What follows an input. An input that does not belong to the current turn changes nothing: the
     * same turn is given again.
     */
    public Step next(Flow flow, Dialogue dialogue, Input input, Context context) {
        var here = new FlowContext(flow, context);
        var step = settle(here, answer(here, Echo.said(here, dialogue), input));
        return Recommending.isPassedOn(dialogue, step.dialogue(), input)
                        && isChoice(flow, step, input, context)
                ? next(flow, step.dialogue(), input, context)
                : step;
    }

    /** Whether a menu is read now in which the input chooses something. */
    private boolean isChoice(Flow flow, Step step, Input input, Context context) {
        return switch (input) {
            case Reply.Text words -> understands(flow, step.dialogue(), words, context);
            case Reply reply ->
                    step.turn() instanceof Turn.Choose menu
                            && menu.keyOf(reply)
                                    .filter(key ->
                                            menu.choices().stream()
                                                    .anyMatch(each -> each.key().equals(key)))
                                    .isPresent();
            case Input.Proof _,
                    Input.Found _,
                    Input.NotFound _,
                    Input.Switched _,
                    Input.Recommended _,
                    Input.Matching _ ->
                    false;
        };
    }

    /**
     * The key that stands for words written in a menu: of the option that they say or mean. Empty
     * for all else.
     */
    public Optional<String> keyOf(Flow flow, Dialogue dialogue, Reply.Text words, Context context) {
        return flow.node(dialogue.node())
                .filter(Node.Menu.class::isInstance)
                .flatMap(node ->
                        menus.keyOf(
                                new FlowContext(flow, context), dialogue, (Node.Menu) node, words));
    }

    /** Whether words are more than a greeting where this dialogue is. */
    public boolean understands(Flow flow, Dialogue dialogue, Reply.Text words, Context context) {
        var here = new FlowContext(flow, context);
        return words.meaning().universal().isPresent()
                || switch (flow.nodes().get(dialogue.node())) {
                    case Node.Menu menu -> menus.understands(here, dialogue, menu, words);
                    case Node.Recommend asked when Recommending.isAsked(dialogue) ->
                            Recommending.isAnswer(dialogue, words)
                                    || understoodAfter(here, dialogue, asked, words);
                    case null, default -> false;
                };
    }

    /** How the open requests stand that may be told of now; silence: there are none. */
    public Speech requests(Flow flow, Dialogue dialogue, Context context) {
        return Echo.told(new FlowContext(flow, context), dialogue);
    }

    /** What is written instead of an answer counts in the menu they go on in. */
    private boolean understoodAfter(
            FlowContext here, Dialogue dialogue, Node.Recommend asked, Reply.Text words) {
        var step = settle(here, Recommending.leave(dialogue, asked));
        return here.flow().nodes().get(step.dialogue().node()) instanceof Node.Menu menu
                && menus.understands(here, step.dialogue(), menu, words);
    }

    /**
     * The current turn again, when the same contact comes back: after a crash, a failed ring. When
     * the trust is no longer enough for the node, it is proved anew first; when it has left the
     * queue, what it left it for is entered.
     */
    public Step render(Flow flow, Dialogue dialogue, Context context) {
        var here = new FlowContext(flow, context);
        if (dialogue.leavingFor().isPresent()) {
            var left = dialogue.without(Set.of(ReservedNames.EXIT));
            return settle(here, new Move.Go(left, dialogue.leavingFor().get()));
        }
        return flow.node(dialogue.node())
                .filter(node -> isEnteredAnew(here, dialogue, node))
                .map(node -> settle(here, new Move.Go(dialogue, node.id())))
                .orElseGet(() -> settle(here, new Move.Stop(dialogue)));
    }

    /**
     * A secret is not written down: a look-up that needs it has failed when the call comes back.
     */
    private static boolean isEnteredAnew(FlowContext here, Dialogue dialogue, Node node) {
        return !here.context().trust().atLeast(node.tier())
                || (node instanceof Node.LookUp lookUp
                        && LookUps.isWanting(here, dialogue, lookUp));
    }

    /**
     * Goes on with somebody else in the caller's place: nothing that was given, looked up or known
     * before is theirs. They are asked where the other was, or else what everybody is asked first.
     */
    public Step anew(Flow flow, Dialogue dialogue, Context context) {
        var personal = new HashSet<>(dialogue.data().keySet());
        personal.removeAll(Set.of(ReservedNames.THEN, ReservedNames.OFFERED, ReservedNames.HOURS));
        var node = flow.node(dialogue.node()).filter(Engine::isForAnybody).map(Node::id);
        var there = new Move.Go(dialogue.without(personal), node.orElse(flow.start()));
        return settle(new FlowContext(flow, context), there);
    }

    private static boolean isForAnybody(Node node) {
        return switch (node) {
            case Node.Menu _, Node.Form _, Node.Verify _, Node.HandOff _ -> true;
            case Node.Say _,
                    Node.Speak _,
                    Node.LookUp _,
                    Node.Branch _,
                    Node.Switch _,
                    Node.Recommend _,
                    Node.End _ ->
                    false;
        };
    }

    /** Leads to the flow's person, as {@code 0} does: the current turn cannot be rendered. */
    public Step person(Flow flow, Dialogue dialogue, Context context) {
        var here = new FlowContext(flow, context);
        return settle(here, here.person(dialogue.noting(new PathEntry.Unspoken(dialogue.node()))));
    }

    /** Leads to whoever is free, without a word. */
    public Step anyone(Dialogue dialogue) {
        return new Step(dialogue, anyone());
    }

    /**
     * The layout of the menu this dialogue is in, as {@link #render} decides it; empty in any other
     * node. Nothing is put into words but what has to be measured.
     */
    public Optional<Layout> layout(Flow flow, Dialogue dialogue, Context context) {
        return flow.node(dialogue.node())
                .filter(Node.Menu.class::isInstance)
                .map(node ->
                        menus.layout(new FlowContext(flow, context), dialogue, (Node.Menu) node));
    }

    private static Move decided(Dialogue dialogue, Node.Branch.Decision decision) {
        return new Move.Go(
                decision.hours()
                        .map(name -> dialogue.with(ReservedNames.HOURS, name))
                        .orElse(dialogue),
                decision.next());
    }

    /** Walks the silent nodes until one speaks or waits; a silent circle leads to a person. */
    private Step settle(FlowContext here, Move first) {
        var move = first;
        for (var left = 2 * here.flow().nodes().size() + 10; left > 0; left--) {
            switch (move) {
                case Move.Stop(Dialogue dialogue) -> {
                    return step(here, dialogue);
                }
                case Move.Read read -> {
                    return read(here, read);
                }
                case Move.Go(Dialogue dialogue, String next) ->
                        move = left == 5 ? here.person(dialogue) : enter(here, dialogue, next);
            }
        }
        return switch (move) {
            case Move.Stop(Dialogue dialogue) -> step(here, dialogue);
            case Move.Read read -> read(here, read);
            case Move.Go(Dialogue dialogue, _) -> new Step(dialogue, anyone());
        };
    }

    private Step step(FlowContext here, Dialogue dialogue) {
        return new Step(dialogue, Echo.before(here, dialogue, turn(here, dialogue)));
    }

    private Step read(FlowContext here, Move.Read read) {
        var step = menus.read(here, read);
        return new Step(step.dialogue(), Echo.before(here, step.dialogue(), step.turn()));
    }

    private Move enter(FlowContext here, Dialogue from, String id) {
        var node = here.flow().nodes().get(id);
        if (node == null) {
            return id.equals(here.flow().person()) ? new Move.Stop(from.at(id)) : here.person(from);
        }
        if (!here.context().trust().atLeast(node.tier())) {
            return new Move.Go(
                    from.with(ReservedNames.THEN, id),
                    here.flow().verify().orElse(here.flow().person()));
        }
        var dialogue = from.without(Set.of(ReservedNames.SWITCH, ReservedNames.MATCH)).at(id);
        return switch (node) {
            case Node.Say _, Node.HandOff _, Node.End _ -> new Move.Stop(dialogue);
            case Node.Speak speak -> new Move.Go(dialogue.speaking(speak.language()), speak.next());
            case Node.Menu menu -> menus.enter(here, dialogue, menu);
            case Node.Form form -> Forms.enter(here, dialogue, form);
            case Node.Verify verify -> Proofs.enter(here, dialogue, verify);
            case Node.LookUp lookUp -> LookUps.enter(here, dialogue, lookUp);
            case Node.Branch branch -> decided(dialogue, branch.decide(here.names(dialogue)));
            case Node.Switch other -> new Move.Stop(Switching.asked(dialogue, other.to()));
            case Node.Recommend asked -> Recommending.enter(dialogue, asked);
        };
    }

    private Move answer(FlowContext here, Dialogue dialogue, Input input) {
        if (input instanceof Input.Matching shown) {
            return Matching.begin(here, dialogue, shown);
        }
        var matching = Matching.asked(dialogue);
        if (matching.isPresent()) {
            return Matching.answer(here, dialogue, matching.get(), input);
        }
        if (Switching.isOn(dialogue)) {
            return Switching.answer(here, dialogue, input);
        }
        return switch (here.flow().nodes().get(dialogue.node())) {
            case null -> here.person(dialogue);
            case Node.Say say -> new Move.Go(dialogue, say.next());
            case Node.Speak speak -> new Move.Go(dialogue, speak.next());
            case Node.Menu menu -> menus.answer(here, dialogue, menu, input);
            case Node.Form form -> Forms.answer(here, dialogue, form, input);
            case Node.Verify verify -> Proofs.answer(here, dialogue, verify, input);
            case Node.LookUp lookUp -> LookUps.answer(here, dialogue, lookUp, input);
            case Node.Branch branch -> new Move.Go(dialogue, branch.otherwise());
            case Node.Switch other -> new Move.Go(dialogue, other.next());
            case Node.Recommend asked -> Recommending.answer(here, dialogue, asked, input);
            case Node.HandOff _, Node.End _ -> new Move.Stop(dialogue);
        };
    }

    private Turn turn(FlowContext here, Dialogue dialogue) {
        if (Matching.asked(dialogue).isPresent()) {
            return Matching.turn(dialogue);
        }
        if (Switching.isOn(dialogue)) {
            return Switching.turn(here, dialogue);
        }
        return switch (here.flow().nodes().get(dialogue.node())) {
            case null -> anyone();
            case Node.Say say -> new Turn.Say(here.say(dialogue, say.say()));
            case Node.Menu menu -> menus.turn(here, dialogue, menu);
            case Node.Form form -> Forms.turn(here, dialogue, form);
            case Node.Verify verify -> Proofs.turn(here, dialogue, verify);
            case Node.LookUp lookUp -> LookUps.turn(here, dialogue, lookUp);
            case Node.Recommend _ -> Recommending.turn(here, dialogue);
            case Node.Speak _, Node.Branch _, Node.Switch _ -> anyone();
            case Node.HandOff handOff -> handOff(here, dialogue, handOff);
            case Node.End end -> new Turn.End(here.say(dialogue, end.say()), end.topic());
        };
    }

    private static Turn handOff(FlowContext here, Dialogue dialogue, Node.HandOff handOff) {
        var asked = new SkillTemplate(handOff.skills(), handOff.any());
        return new Turn.HandOff(
                here.say(dialogue, handOff.say()),
                handOff.queue(),
                asked.in(dialogue.language().tag()),
                handOff.priority());
    }

    /** When nothing else is left: whoever is free. */
    private static Turn anyone() {
        return new Turn.HandOff(Speech.silence(), Optional.empty(), Requirement.none(), 0);
    }
}
