package io.recaller.flow;

import io.recaller.menu.Layout;
import io.recaller.menu.MenuOption;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import java.util.List;

/** How a menu is entered, read and answered. */
final class Menus {
    private final PromptLengths lengths;
    private final Planning planning;

    Menus(PromptLengths lengths, Planning planning) {
        this.lengths = lengths;
        this.planning = planning;
    }

    /** Decides the order and keeps it, so that a retry or a resume reads the same. */
    Dialogue enter(Scene scene, Dialogue dialogue, Node.Menu menu) {
        var ids =
                plan(scene, dialogue, menu).options().stream()
                        .map(spoken -> spoken.option().id())
                        .toList();
        return dialogue.with(Data.order(menu.id()), String.join(",", ids));
    }

    private Layout plan(Scene scene, Dialogue dialogue, Node.Menu menu) {
        var options =
                menu.options().stream().map(option -> option(scene, dialogue, option)).toList();
        var policy = menu.adaptive() ? planning : Planning.designed();
        return policy.plan(options, List.of(), scene.context(), menu.id());
    }

    private MenuOption option(Scene scene, Dialogue dialogue, Option option) {
        var prompt = Wording.option(scene.flow(), option, dialogue.language());
        return new MenuOption(
                option.id(),
                option.key(),
                option.topics(),
                option.other(),
                option.pin(),
                scene.context().trust().atLeast(option.sensitive()),
                lengths.of(prompt));
    }

    Turn turn(Scene scene, Dialogue dialogue, Node.Menu menu) {
        var layout = layout(scene, dialogue, menu);
        var retries = menu.retries();
        var fault = Spot.of(dialogue.step()).fault();
        var lead =
                fault == Spot.Fault.NONE
                        ? scene.say(dialogue, menu.intro())
                        : scene.correction(dialogue, retries.noInput(), retries.noMatch());
        var speeches =
                layout.options().stream()
                        .map(spoken -> speech(scene, dialogue, menu, spoken.option().id()))
                        .toList();
        return new Turn.Choose(lead, layout, speeches, scene.flow().patience());
    }

    private Layout layout(Scene scene, Dialogue dialogue, Node.Menu menu) {
        var fresh = plan(scene, dialogue, menu);
        var kept = dialogue.data().get(Data.order(menu.id()));
        return kept == null ? fresh : Planning.reordered(fresh, List.of(kept.split(",")));
    }

    private static Speech speech(Scene scene, Dialogue dialogue, Node.Menu menu, String id) {
        return menu.options().stream()
                .filter(option -> option.id().equals(id))
                .map(option -> Speech.of(Wording.option(scene.flow(), option, dialogue.language())))
                .findFirst()
                .orElse(Speech.silence());
    }

    Move answer(Scene scene, Dialogue dialogue, Node.Menu menu, Input input) {
        return switch (input) {
            case Input.Keys(String keys) -> pressed(scene, dialogue, menu, keys);
            case Input.NoInput() -> scene.again(dialogue, menu.retries(), Spot.Fault.NO_INPUT);
            case Input.Said(), Input.Proof(_), Input.Found(_), Input.NotFound() ->
                    new Move.Stop(dialogue);
        };
    }

    private static Move pressed(Scene scene, Dialogue dialogue, Node.Menu menu, String keys) {
        for (var option : menu.options()) {
            if (keys.equals(String.valueOf(option.key()))) {
                var chosen = dialogue.noting(menu.id() + "=" + option.id());
                return new Move.Go(chosen, option.next());
            }
        }
        return keys.equals("0")
                ? scene.person(dialogue.noting(menu.id() + "=0"))
                : scene.again(dialogue, menu.retries(), Spot.Fault.NO_MATCH);
    }
}
