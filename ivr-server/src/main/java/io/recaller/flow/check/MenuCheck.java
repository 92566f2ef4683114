package io.recaller.flow.check;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import io.recaller.flow.Option;
import io.recaller.menu.Pin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/** Keys that mean two things or not what callers expect, and options that tell too much. */
final class MenuCheck {
    private final Flow flow;
    private final List<FlowProblem> problems = new ArrayList<>();

    MenuCheck(Flow flow) {
        this.flow = flow;
    }

    List<FlowProblem> problems() {
        for (var node : flow.nodes().values()) {
            if (node instanceof Node.Menu menu) {
                menu(menu);
            }
        }
        return problems;
    }

    private void menu(Node.Menu menu) {
        var taken = new HashMap<Character, String>();
        for (var option : menu.options()) {
            var at = "/nodes/" + menu.id() + "/menu/options/" + option.id();
            var other = taken.putIfAbsent(option.key(), option.id());
            if (other != null) {
                add(
                        at + "/key",
                        "the key " + option.key() + " is taken by " + other,
                        "Give each option of a menu its own key");
            }
            zero(option, at);
            sensitive(option, at);
        }
    }

    private void zero(Option option, String at) {
        if (option.key() == '0' && !PersonCheck.leadsToPerson(flow, option.next())) {
            add(
                    at + "/key",
                    "the key 0 means a person everywhere, but " + option.next() + " is none",
                    "Use another key, or lead to a hand_off node");
        }
    }

    private void sensitive(Option option, String at) {
        if (option.sensitive() == TrustTier.UNKNOWN) {
            return;
        }
        if (option.pin() == Pin.FIRST) {
            add(
                    at + "/pin",
                    "a sensitive option may not be pinned first: everybody would hear it early",
                    "Remove pin or sensitive");
        }
        var target = flow.nodes().get(option.next());
        if (target != null
                && tellsSomething(target)
                && !target.tier().atLeast(option.sensitive())) {
            var tier = option.sensitive().name().toLowerCase(Locale.ROOT);
            add(
                    at + "/next",
                    "the option is sensitive, but " + target.id() + " opens to less trust",
                    "Give the node " + target.id() + " a tier: " + tier);
        }
    }

    private static boolean tellsSomething(Node node) {
        return switch (node) {
            case Node.Say _, Node.Menu _, Node.Form _, Node.LookUp _, Node.End _ -> true;
            case Node.Speak _,
                    Node.Verify _,
                    Node.Branch _,
                    Node.HandOff _,
                    Node.Switch _,
                    Node.Recommend _ ->
                    false;
        };
    }

    private void add(String pointer, String message, String remedy) {
        problems.add(flow.source().problem(pointer, message, remedy));
    }
}
