package io.recaller.flow.check;

import io.recaller.customer.TrustTier;
import io.recaller.customer.field.KnownField;
import io.recaller.flow.Context;
import io.recaller.flow.Entry;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowProblem;
import io.recaller.flow.Node;
import io.recaller.flow.Offering;
import io.recaller.flow.timing.Route;
import io.recaller.hours.OpeningHours;
import io.recaller.menu.Model;
import io.recaller.menu.Personal;
import io.recaller.menu.planner.Policy;
import io.recaller.speech.PromptLengths;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Offers that cannot be made, tell too much, or lead nowhere sooner. */
final class OfferCheck {
    private final Flow flow;
    private final List<FlowProblem> found = new ArrayList<>();

    OfferCheck(Flow flow) {
        this.flow = flow;
    }

    List<FlowProblem> problems() {
        for (var node : flow.nodes().values()) {
            if (node instanceof Node.Menu menu) {
                menu.offers().forEach(offer -> offer(menu, offer, at(menu, offer)));
            }
        }
        return found;
    }

    /** Offers with which nobody gets anywhere sooner, and neutral ones that are not. */
    List<FlowProblem> warnings() {
        for (var node : flow.nodes().values()) {
            if (node instanceof Node.Menu menu) {
                menu.offers().stream()
                        .filter(offer -> flow.nodes().containsKey(offer.next()))
                        .filter(offer -> savesNothing(menu, offer))
                        .forEach(offer ->
                                add(
                                        at(menu, offer),
                                        "a yes saves nothing, so it is never asked",
                                        "Lead further: past a menu, a field or a read-back"));
                tellingApart(menu);
            }
        }
        return found;
    }

    /** Neutral wordings of the same kind of thing that differ say which thing it is. */
    private void tellingApart(Node.Menu menu) {
        var first = new EnumMap<Offering.About, Offering>(Offering.About.class);
        for (var offer : menu.offers()) {
            if (offer.neutral().isPresent()) {
                var other = first.putIfAbsent(offer.about(), offer);
                if (other != null && !other.neutral().equals(offer.neutral())) {
                    add(
                            at(menu, offer) + "/neutral",
                            "the neutral wording differs from that of " + other.id(),
                            "Say the same in both: the difference tells what it is about");
                }
            }
        }
    }

    private static String at(Node.Menu menu, Offering offer) {
        return "/nodes/" + menu.id() + "/menu/offers/" + offer.id();
    }

    private boolean savesNothing(Node.Menu menu, Offering offer) {
        return callers().stream()
                .map(context ->
                        new Route(
                                flow,
                                flow.languages().getFirst(),
                                PromptLengths.estimated(),
                                context))
                .map(route -> route.saved(menu, offer))
                .allMatch(Duration.ZERO::equals);
    }

    /** Of whom all is known that the flow fills in, before and after a proof. */
    private List<Context> callers() {
        var now = Instant.EPOCH;
        var fields = new HashMap<String, KnownField>();
        for (var field : flow.fields()) {
            field.prefill()
                    .map(Field.Prefill::key)
                    .ifPresent(key ->
                            fields.put(
                                    key,
                                    new KnownField(key, likely(field), "", now, true)
                                            .heardFrom(TrustTier.UNKNOWN)));
        }
        var who =
                new Context.Known(
                        fields,
                        List.of(),
                        Personal.nobody(),
                        List.of(),
                        List.of(),
                        Policy.RECALLER,
                        Map.of());
        return Stream.of(TrustTier.CLAIMED, TrustTier.VERIFIED)
                .map(trust ->
                        new Context(
                                        now,
                                        ZoneOffset.UTC,
                                        trust,
                                        Model.of(List.of()),
                                        Optional.of(who))
                                .with(OpeningHours.always(flow.hours())))
                .toList();
    }

    private static String likely(Field field) {
        return switch (field.entry()) {
            case Entry.Digits(int min, int _) -> "1".repeat(min);
            case Entry.Amount _ -> "1111";
            case Entry.Date _ -> "2000-01-01";
            case Entry.Email _ -> "name@example.com";
            case Entry.Words _ -> "w";
        };
    }

    private void offer(Node.Menu menu, Offering offer, String at) {
        if (!menu.adaptive()) {
            add(
                    at,
                    "a menu in the designer's order makes no offers",
                    "Remove order: designed, or the offer");
        }
        if (offer.next().equals(menu.id())) {
            add(at + "/next", "the offer leads back to its own menu", "Lead further");
        }
        foreign(offer, at);
        neutral(offer, at);
        sensitive(menu, offer, at);
    }

    private void foreign(Offering offer, String at) {
        var isContact = offer.about() == Offering.About.CONTACT;
        if (isContact && !offer.kinds().isEmpty()) {
            add(at + "/kinds", "a contact has no kind", "Remove kinds, or name channels");
        }
        if (!isContact && !offer.channels().isEmpty()) {
            add(
                    at + "/channels",
                    "only an offer about a contact has channels",
                    "Remove channels, or write about: contact");
        }
    }

    private void neutral(Offering offer, String at) {
        offer.neutral()
                .ifPresent(text ->
                        flow.languages().stream()
                                .filter(language -> text.patterns().containsKey(language))
                                .filter(language -> TextCheck.isFilled(text, language))
                                .forEach(language ->
                                        add(
                                                at + "/neutral/" + language,
                                                "the neutral wording may fill in nothing",
                                                "Say it without values: whoever hears it has"
                                                        + " proved nothing")));
    }

    private void sensitive(Node.Menu menu, Offering offer, String at) {
        menu.optionFor(offer.topics().getFirst())
                .filter(option -> !offer.tier().atLeast(option.sensitive()))
                .ifPresent(option ->
                        add(
                                at + "/tier",
                                "the option " + option.id() + " is sensitive, the offer is less so",
                                "Give the offer a tier: " + name(option.sensitive())));
    }

    private static String name(TrustTier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }

    private void add(String pointer, String message, String remedy) {
        found.add(flow.source().problem(pointer, message, remedy));
    }
}
