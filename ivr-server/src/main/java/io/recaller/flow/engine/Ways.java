package io.recaller.flow.engine;

import io.recaller.contact.Topic;
import io.recaller.flow.Node;
import io.recaller.flow.Option;
import io.recaller.flow.engine.PathEntry.OptionChosen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which options words mean by their topics: of a menu and the menus below it, one way of choices
 * for each topic that an option is about.
 *
 * @param menu where they begin
 * @param all none of them is the beginning of another
 */
record Ways(String menu, List<List<OptionChosen>> all) {
    /** More are no question any more: the menu itself asks better. */
    private static final int MOST_ASKED = 3;

    /** One way into a menu, and how much of the topic's name its option covers. */
    private record Way(List<OptionChosen> steps, int covered) {
        static final Way NONE = new Way(List.of(), 0);
    }

    /** From the menu that is open; where none leads anywhere, from those before it. */
    static Ways of(FlowContext here, Dialogue dialogue, Node.Menu open, List<Topic> topics) {
        var ways = from(here, open, topics);
        for (var before : OpenMenus.of(here.flow(), dialogue).reversed()) {
            if (!ways.isNone()) {
                return ways;
            }
            ways = from(here, before, topics);
        }
        return ways;
    }

    private static Ways from(FlowContext here, Node.Menu menu, List<Topic> topics) {
        var found =
                topics.stream()
                        .map(topic -> best(here, menu, topic, Set.of()).steps())
                        .filter(way -> !way.isEmpty())
                        .distinct()
                        .toList();
        var narrowest =
                found.stream()
                        .filter(way ->
                                found.stream()
                                        .noneMatch(other ->
                                                other.size() > way.size()
                                                        && other.subList(0, way.size())
                                                                .equals(way)))
                        .toList();
        return new Ways(menu.id(), narrowest);
    }

    /** The option with the longest prefix; of equals the deeper. */
    private static Way best(FlowContext here, Node.Menu menu, Topic topic, Set<String> above) {
        var seen = new HashSet<>(above);
        seen.add(menu.id());
        var own = menu.optionFor(topic);
        var best = own.map(option -> here(menu, option, topic)).orElse(Way.NONE);
        for (var option : menu.options()) {
            if (option.language().isEmpty()
                    && here.flow().nodes().get(option.next()) instanceof Node.Menu below
                    && !seen.contains(below.id())
                    && here.context().trust().atLeast(below.tier())) {
                var deeper = best(here, below, topic, seen);
                var isOwn = own.filter(option::equals).isPresent();
                if (deeper.covered() > best.covered()
                        || (deeper.covered() == best.covered() && isOwn && deeper.covered() > 0)) {
                    best = through(menu, option, deeper);
                }
            }
        }
        return best;
    }

    /** The option that says most of what a topic is, wherever in the flow. */
    static Optional<Option> narrowest(FlowContext here, Topic topic) {
        return here.flow().nodes().values().stream()
                .filter(Node.Menu.class::isInstance)
                .map(Node.Menu.class::cast)
                .flatMap(menu -> menu.optionFor(topic).stream())
                .max(
                        Comparator.<Option>comparingInt(option -> covered(option, topic))
                                .thenComparingInt(option -> -option.topics().size()));
    }

    private static Way here(Node.Menu menu, Option option, Topic topic) {
        return new Way(List.of(new OptionChosen(menu.id(), option.id())), covered(option, topic));
    }

    private static int covered(Option option, Topic topic) {
        return option.topics().stream()
                .filter(topic::isUnder)
                .mapToInt(prefix -> prefix.id().length())
                .max()
                .orElse(0);
    }

    private static Way through(Node.Menu menu, Option option, Way below) {
        var steps = new ArrayList<OptionChosen>();
        steps.add(new OptionChosen(menu.id(), option.id()));
        steps.addAll(below.steps());
        return new Way(steps, below.covered());
    }

    /** Nothing is meant, or too much. */
    boolean isNone() {
        return all.isEmpty() || asked().size() > MOST_ASKED;
    }

    /** The choices that all of them begin with; of one all of it. */
    List<OptionChosen> common() {
        var first = all.getFirst();
        var common = 0;
        while (common < first.size() && isCommon(first.get(common), common)) {
            common++;
        }
        return first.subList(0, common);
    }

    private boolean isCommon(OptionChosen step, int at) {
        return all.stream().allMatch(way -> way.size() > at && way.get(at).equals(step));
    }

    /** Takes what is clear; asks between what is left. */
    Move go(FlowContext here, Dialogue dialogue) {
        var there = dialogue;
        for (var step : common()) {
            there = there.noting(step);
        }
        if (isClear()) {
            var last = all.getFirst().getLast();
            return take(
                    here, there.with(ReservedNames.ABOUT, last.node() + "." + last.option()), last);
        }
        var at = all.getFirst().get(common().size()).node();
        var asked = there.with(ReservedNames.AMONG, at + "." + String.join(",", asked()));
        return at.equals(dialogue.node()) ? ask(here, asked) : new Move.Go(asked, at);
    }

    private static Move ask(FlowContext here, Dialogue dialogue) {
        var tries = dialogue.position().attempt().tries();
        var unfaulted = new Attempt(tries, Attempt.Fault.NONE);
        return here.asked(dialogue, unfaulted);
    }

    private static Move take(FlowContext here, Dialogue dialogue, OptionChosen last) {
        return option(here, last)
                .<Move>map(option ->
                        new Move.Go(
                                option.language().map(dialogue::speaking).orElse(dialogue),
                                option.next()))
                .orElseGet(() -> here.person(dialogue));
    }

    private static Optional<Option> option(FlowContext here, OptionChosen step) {
        return here.flow().nodes().get(step.node()) instanceof Node.Menu menu
                ? menu.options().stream()
                        .filter(option -> option.id().equals(step.option()))
                        .findFirst()
                : Optional.empty();
    }

    /** The key of the option of that menu that they all begin with. */
    Optional<String> keyIn(Node.Menu open) {
        if (isNone() || common().isEmpty() || !common().getFirst().node().equals(open.id())) {
            return Optional.empty();
        }
        return open.options().stream()
                .filter(option -> option.id().equals(common().getFirst().option()))
                .map(option -> String.valueOf(option.key()))
                .findFirst();
    }

    boolean isClear() {
        return all.size() == 1;
    }

    /** The options between which has to be decided; none when it is clear. */
    List<String> asked() {
        if (isClear()) {
            return List.of();
        }
        var at = common().size();
        return all.stream().map(way -> way.get(at).option()).distinct().toList();
    }
}
