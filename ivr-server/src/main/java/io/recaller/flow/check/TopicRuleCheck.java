package io.recaller.flow.check;

import io.recaller.contact.Topic;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import io.recaller.flow.TopicPhrase;
import io.recaller.flow.TopicRule;
import io.recaller.flow.UniversalWords;
import io.recaller.text.Nearest;
import java.util.ArrayList;
import java.util.List;

/** Topic rules that lead to no option, say the same twice, or mean something else already. */
final class TopicRuleCheck {
    private static final String RULES = "/topic_rules/";

    private final Flow flow;
    private final List<FlowProblem> problems = new ArrayList<>();

    /** A phrase of a rule, and where it stands. */
    private record Placed(String pointer, Topic topic, TopicPhrase phrase) {}

    TopicRuleCheck(Flow flow) {
        this.flow = flow;
    }

    List<FlowProblem> problems() {
        var rules = flow.topicRules().rules();
        for (var i = 0; i < rules.size(); i++) {
            topic(RULES + i + "/topic", rules.get(i).topic());
        }
        var before = new ArrayList<Placed>();
        for (var placed : placed(rules)) {
            phrase(placed, before);
            before.add(placed);
        }
        return problems;
    }

    private static List<Placed> placed(List<TopicRule> rules) {
        var placed = new ArrayList<Placed>();
        for (var i = 0; i < rules.size(); i++) {
            var phrases = rules.get(i).phrases();
            for (var j = 0; j < phrases.size(); j++) {
                placed.add(
                        new Placed(
                                RULES + i + "/words/" + j, rules.get(i).topic(), phrases.get(j)));
            }
        }
        return placed;
    }

    private void topic(String pointer, Topic topic) {
        var isServed =
                flow.nodes().values().stream()
                        .anyMatch(node ->
                                node instanceof Node.Menu menu
                                        && menu.optionFor(topic).isPresent());
        if (!isServed) {
            add(
                    pointer,
                    "no option is about " + topic,
                    Nearest.to(topic.id(), flow.topics().stream().map(Topic::id).toList())
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Name a topic that an option has among its topics"));
        }
    }

    private void phrase(Placed placed, List<Placed> before) {
        var text = placed.phrase().text();
        if (placed.phrase().words().isEmpty()) {
            add(placed.pointer(), "there is no word in it", "Write a word, or remove it");
            return;
        }
        UniversalWords.of(text)
                .ifPresent(_ ->
                        add(
                                placed.pointer(),
                                text + " has a meaning of its own in every flow",
                                "Remove it; docs/flows.md lists these words"));
        before.stream()
                .filter(other -> isSame(placed.phrase(), other.phrase()))
                .findFirst()
                .ifPresent(other -> twice(placed, other));
    }

    private static boolean isSame(TopicPhrase one, TopicPhrase other) {
        return one.isSaidBy(other) || other.isSaidBy(one);
    }

    private void twice(Placed placed, Placed other) {
        var same = placed.topic().equals(other.topic());
        add(
                placed.pointer(),
                placed.phrase().text()
                        + (same ? " is there already" : " means " + other.topic() + " already")
                        + ", as "
                        + other.phrase().text(),
                "Keep one of them; forms of a word are known by themselves");
    }

    private void add(String pointer, String message, String remedy) {
        problems.add(flow.source().problem(pointer, message, remedy));
    }
}
