package io.recaller.flow.check;

import io.recaller.flow.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * One way out of a node that the flow names.
 *
 * @param pointer where it is written
 */
record Exit(String pointer, String target) {
    static List<Exit> of(Node node) {
        var at = "/nodes/" + node.id();
        return switch (node) {
            case Node.Say say -> List.of(new Exit(at + "/next", say.next()));
            case Node.Speak speak -> List.of(new Exit(at + "/next", speak.next()));
            case Node.Form form -> form(at, form);
            case Node.Menu menu -> menu(at + "/menu", menu);
            case Node.Verify verify -> verify(at, verify);
            case Node.LookUp lookUp ->
                    List.of(
                            new Exit(at + "/next", lookUp.next()),
                            new Exit(at + "/on_failure", lookUp.onFailure()));
            case Node.Branch branch -> branch(at, branch);
            case Node.HandOff handOff -> handOff(at + "/hand_off", handOff);
            case Node.Switch other -> switching(at + "/switch", other);
            case Node.Recommend asked -> recommend(at + "/recommend", asked);
            case Node.End _ -> List.of();
        };
    }

    private static List<Exit> form(String at, Node.Form form) {
        var exits = new ArrayList<>(List.of(new Exit(at + "/next", form.next())));
        form.onPhone().ifPresent(node -> exits.add(new Exit(at + "/on_phone", node)));
        return exits;
    }

    private static List<Exit> menu(String at, Node.Menu menu) {
        var exits = new ArrayList<Exit>();
        for (var option : menu.options()) {
            exits.add(new Exit(at + "/options/" + option.id() + "/next", option.next()));
        }
        for (var offer : menu.offers()) {
            exits.add(new Exit(at + "/offers/" + offer.id() + "/next", offer.next()));
        }
        return exits;
    }

    private static List<Exit> switching(String at, Node.Switch other) {
        var exits = new ArrayList<>(List.of(new Exit(at + "/next", other.next())));
        other.otherwise().ifPresent(node -> exits.add(new Exit(at + "/otherwise", node)));
        return exits;
    }

    private static List<Exit> recommend(String at, Node.Recommend asked) {
        var exits = new ArrayList<Exit>();
        exits.add(new Exit(at + "/accepted", asked.accepted()));
        asked.declined().ifPresent(node -> exits.add(new Exit(at + "/declined", node)));
        exits.add(new Exit(at + "/next", asked.next()));
        return exits;
    }

    /** By the caller's choice, or the queue's. */
    private static List<Exit> handOff(String at, Node.HandOff handOff) {
        var exits = new ArrayList<Exit>();
        handOff.keys().forEach((key, node) -> exits.add(new Exit(at + "/keys/" + key, node)));
        handOff.otherwise().ifPresent(node -> exits.add(new Exit(at + "/otherwise", node)));
        return exits;
    }

    private static List<Exit> verify(String at, Node.Verify verify) {
        var exits = new ArrayList<Exit>();
        verify.next().ifPresent(next -> exits.add(new Exit(at + "/next", next)));
        exits.add(new Exit(at + "/failed", verify.failed()));
        return exits;
    }

    private static List<Exit> branch(String at, Node.Branch branch) {
        var exits = new ArrayList<Exit>();
        for (var one : branch.cases()) {
            exits.add(new Exit(at + "/branch/" + exits.size() + "/next", one.next()));
        }
        exits.add(new Exit(at + "/otherwise", branch.otherwise()));
        return exits;
    }
}
