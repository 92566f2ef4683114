package io.recaller.flow.engine;

import io.recaller.flow.Node;
import io.recaller.flow.Offering;
import io.recaller.flow.Option;
import io.recaller.flow.Wording;
import io.recaller.menu.Layout;
import io.recaller.menu.MenuOption;
import io.recaller.menu.Offer;
import io.recaller.menu.Proposal;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How a menu is entered, read and answered. */
public final class Menus {
    /** The key of an offer: no option can have it. */
    private static final String STAR = "*";

    private final PromptLengths lengths;
    private final Planning planning;
    private final Offers offers;

    /** An option's words never change, and are needed whenever its menu is planned. */
    private final Map<Worded, Prompt> worded = new ConcurrentHashMap<>();

    private record Worded(String flowSha, String menu, String option, Language language) {}

    Menus(PromptLengths lengths, Planning planning) {
        this.lengths = lengths;
        this.planning = planning;
        this.offers = new Offers(lengths);
    }

    /**
     * Decides the order and the offer and keeps them, so that a retry or a resume reads the same.
     */
    Dialogue enter(FlowContext here, Dialogue from, Node.Menu menu) {
        var dialogue = from.without(Set.of(Data.TAKEN, Data.offer(menu.id())));
        var proposals = offers.proposals(here, dialogue, menu);
        var layout = plan(here, dialogue, menu, proposals);
        var ids = layout.options().stream().map(spoken -> spoken.option().id()).toList();
        var ordered = dialogue.with(Data.order(menu.id()), String.join(",", ids));
        return layout.offer().map(offer -> offering(ordered, menu, offer)).orElse(ordered);
    }

    private static Dialogue offering(Dialogue dialogue, Node.Menu menu, Offer offer) {
        return dialogue.with(
                Map.of(
                        Data.OFFERED,
                        menu.id() + "=" + offer.proposal().id(),
                        Data.offer(menu.id()),
                        OfferMade.of(offer).print()));
    }

    private Layout plan(
            FlowContext here, Dialogue dialogue, Node.Menu menu, List<Proposal> proposals) {
        var choices = LanguageChoices.of(menu, dialogue.language());
        var policy = choices.areApart() ? planning : Planning.designed();
        var possible = Scope.of(here.flow(), dialogue, menu);
        var untold = new Untold(here.flow(), here.context().trust());
        var planned = options(here, dialogue, menu, choices.others());
        var question =
                new Planning.Question(menu.id(), planned, proposals, possible, untold::covers);
        var layout = policy.plan(question, here.context());
        return Planning.around(layout, options(here, dialogue, menu, choices.languages()));
    }

    private List<MenuOption> options(
            FlowContext here, Dialogue dialogue, Node.Menu menu, List<Option> options) {
        return options.stream().map(option -> option(here, dialogue, menu, option)).toList();
    }

    private MenuOption option(FlowContext here, Dialogue dialogue, Node.Menu menu, Option option) {
        return new MenuOption(
                option.id(),
                option.key(),
                option.topics(),
                option.other(),
                option.pin(),
                here.context().access().mayHear(option.sensitive()),
                lengths.of(prompt(here, dialogue, menu, option)));
    }

    Turn turn(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        var layout = layout(here, dialogue, menu);
        var offer =
                layout.offer()
                        .flatMap(made -> menu.offer(made.proposal().id()))
                        .flatMap(one -> Offers.question(here, dialogue, one))
                        .map(Offers.Question::speech)
                        .orElse(Speech.silence());
        var speeches =
                layout.options().stream()
                        .map(spoken -> speech(here, dialogue, menu, spoken.option().id()))
                        .toList();
        var patience = here.flow().patience();
        return new Turn.Choose(lead(here, dialogue, menu), offer, layout, speeches, patience);
    }

    private static Speech lead(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        var retries = menu.retries();
        return Spot.of(dialogue.step()).fault() == Spot.Fault.NONE
                ? here.say(dialogue, menu.intro())
                : here.correction(dialogue, retries.noInput(), retries.noMatch());
    }

    /** As it was decided when the menu was entered; decided now when nobody entered it. */
    Layout layout(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        var order = dialogue.data().get(Data.order(menu.id()));
        if (order == null) {
            return plan(here, dialogue, menu, offers.proposals(here, dialogue, menu));
        }
        var made = made(here, dialogue, menu);
        var proposals = made.map(Offer::proposal).stream().toList();
        var fresh = plan(here, dialogue, menu, proposals);
        return Planning.kept(fresh, made, List.of(order.split(",")));
    }

    /** The offer this menu is read with; not any more when nothing is behind it now. */
    private Optional<Offer> made(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        return kept(dialogue, menu)
                .flatMap(made ->
                        menu.offer(made.id())
                                .flatMap(offer -> Offers.question(here, dialogue, offer))
                                .map(question -> offers.proposal(here, dialogue, menu, question))
                                .map(proposal ->
                                        new Offer(
                                                proposal,
                                                made.probability(),
                                                made.threshold(),
                                                made.saved())));
    }

    private static Optional<OfferMade> kept(Dialogue dialogue, Node.Menu menu) {
        return Optional.ofNullable(dialogue.data().get(Data.offer(menu.id())))
                .flatMap(OfferMade::read);
    }

    private Speech speech(FlowContext here, Dialogue dialogue, Node.Menu menu, String id) {
        return menu.options().stream()
                .filter(option -> option.id().equals(id))
                .map(option -> Speech.of(prompt(here, dialogue, menu, option)))
                .findFirst()
                .orElse(Speech.silence());
    }

    private Prompt prompt(FlowContext here, Dialogue dialogue, Node.Menu menu, Option option) {
        var flow = here.flow();
        var language = dialogue.language();
        var key = new Worded(flow.source().sha256(), menu.id(), option.id(), language);
        return worded.computeIfAbsent(key, _ -> Wording.option(flow, option, language));
    }

    Move answer(FlowContext here, Dialogue dialogue, Node.Menu menu, Input input) {
        return switch (input) {
            case Input.Keys(String keys) -> pressed(here, dialogue, menu, keys);
            case Input.NoInput() -> here.again(dialogue, menu.retries(), Spot.Fault.NO_INPUT);
            case Input.Said(), Input.Proof(_), Input.Found(_), Input.NotFound() ->
                    new Move.Stop(dialogue);
        };
    }

    private static Move pressed(FlowContext here, Dialogue dialogue, Node.Menu menu, String keys) {
        for (var option : menu.options()) {
            if (keys.equals(String.valueOf(option.key()))) {
                var chosen = dialogue.noting(menu.id() + "=" + option.id());
                var language = option.language().orElse(chosen.language());
                return new Move.Go(chosen.speaking(language), option.next());
            }
        }
        var taken =
                keys.equals(STAR)
                        ? kept(dialogue, menu).flatMap(made -> menu.offer(made.id()))
                        : Optional.<Offering>empty();
        if (taken.isPresent()) {
            return take(dialogue, menu, taken.get());
        }
        return keys.equals("0")
                ? here.person(dialogue.noting(menu.id() + "=0"))
                : here.again(dialogue, menu.retries(), Spot.Fault.NO_MATCH);
    }

    /** Straight to where the offer leads; the yes stands for the read-back in the next form. */
    private static Move take(Dialogue dialogue, Node.Menu menu, Offering offer) {
        var yes = dialogue.noting(menu.id() + "=" + STAR + offer.id());
        return new Move.Go(yes.with(Data.TAKEN, offer.id()), offer.next());
    }
}
