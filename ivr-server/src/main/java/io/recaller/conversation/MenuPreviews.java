package io.recaller.conversation;

import io.recaller.conversation.context.ContextSource;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Engine;
import io.recaller.flow.engine.Turn;
import io.recaller.hours.OpeningHours;
import io.recaller.menu.planner.Layout;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/** What a customer would hear if they called now, by the same engine; nothing is written. */
public final class MenuPreviews {
    private final Flows flows;
    private final Engine engine;
    private final ContextSource contexts;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Supplier<OpeningHours> hours;

    public MenuPreviews(
            Flows flows,
            Engine engine,
            ContextSource contexts,
            InstantSource clock,
            ZoneId zone,
            Supplier<OpeningHours> hours) {
        this.flows = flows;
        this.engine = engine;
        this.contexts = contexts;
        this.clock = clock;
        this.zone = zone;
        this.hours = hours;
    }

    /** Empty when there is no such flow, or the node is no menu of it. Blocking. */
    public Optional<Layout> layout(CustomerId customer, String flow, String node) {
        return flows.named(flow)
                .flatMap(known ->
                        known.node(node)
                                .filter(Node.Menu.class::isInstance)
                                .flatMap(menu -> layout(customer, known, menu)));
    }

    private Optional<Layout> layout(CustomerId customer, Flow flow, Node menu) {
        var now = clock.instant();
        var caller = contexts.read(customer, now);
        var language = flow.spoken(caller.language().orElse(flow.languages().getFirst()));
        var at = Dialogue.fresh(flow, menu.id(), language);
        var context = caller.context(now, zone, trustIn(menu)).with(hours.get());
        var step = engine.render(flow, at, context);
        return step.turn() instanceof Turn.Choose choose
                ? Optional.of(choose.layout())
                : Optional.empty();
    }

    /** A menu behind a proof is only heard by who has given it. */
    private static TrustTier trustIn(Node menu) {
        return menu.tier().atLeast(TrustTier.CLAIMED) ? menu.tier() : TrustTier.CLAIMED;
    }
}
