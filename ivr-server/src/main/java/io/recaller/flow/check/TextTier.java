package io.recaller.flow.check;

import io.recaller.customer.TrustTier;
import io.recaller.flow.Field;
import io.recaller.flow.Flow;
import io.recaller.flow.FlowTexts;
import io.recaller.flow.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One text and the lowest trust at which a caller can come to hear it. Conditions of branches are
 * not counted as a protection: only tiers are.
 *
 * @param words as the flow's first language says it, arguments in braces
 */
public record TextTier(TrustTier tier, String node, String words) {
    /** All texts, lowest tier first, within a tier in the order of the file. */
    public static List<TextTier> of(Flow flow) {
        var lowest = lowest(flow);
        var heard = new ArrayList<TextTier>();
        for (var placed : FlowTexts.of(flow)) {
            var tier = lowest.get(placed.node());
            if (tier != null && !placed.pointer().endsWith("/option_say")) {
                heard.add(
                        new TextTier(
                                higher(tier, higher(readBack(flow, placed), offered(flow, placed))),
                                placed.node(),
                                words(flow, placed)));
            }
        }
        return heard.stream().distinct().sorted(Comparator.comparing(TextTier::tier)).toList();
    }

    /** The lowest trust at which each node that can be reached is entered. */
    private static Map<String, TrustTier> lowest(Flow flow) {
        var lowest = new HashMap<String, TrustTier>();
        enter(flow, lowest, flow.start(), TrustTier.UNKNOWN);
        enter(flow, lowest, flow.person(), TrustTier.UNKNOWN);
        return lowest;
    }

    private static void enter(
            Flow flow, Map<String, TrustTier> lowest, String id, TrustTier trust) {
        var node = flow.nodes().get(id);
        if (node == null) {
            return;
        }
        if (!trust.atLeast(node.tier())) {
            flow.verify().ifPresent(verify -> enter(flow, lowest, verify, trust));
        }
        var tier = higher(trust, node.tier());
        var before = lowest.get(id);
        if (before != null && tier.atLeast(before)) {
            return;
        }
        lowest.put(id, tier);
        for (var exit : Exit.of(node)) {
            var proved = node instanceof Node.Verify && exit.pointer().endsWith("/next");
            enter(flow, lowest, exit.target(), proved ? TrustTier.VERIFIED : tier);
        }
    }

    private static TrustTier higher(TrustTier one, TrustTier other) {
        return one.atLeast(other) ? one : other;
    }

    private static TrustTier readBack(Flow flow, FlowTexts.Placed placed) {
        return flow.fields().stream()
                .flatMap(field -> field.prefill().stream())
                .filter(prefill -> prefill.confirm().filter(placed.text()::equals).isPresent())
                .map(Field.Prefill::tier)
                .min(Comparator.naturalOrder())
                .orElse(TrustTier.UNKNOWN);
    }

    /** Who is made an offer is at least known by their number; the neutral wording says nothing. */
    private static TrustTier offered(Flow flow, FlowTexts.Placed placed) {
        if (!placed.pointer().contains("/menu/offers/")) {
            return TrustTier.UNKNOWN;
        }
        return flow.node(placed.node())
                .filter(Node.Menu.class::isInstance)
                .flatMap(node ->
                        ((Node.Menu) node)
                                .offers().stream()
                                        .filter(offer -> offer.say().equals(placed.text()))
                                        .findFirst())
                .map(offer -> higher(offer.tier(), TrustTier.CLAIMED))
                .orElse(TrustTier.CLAIMED);
    }

    private static String words(Flow flow, FlowTexts.Placed placed) {
        var language = placed.languages().size() == 1 ? placed.languages() : flow.languages();
        return placed.text().patterns().getOrDefault(language.getFirst(), "");
    }

    @Override
    public String toString() {
        return tier.name().toLowerCase(Locale.ROOT) + ": " + node + ": " + words;
    }
}
