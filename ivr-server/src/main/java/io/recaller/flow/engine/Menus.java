package io.recaller.flow.engine;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Node;
import io.recaller.flow.Offering;
import io.recaller.flow.Option;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.Wording;
import io.recaller.flow.engine.Attempt.Fault;
import io.recaller.menu.MenuOption;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Offer;
import io.recaller.menu.planner.Proposal;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** How a menu is entered, read and answered. */
public final class Menus {
    private final PromptLengths lengths;
    private final Planning planning;
    private final Offers offers;

    /** An option's words never change, and are needed whenever its menu is planned. */
    private final Map<Worded, Words> worded = new ConcurrentHashMap<>();

    private record Worded(String flowSha, String menu, String option, Language language) {}

    private record Words(String label, Prompt prompt) {}

    /** The first words of a menu; empty where they hold values. */
    private final Map<Introduced, Optional<Speech>> intros = new ConcurrentHashMap<>();

    private record Introduced(String flowSha, String menu, Language language) {}

    /** What a flow keeps from callers trusted so far; it never changes. */
    private final Map<Trusted, Untold> untold = new ConcurrentHashMap<>();

    private record Trusted(String flowSha, TrustTier trust) {}

    Menus(PromptLengths lengths, Planning planning) {
        this.lengths = lengths;
        this.planning = planning;
        this.offers = new Offers(lengths);
    }

    /**
     * Decides the order and the offer and keeps them, so that a retry or a resume reads the same.
     */
    Move.Read enter(FlowContext here, Dialogue from, Node.Menu menu) {
        var dialogue = from.without(Set.of(ReservedNames.TAKEN));
        var proposals = offers.proposals(here, dialogue, menu);
        var layout = plan(here, dialogue, menu, proposals);
        var ids = layout.options().stream().map(spoken -> spoken.option().id()).toList();
        var made = layout.offer().map(OfferMade::of);
        var entered =
                made.map(offer -> dialogue.with(ReservedNames.OFFERED, offer.id()))
                        .orElse(dialogue)
                        .placed(
                                new Position.InMenu(
                                        ids, made, here.context().now(), Attempt.FIRST));
        return new Move.Read(entered, menu, layout);
    }

    /** As it was just decided: planning costs more than the rest of a turn. */
    Step read(FlowContext here, Move.Read entered) {
        var dialogue = entered.dialogue();
        return new Step(dialogue, turn(here, dialogue, entered.menu(), entered.layout()));
    }

    private Layout plan(
            FlowContext here, Dialogue dialogue, Node.Menu menu, List<Proposal> proposals) {
        var choices = LanguageChoices.of(menu, dialogue.language());
        var policy = choices.areApart() ? planning : Planning.designed();
        var possible = TopicScope.of(here.flow(), dialogue, menu);
        var kept = untold(here);
        var planned = options(here, dialogue, menu, choices.others());
        var question = new Planning.Question(menu.id(), planned, proposals, possible, kept::covers);
        var layout = policy.plan(question, here.context());
        return Planning.around(layout, options(here, dialogue, menu, choices.languages()));
    }

    private Untold untold(FlowContext here) {
        var flow = here.flow();
        var trust = here.context().trust();
        return untold.computeIfAbsent(
                new Trusted(flow.source().sha256(), trust), _ -> new Untold(flow, trust));
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
                lengths.of(words(here, dialogue, menu, option).prompt()));
    }

    Turn turn(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        return turn(here, dialogue, menu, layout(here, dialogue, menu));
    }

    private Turn turn(FlowContext here, Dialogue dialogue, Node.Menu menu, Layout layout) {
        var choices = new ArrayList<Choice>();
        layout.offer()
                .flatMap(made -> menu.offer(made.proposal().id()))
                .flatMap(offer -> Offers.question(here, dialogue, offer))
                .map(question -> offer(question.speech()))
                .ifPresent(choices::add);
        layout.options().stream()
                .flatMap(spoken -> option(menu, spoken.option().id()).stream())
                .map(option -> choice(here, dialogue, menu, option))
                .forEach(choices::add);
        pageKey(here, dialogue, menu).ifPresent(words -> append(choices, words));
        return new Turn.Choose(
                lead(here, dialogue, menu),
                layout,
                choices,
                here.flow().patience(),
                asked(dialogue, menu));
    }

    /** What the page's key does, read after all the rest; it has no button. */
    private static Optional<Speech> pageKey(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        return isOffered(here, menu)
                ? Wording.page(here.flow(), dialogue.language()).map(Speech::of)
                : Optional.empty();
    }

    /** In a menu that has no option of that key, to who can be sent a page. */
    private static boolean isOffered(FlowContext here, Node.Menu menu) {
        return here.context().page()
                && here.flow()
                        .page()
                        .filter(page ->
                                menu.options().stream()
                                        .noneMatch(option -> option.key() == page.key()))
                        .isPresent();
    }

    private static void append(List<Choice> choices, Speech words) {
        if (!choices.isEmpty()) {
            var last = choices.removeLast();
            choices.add(new Choice(last.id(), last.key(), last.label(), last.spoken().then(words)));
        }
    }

    private static List<String> asked(Dialogue dialogue, Node.Menu menu) {
        var among = dialogue.data().getOrDefault(ReservedNames.AMONG, "").split("\\.", 2);
        return among.length == 2 && among[0].equals(menu.id())
                ? List.of(among[1].split(",", -1))
                : List.of();
    }

    private static Choice offer(Speech question) {
        return new Choice(Choice.OFFER, Choice.OFFER, question.written(), question);
    }

    private static Optional<Option> option(Node.Menu menu, String id) {
        return menu.options().stream().filter(option -> option.id().equals(id)).findFirst();
    }

    private Choice choice(FlowContext here, Dialogue dialogue, Node.Menu menu, Option option) {
        var words = words(here, dialogue, menu, option);
        return new Choice(
                option.id(),
                String.valueOf(option.key()),
                words.label(),
                Speech.of(words.prompt()));
    }

    private Speech lead(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        var retries = menu.retries();
        if (!asked(dialogue, menu).isEmpty()) {
            return Echo.which(dialogue);
        }
        return dialogue.position().attempt().fault() == Fault.NONE
                ? intro(here, dialogue, menu)
                : here.correction(dialogue, retries.noInput(), retries.noMatch());
    }

    private Speech intro(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        var key = new Introduced(here.flow().source().sha256(), menu.id(), dialogue.language());
        return intros.computeIfAbsent(
                        key,
                        _ ->
                                menu.intro().filter(text -> !text.isFixed()).isPresent()
                                        ? Optional.empty()
                                        : Optional.of(here.say(dialogue, menu.intro())))
                .orElseGet(() -> here.say(dialogue, menu.intro()));
    }

    /** As it was decided when the menu was entered; decided now when nobody entered it. */
    Layout layout(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        if (!(dialogue.position() instanceof Position.InMenu position)) {
            return plan(here, dialogue, menu, offers.proposals(here, dialogue, menu));
        }
        var made = made(here, dialogue, menu);
        var proposals = made.map(Offer::proposal).stream().toList();
        var fresh = plan(here, dialogue, menu, proposals);
        return Planning.kept(fresh, made, position.order());
    }

    /** The offer this menu is read with; not any more when nothing is behind it now. */
    private Optional<Offer> made(FlowContext here, Dialogue dialogue, Node.Menu menu) {
        return kept(dialogue)
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

    private static Optional<OfferMade> kept(Dialogue dialogue) {
        return dialogue.position() instanceof Position.InMenu position
                ? position.offer()
                : Optional.empty();
    }

    private Words words(FlowContext here, Dialogue dialogue, Node.Menu menu, Option option) {
        var flow = here.flow();
        var language = dialogue.language();
        var key = new Worded(flow.source().sha256(), menu.id(), option.id(), language);
        return worded.computeIfAbsent(
                key,
                _ ->
                        new Words(
                                Wording.label(flow, option, language),
                                Wording.option(flow, option, language)));
    }

    Move answer(FlowContext here, Dialogue dialogue, Node.Menu menu, Input input) {
        return switch (input) {
            case Reply.Silence() -> here.again(dialogue, menu.retries(), Fault.NO_INPUT);
            case Reply reply ->
                    Choice.keyOf(reply, choices(here, dialogue, menu, reply))
                            .map(key -> pressed(here, dialogue, menu, key))
                            .orElseGet(() -> meant(here, dialogue, menu, reply));
            case Input.Proof _,
                    Input.Found _,
                    Input.NotFound _,
                    Input.Switched _,
                    Input.Recommended _,
                    Input.Matching _ ->
                    new Move.Stop(dialogue);
        };
    }

    /** What words mean that are no option's: a universal, or what they are about. */
    private static Move meant(FlowContext here, Dialogue dialogue, Node.Menu menu, Reply reply) {
        if (!(reply instanceof Reply.Text(_, Meaning meaning))) {
            return here.again(dialogue, menu.retries(), Fault.NO_MATCH);
        }
        if (Universals.isForAPerson(reply)) {
            return pressed(here, dialogue, menu, Choice.PERSON);
        }
        return Universals.answer(here, dialogue, reply)
                .orElseGet(() -> about(here, dialogue, menu, meaning));
    }

    private static Move about(
            FlowContext here, Dialogue dialogue, Node.Menu menu, Meaning meaning) {
        var ways = Ways.of(here, dialogue, menu, meaning.topics());
        return ways.isNone()
                ? here.again(dialogue, menu.retries().ofWords(), Fault.NO_MATCH)
                : ways.go(here, dialogue);
    }

    /** The key of the option of this menu that words say or mean. */
    Optional<String> keyOf(FlowContext here, Dialogue dialogue, Node.Menu menu, Reply.Text words) {
        return Choice.keyOf(words, choices(here, dialogue, menu, words))
                .or(() ->
                        Universals.isForAPerson(words)
                                ? Optional.of(Choice.PERSON)
                                : ways(here, dialogue, menu, words).keyIn(menu));
    }

    private static Ways ways(
            FlowContext here, Dialogue dialogue, Node.Menu menu, Reply.Text words) {
        return Ways.of(here, dialogue, menu, words.meaning().topics());
    }

    /** Whether words are a choice of this menu, or about something that there is. */
    boolean understands(FlowContext here, Dialogue dialogue, Node.Menu menu, Reply.Text words) {
        var choices = choices(here, dialogue, menu, words);
        return Choice.keyOf(words, choices)
                        .filter(key -> choices.stream().anyMatch(each -> each.key().equals(key)))
                        .isPresent()
                || !ways(here, dialogue, menu, words).isNone();
    }

    /** What a reply may mean; a key means itself. */
    private List<Choice> choices(FlowContext here, Dialogue dialogue, Node.Menu menu, Reply reply) {
        if (reply instanceof Reply.Keys) {
            return List.of();
        }
        var offer = kept(dialogue).map(_ -> offer(Speech.silence()));
        return Stream.concat(
                        offer.stream(),
                        menu.options().stream().map(option -> choice(here, dialogue, menu, option)))
                .toList();
    }

    private static Move pressed(FlowContext here, Dialogue dialogue, Node.Menu menu, String keys) {
        for (var option : menu.options()) {
            if (keys.equals(String.valueOf(option.key()))) {
                var chosen = dialogue.noting(new PathEntry.OptionChosen(menu.id(), option.id()));
                var language = option.language().orElse(chosen.language());
                return new Move.Go(chosen.speaking(language), option.next());
            }
        }
        var taken =
                keys.equals(Choice.OFFER)
                        ? kept(dialogue).flatMap(made -> menu.offer(made.id()))
                        : Optional.<Offering>empty();
        if (taken.isPresent()) {
            return take(dialogue, menu, taken.get());
        }
        if (isOffered(here, menu)
                && here.flow().page().filter(page -> keys.equals("" + page.key())).isPresent()) {
            var noted =
                    dialogue.with(ReservedNames.paged(menu.id()), here.context().now().toString());
            return new Move.Stop(Switching.asked(noted, SwitchTarget.PAGE));
        }
        return keys.equals(Choice.PERSON)
                ? here.person(dialogue.noting(new PathEntry.PersonAsked(menu.id())))
                : here.again(dialogue, menu.retries(), Fault.NO_MATCH);
    }

    /** Straight to where the offer leads; the yes stands for the read-back in the next form. */
    private static Move take(Dialogue dialogue, Node.Menu menu, Offering offer) {
        var yes = dialogue.noting(new PathEntry.OfferTaken(menu.id(), offer.id()));
        return new Move.Go(yes.with(ReservedNames.TAKEN, offer.id()), offer.next());
    }
}
