package io.recaller.flow;

import io.recaller.speech.Language;
import io.recaller.speech.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All texts of a flow with their places. */
public final class FlowTexts {
    /**
     * One text in its place.
     *
     * @param more arguments known here besides the collected data
     * @param isSpoken whether it is said as it stands, not as a part of an option's sentence
     * @param languages those it is ever said in
     */
    public record Placed(
            String node,
            String pointer,
            Text text,
            Set<String> more,
            boolean isSpoken,
            List<Language> languages) {}

    private final List<Language> all;
    private final List<Placed> found = new ArrayList<>();

    private FlowTexts(List<Language> all) {
        this.all = all;
    }

    public static List<Placed> of(Flow flow) {
        var texts = new FlowTexts(flow.languages());
        flow.nodes().values().forEach(texts::node);
        flow.page().ifPresent(page -> texts.page(page, flow.start()));
        return texts.found;
    }

    /** Read in every menu: told of where the flow starts. */
    private void page(PageKey page, String start) {
        found.add(new Placed(start, "/page/say", page.say(), Set.of("key"), false, all));
    }

    private void node(Node node) {
        var at = "/nodes/" + node.id();
        switch (node) {
            case Node.Say say -> add(node, at + "/say", say.say());
            case Node.Menu menu -> menu(menu, at + "/menu");
            case Node.Form form -> form(form, at);
            case Node.Verify verify -> {
                add(node, at + "/verify/say", verify.say());
                add(node, at + "/verify/wrong", verify.wrong());
                add(node, at + "/no_input", verify.retries().noInput());
            }
            case Node.LookUp lookUp -> add(node, at + "/look_up/meanwhile", lookUp.meanwhile());
            case Node.Speak _, Node.Branch _, Node.Recommend _ -> {}
            case Node.HandOff handOff -> add(node, at + "/hand_off/say", handOff.say());
            case Node.Switch other -> add(node, at + "/switch/say", other.say());
            case Node.End end -> add(node, at + "/end/say", end.say());
        }
    }

    private void menu(Node.Menu menu, String at) {
        add(menu, at + "/intro", menu.intro());
        add(menu, at + "/no_input", menu.retries().noInput());
        add(menu, at + "/no_match", menu.retries().noMatch());
        for (var option : menu.options()) {
            var place = at + "/options/" + option.id();
            var in = option.language().map(List::of).orElse(all);
            found.add(new Placed(menu.id(), place + "/say", option.say(), Set.of(), false, in));
            found.add(
                    new Placed(
                            menu.id(),
                            place + "/option_say",
                            option.phrase(),
                            Set.of("option", "key"),
                            false,
                            in));
        }
        offers(menu, at);
    }

    private void offers(Node.Menu menu, String at) {
        for (var offer : menu.offers()) {
            var place = at + "/offers/" + offer.id();
            var filled = OfferSubject.arguments(offer.about());
            found.add(new Placed(menu.id(), place + "/say", offer.say(), filled, true, all));
            add(menu, place + "/neutral", offer.neutral());
        }
    }

    private void form(Node.Form form, String at) {
        add(form, at + "/no_input", form.retries().noInput());
        for (var field : form.fields()) {
            var place = at + "/form/" + field.name();
            add(form, place + "/say", field.say());
            add(form, place + "/invalid", field.invalid());
            field.prefill()
                    .flatMap(Field.Prefill::confirm)
                    .ifPresent(confirm ->
                            found.add(
                                    new Placed(
                                            form.id(),
                                            place + "/confirm_say",
                                            confirm,
                                            field.readBack(),
                                            true,
                                            all)));
        }
    }

    private void add(Node node, String pointer, Optional<Text> text) {
        text.ifPresent(one -> add(node, pointer, one));
    }

    private void add(Node node, String pointer, Text text) {
        found.add(new Placed(node.id(), pointer, text, Set.of(), true, all));
    }
}
