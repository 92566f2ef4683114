package io.recaller.flow.check;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Condition;
import io.recaller.flow.Entry;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import io.recaller.flow.SwitchTarget;
import io.recaller.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Fields and look-ups that the settings do not have, and forms nobody can answer. */
final class InstallationCheck {
    private final Flow flow;
    private final Installation installation;
    private final List<FlowProblem> problems = new ArrayList<>();

    InstallationCheck(Flow flow, Installation installation) {
        this.flow = flow;
        this.installation = installation;
    }

    List<FlowProblem> problems() {
        for (var node : flow.nodes().values()) {
            switch (node) {
                case Node.Form form -> form.fields().forEach(field -> field(form, field));
                case Node.LookUp lookUp -> lookUp(lookUp);
                case Node.Branch branch -> branch(branch);
                case Node.Menu menu -> offers(menu);
                case Node.HandOff handOff -> queue(handOff);
                case Node.Say _,
                        Node.Speak _,
                        Node.Verify _,
                        Node.Switch _,
                        Node.Recommend _,
                        Node.End _ -> {}
            }
        }
        return problems;
    }

    /**
     * Forms that would use a known value at a trust at which the catalogue keeps it back, hand-offs
     * that do not say where who is given back goes on, and what the settings do not have or allow.
     */
    List<FlowProblem> warnings() {
        var ofNodes =
                flow.nodes().values().stream()
                        .flatMap(node ->
                                switch (node) {
                                    case Node.Form form ->
                                            form.fields().stream()
                                                    .flatMap(field -> keptBack(form, field));
                                    case Node.HandOff handOff -> givenBack(handOff);
                                    case Node.Say _,
                                            Node.Speak _,
                                            Node.Menu _,
                                            Node.Verify _,
                                            Node.LookUp _,
                                            Node.Branch _,
                                            Node.End _ ->
                                            Stream.<FlowProblem>empty();
                                    case Node.Switch other -> switching(other);
                                    case Node.Recommend asked -> recommending(asked);
                                });
        return Stream.concat(ofNodes, pageKey()).toList();
    }

    private Stream<FlowProblem> pageKey() {
        return flow.page().stream()
                .filter(_ -> !installation.doors().contains(SwitchTarget.PAGE))
                .map(_ -> noDoor("/page", SwitchTarget.PAGE));
    }

    private Stream<FlowProblem> switching(Node.Switch other) {
        return installation.doors().contains(other.to())
                ? Stream.empty()
                : Stream.of(noDoor("/nodes/" + other.id() + "/switch/to", other.to()));
    }

    private Stream<FlowProblem> recommending(Node.Recommend asked) {
        return installation.recommends()
                ? Stream.empty()
                : Stream.of(
                        flow.source()
                                .problem(
                                        "/nodes/" + asked.id() + "/recommend",
                                        "the settings do not let flows recommend anything",
                                        "Add recommendations.in-flows: true to the settings; until"
                                                + " then everybody goes on at "
                                                + asked.next()));
    }

    private FlowProblem noDoor(String pointer, SwitchTarget to) {
        return flow.source()
                .problem(
                        pointer,
                        "the settings have nothing to switch to by: " + to.slug(),
                        to == SwitchTarget.PAGE
                                ? "Add companion.url and companion.channels to the settings;"
                                        + " until then nobody is offered the page"
                                : "Add such a channel to the settings; until then it is not"
                                        + " possible, and the dialogue goes on");
    }

    private Stream<FlowProblem> givenBack(Node.HandOff handOff) {
        var queue = handOff.queue().orElse("main");
        return handOff.otherwise().isPresent() || !installation.givingBack().contains(queue)
                ? Stream.empty()
                : Stream.of(
                        flow.source()
                                .problem(
                                        "/nodes/" + handOff.id() + "/hand_off",
                                        "the queue "
                                                + queue
                                                + " may give callers back to the flow, and this"
                                                + " does not say where they go on",
                                        "Add otherwise: NODE; without it they go to the ring"
                                                + " group"));
    }

    private Stream<FlowProblem> keptBack(Node.Form form, Field field) {
        return field.prefill().stream()
                .filter(prefill -> !prefill.tier().atLeast(needed(prefill)))
                .map(prefill -> keptBack(form, field, prefill));
    }

    private TrustTier needed(Field.Prefill prefill) {
        return installation.fields().getOrDefault(prefill.key(), TrustTier.UNKNOWN);
    }

    private FlowProblem keptBack(Node.Form form, Field field, Field.Prefill prefill) {
        var needed = needed(prefill).name().toLowerCase(Locale.ROOT);
        return flow.source()
                .problem(
                        "/nodes/" + form.id() + "/form/" + field.name() + "/tier",
                        "below " + needed + " the settings keep " + prefill.key() + " back",
                        "The caller is asked instead. Write tier: "
                                + needed
                                + " here, or a lower fields."
                                + prefill.key()
                                + ".tier in the settings");
    }

    private void field(Node.Form form, Field field) {
        var at = "/nodes/" + form.id() + "/form/" + field.name();
        known(at + "/prefill", field.prefill().map(Field.Prefill::key));
        known(at + "/save", field.save());
        if (field.secret()) {
            secret(at, field);
        }
        var confirmed = field.prefill().flatMap(Field.Prefill::confirm).isPresent();
        if (confirmed && field.entry() instanceof Entry.Digits(int min, int _) && min < 2) {
            problems.add(
                    flow.source()
                            .problem(
                                    at + "/confirm",
                                    "one digit would mean both yes and a new value",
                                    "Ask for at least two digits, or do not confirm"));
        }
    }

    private void secret(String at, Field field) {
        if (!field.entry().isKeyed()) {
            problems.add(
                    flow.source()
                            .problem(
                                    at + "/secret",
                                    "a secret is keyed on the telephone, which has no keys for it",
                                    "Ask for digits, or take secret out"));
        }
        field.save()
                .ifPresent(_ ->
                        problems.add(
                                flow.source()
                                        .problem(
                                                at + "/save",
                                                "a secret is not kept",
                                                "Take save out, or secret")));
        field.prefill()
                .ifPresent(_ ->
                        problems.add(
                                flow.source()
                                        .problem(
                                                at + "/prefill",
                                                "a secret is asked anew each time",
                                                "Take prefill out, or secret")));
    }

    private void known(String pointer, Optional<String> key) {
        key.filter(name -> !installation.fields().containsKey(name))
                .ifPresent(name ->
                        problems.add(
                                flow.source()
                                        .problem(
                                                pointer,
                                                "the field catalogue has no " + name,
                                                remedy(
                                                        name,
                                                        installation.fields().keySet(),
                                                        "fields"))));
    }

    private void branch(Node.Branch branch) {
        for (int i = 0; i < branch.cases().size(); i++) {
            hours("/nodes/" + branch.id() + "/branch/" + i + "/when", branch.cases().get(i).when());
        }
    }

    private void offers(Node.Menu menu) {
        var at = "/nodes/" + menu.id() + "/menu/offers/";
        menu.offers()
                .forEach(offer ->
                        offer.when().ifPresent(when -> hours(at + offer.id() + "/when", when)));
    }

    private void hours(String pointer, Condition condition) {
        condition.hours().stream()
                .distinct()
                .filter(name -> !installation.hours().contains(name))
                .forEach(name ->
                        problems.add(
                                flow.source()
                                        .problem(
                                                pointer,
                                                "the settings have no opening hours " + name,
                                                remedy(name, installation.hours(), "hours"))));
    }

    private void lookUp(Node.LookUp lookUp) {
        var at = "/nodes/" + lookUp.id() + "/look_up";
        if (!installation.lookUps().contains(lookUp.source())) {
            problems.add(
                    flow.source()
                            .problem(
                                    at + "/source",
                                    "the settings have no look-up " + lookUp.source(),
                                    remedy(lookUp.source(), installation.lookUps(), "look-ups")));
        }
        Optional.ofNullable(installation.results().get(lookUp.source()))
                .ifPresent(answer -> results(lookUp, answer));
        lookUp.arguments()
                .forEach((name, argument) -> arguments(at + "/arguments/" + name, argument));
    }

    private void results(Node.LookUp lookUp, Set<String> answer) {
        lookUp.result().entrySet().stream()
                .filter(result -> !answer.contains(result.getValue()))
                .forEach(result ->
                        problems.add(
                                flow.source()
                                        .problem(
                                                "/nodes/"
                                                        + lookUp.id()
                                                        + "/look_up/result/"
                                                        + result.getKey(),
                                                "the look-up "
                                                        + lookUp.source()
                                                        + " has no result "
                                                        + result.getValue(),
                                                remedy(
                                                        result.getValue(),
                                                        answer,
                                                        "look-ups."
                                                                + lookUp.source()
                                                                + ".results"))));
    }

    private void queue(Node.HandOff handOff) {
        handOff.queue()
                .filter(name -> !installation.queues().contains(name))
                .ifPresent(name ->
                        problems.add(
                                flow.source()
                                        .problem(
                                                "/nodes/" + handOff.id() + "/hand_off/queue",
                                                "the settings have no queue " + name,
                                                remedy(name, installation.queues(), "queues"))));
    }

    private void arguments(String pointer, String argument) {
        var matcher = Node.LookUp.PLACEHOLDER.matcher(argument);
        while (matcher.find()) {
            var name = matcher.group(1);
            if (!name.equals("language")
                    && !installation.fields().containsKey(name)
                    && !flow.collected().contains(name)) {
                problems.add(
                        flow.source()
                                .problem(
                                        pointer,
                                        "nothing fills in {" + name + "}",
                                        "Name a form's field, a result of a look-up or a known"
                                                + " field"));
            }
        }
    }

    private static String remedy(String name, Iterable<String> known, String settings) {
        return Nearest.to(name, known)
                .map(near -> "Did you mean " + near + "?")
                .orElse("Add it to the settings under " + settings);
    }
}
