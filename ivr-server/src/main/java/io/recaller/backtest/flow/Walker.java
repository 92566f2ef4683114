package io.recaller.backtest.flow;

import io.recaller.contact.history.PastOffer;
import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Offering;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Engine;
import io.recaller.flow.timing.Route;
import io.recaller.hours.OpeningHours;
import io.recaller.menu.planner.Layout;
import io.recaller.menu.planner.Policy;
import io.recaller.speech.PromptLengths;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes calls through a flow in one of the ways compared, planned by the engine of real calls, and
 * remembers what each customer heard. Whatever the flow asks for is open. Callers take an offer
 * when it is about their topic, let it pass when it is not, and press the right key when they have
 * heard it. One thread.
 */
final class Walker {
    private final WayOfServing serving;
    private final Flow flow;
    private final Node.Menu menu;
    private final Engine engine;
    private final Route ways;
    private final OpeningHours open;
    private final Map<Integer, HeardBefore> heard = new HashMap<>();
    private final Map<String, Layout> designed = new HashMap<>();

    /**
     * Nobody has called yet.
     *
     * @param menu where offers are made
     * @param ways of anybody; what they measure is kept
     */
    Walker(WayOfServing serving, Flow flow, Node.Menu menu, PromptLengths lengths, Route ways) {
        this.serving = serving;
        this.flow = flow;
        this.menu = menu;
        this.engine = new Engine(lengths, serving.planning());
        this.ways = ways;
        this.open = OpeningHours.always(flow.hours());
    }

    Walked serve(ReplayedCall call) {
        var before = heard.getOrDefault(call.customer(), HeardBefore.nothing());
        var context = call.context(serving, serving.policy(), before).with(open);
        var layout = layout(menu, context);
        var orders = new HashMap<String, List<String>>();
        orders.put(menu.id(), ids(layout));
        var elsewhere = call.context(serving, withoutOffers(), before).with(open);
        Route.Orders read = id -> orders.computeIfAbsent(id, other -> order(other, elsewhere));

        var lead = ways.of(context).between(flow.start(), menu.id()).orElse(Duration.ZERO);
        var offer = layout.offer().flatMap(made -> menu.offer(made.proposal().id()));
        var right = offer.map(one -> one.covers(call.topic()));
        var rest = toTask(call, ways.of(at(menu, context)), layout, offer, read);
        remember(call, before, orders, right);
        return new Walked(lead.plus(rest), right);
    }

    private Duration toTask(
            ReplayedCall call,
            Route route,
            Layout layout,
            Optional<Offering> offer,
            Route.Orders read) {
        var question = layout.offer().map(made -> made.proposal().length()).orElse(Duration.ZERO);
        return offer.filter(one -> one.covers(call.topic()))
                .map(one -> route.toTaskByOffer(menu, one, question, call.topic(), read))
                .orElseGet(() -> question.plus(route.toTask(menu.id(), call.topic(), read)));
    }

    /** A menu with an offer has a declined option last: it teaches no order. */
    private void remember(
            ReplayedCall call,
            HeardBefore before,
            Map<String, List<String>> orders,
            Optional<Boolean> right) {
        var taught = new HashMap<>(orders);
        right.ifPresent(_ -> taught.remove(menu.id()));
        var after = before.ordered(taught);
        heard.put(
                call.customer(),
                right.map(was -> after.offered(new PastOffer(call.at(), was))).orElse(after));
    }

    /** Menus behind this one: of their own offers nothing is counted. */
    private Policy withoutOffers() {
        return serving.policy() == Policy.RECALLER ? Policy.ORDER : serving.policy();
    }

    private List<String> order(String id, Context context) {
        return flow.node(id)
                .filter(Node.Menu.class::isInstance)
                .map(node -> ids(layout((Node.Menu) node, context)))
                .orElse(List.of());
    }

    private Layout layout(Node.Menu node, Context context) {
        return serving == WayOfServing.DESIGNER || !node.adaptive()
                ? designed.computeIfAbsent(node.id(), _ -> asked(node, context))
                : asked(node, context);
    }

    private Layout asked(Node.Menu node, Context context) {
        var dialogue = Dialogue.fresh(flow, node.id(), flow.languages().getFirst());
        return engine.layout(flow, dialogue, at(node, context)).orElseThrow();
    }

    /** A menu behind a proof is only heard by who has given it. */
    private static Context at(Node.Menu node, Context context) {
        return context.trust().atLeast(node.tier()) ? context : context.trusted(node.tier());
    }

    private static List<String> ids(Layout layout) {
        return layout.options().stream().map(spoken -> spoken.option().id()).toList();
    }
}
