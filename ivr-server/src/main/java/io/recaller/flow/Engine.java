package io.recaller.flow;

import io.recaller.menu.Layout;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Requirement;
import io.recaller.skill.Skill;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        var dialogue =
                new Dialogue(
                        flow.name(),
                        flow.source().sha256(),
                        flow.start(),
                        "",
                        flow.spoken(language),
                        Map.of(),
                        List.of());
        return settle(new Scene(flow, context), new Move.Go(dialogue, flow.start()));
    }

    /**
     * What follows an input. An input that does not belong to the current turn changes nothing: the
     * same turn is given again.
     */
    public Step next(Flow flow, Dialogue dialogue, Input input, Context context) {
        var scene = new Scene(flow, context);
        return settle(scene, answer(scene, dialogue, input));
    }

    /**
     * The current turn again, when the same contact comes back: after a crash, a failed ring. When
     * the trust is no longer enough for the node, it is proved anew first.
     */
    public Step render(Flow flow, Dialogue dialogue, Context context) {
        var scene = new Scene(flow, context);
        return flow.node(dialogue.node())
                .filter(node -> isEnteredAnew(scene, dialogue, node))
                .map(node -> settle(scene, new Move.Go(dialogue, node.id())))
                .orElseGet(() -> settle(scene, new Move.Stop(dialogue)));
    }

    /**
     * A secret is not written down: a look-up that needs it has failed when the call comes back.
     */
    private static boolean isEnteredAnew(Scene scene, Dialogue dialogue, Node node) {
        return !scene.context().trust().atLeast(node.tier())
                || (node instanceof Node.LookUp lookUp
                        && LookUps.isWanting(scene, dialogue, lookUp));
    }

    /** Leads to the flow's person, as {@code 0} does: the current turn cannot be rendered. */
    public Step person(Flow flow, Dialogue dialogue, Context context) {
        var scene = new Scene(flow, context);
        return settle(scene, scene.person(dialogue.noting(dialogue.node() + "=unspoken")));
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
                .map(node -> menus.layout(new Scene(flow, context), dialogue, (Node.Menu) node));
    }

    /** Walks the silent nodes until one speaks or waits; a silent circle leads to a person. */
    private Step settle(Scene scene, Move first) {
        var move = first;
        for (var left = 2 * scene.flow().nodes().size() + 10; left > 0; left--) {
            switch (move) {
                case Move.Stop(Dialogue dialogue) -> {
                    return new Step(dialogue, turn(scene, dialogue));
                }
                case Move.Go(Dialogue dialogue, String next) ->
                        move = left == 5 ? scene.person(dialogue) : enter(scene, dialogue, next);
            }
        }
        return switch (move) {
            case Move.Stop(Dialogue dialogue) -> new Step(dialogue, turn(scene, dialogue));
            case Move.Go(Dialogue dialogue, _) -> new Step(dialogue, anyone());
        };
    }

    private Move enter(Scene scene, Dialogue from, String id) {
        var node = scene.flow().nodes().get(id);
        if (node == null) {
            return id.equals(scene.flow().person())
                    ? new Move.Stop(from.at(id))
                    : scene.person(from);
        }
        if (!scene.context().trust().atLeast(node.tier())) {
            return new Move.Go(
                    from.with(Data.THEN, id), scene.flow().verify().orElse(scene.flow().person()));
        }
        var dialogue = from.at(id);
        return switch (node) {
            case Node.Say _, Node.HandOff _, Node.End _ -> new Move.Stop(dialogue);
            case Node.Speak speak -> new Move.Go(dialogue.speaking(speak.language()), speak.next());
            case Node.Menu menu -> new Move.Stop(menus.enter(scene, dialogue, menu));
            case Node.Form form -> Forms.enter(scene, dialogue, form);
            case Node.Verify verify -> Proofs.enter(scene, dialogue, verify);
            case Node.LookUp lookUp -> LookUps.enter(scene, dialogue, lookUp);
            case Node.Branch branch -> new Move.Go(dialogue, branch.chosen(scene.names(dialogue)));
        };
    }

    private Move answer(Scene scene, Dialogue dialogue, Input input) {
        return switch (scene.flow().nodes().get(dialogue.node())) {
            case null -> scene.person(dialogue);
            case Node.Say say -> new Move.Go(dialogue, say.next());
            case Node.Speak speak -> new Move.Go(dialogue, speak.next());
            case Node.Menu menu -> menus.answer(scene, dialogue, menu, input);
            case Node.Form form -> Forms.answer(scene, dialogue, form, input);
            case Node.Verify verify -> Proofs.answer(scene, dialogue, verify, input);
            case Node.LookUp lookUp -> LookUps.answer(scene, dialogue, lookUp, input);
            case Node.Branch branch -> new Move.Go(dialogue, branch.otherwise());
            case Node.HandOff _, Node.End _ -> new Move.Stop(dialogue);
        };
    }

    private Turn turn(Scene scene, Dialogue dialogue) {
        return switch (scene.flow().nodes().get(dialogue.node())) {
            case null -> anyone();
            case Node.Say say -> new Turn.Say(scene.say(dialogue, say.say()));
            case Node.Menu menu -> menus.turn(scene, dialogue, menu);
            case Node.Form form -> Forms.turn(scene, dialogue, form);
            case Node.Verify verify -> Proofs.turn(scene, dialogue, verify);
            case Node.LookUp lookUp -> LookUps.turn(scene, dialogue, lookUp);
            case Node.Speak _, Node.Branch _ -> anyone();
            case Node.HandOff handOff -> handOff(scene, dialogue, handOff);
            case Node.End end -> new Turn.End(scene.say(dialogue, end.say()), end.topic());
        };
    }

    private static Turn handOff(Scene scene, Dialogue dialogue, Node.HandOff handOff) {
        var minimums = new HashMap<Skill, Proficiency>();
        handOff.skills()
                .forEach((name, level) -> {
                    var skill = name.replace("{language}", dialogue.language().tag());
                    minimums.put(new Skill(skill), new Proficiency(level));
                });
        var speech = scene.say(dialogue, handOff.say());
        return new Turn.HandOff(speech, Requirement.of(minimums), handOff.priority());
    }

    /** When nothing else is left: whoever is free. */
    private static Turn anyone() {
        return new Turn.HandOff(Speech.silence(), Requirement.none(), 0);
    }
}
