package io.recaller.flow.timing;

import io.recaller.contact.Topic;
import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.flow.Offering;
import io.recaller.flow.Option;
import io.recaller.speech.Language;
import io.recaller.speech.PromptLengths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * How long the ways through a flow take one caller, from the flow alone: prompts by their lengths,
 * menus read to the right option, keys by a typical pace. Conditions are decided by what is known
 * of the caller; a look-up finds nothing that decides one. Retries and the time systems take are
 * not counted.
 *
 * <p>It remembers lengths, so one thread uses it.
 */
public final class Route {
    /** A flow with more places than that to be in is not searched further. */
    private static final int MOST_PLACES = 20_000;

    private final Flow flow;
    private final NodeTimes passage;

    /**
     * The ways of one caller.
     *
     * @param context who it is, what is known, and how far they are trusted when the way begins
     */
    public Route(Flow flow, Language language, PromptLengths lengths, Context context) {
        this(flow, new NodeTimes(flow, language, lengths, context));
    }

    private Route(Flow flow, NodeTimes passage) {
        this.flow = flow;
        this.passage = passage;
    }

    /** The ways of another caller; what was measured for this one is not measured again. */
    public Route of(Context other) {
        return new Route(flow, passage.of(other));
    }

    /** In which order menus are read, as option ids; options that are not named come last. */
    @FunctionalInterface
    public interface Orders {
        List<String> of(String menu);

        /** Every menu as the flow has it. */
        static Orders designed() {
            return _ -> List.of();
        }
    }

    /**
     * The quickest way from entering a node until entering another, proofs before both included;
     * empty when no way leads there. In between menus are read in the designer's order.
     */
    public Optional<Duration> between(String from, String to) {
        return way(from, to).map(Waypoint::took);
    }

    /**
     * From entering a node until the task is reached: a hand-off, an end, or a menu with nothing
     * more on the topic. Menus are left by the option that serves the topic, or else by the one for
     * everything else.
     */
    public Duration toTask(String from, Topic topic, Orders orders) {
        return toTask(from, topic, orders, WayState.SETTING_OUT, false).took();
    }

    /** The names of the fields that are filled on that way. */
    public Set<String> filled(String from, Topic topic) {
        return toTask(from, topic, Orders.designed(), WayState.SETTING_OUT, false)
                .traveller()
                .collected();
    }

    /**
     * Likewise for who took an offer that leads to this node: what is known is not read back in the
     * first form.
     */
    public Duration toTaskAfterYes(String from, Topic topic, Orders orders) {
        return toTask(from, topic, orders, WayState.SETTING_OUT.sayingYes(), true).took();
    }

    /**
     * From entering a menu until the task is reached by its offer: the intro, the question, one
     * key, and the way after a yes.
     *
     * @param question how long the question lasts
     */
    public Duration toTaskByOffer(
            Node.Menu menu, Offering offer, Duration question, Topic topic, Orders orders) {
        return passage.accepting(menu, question).plus(toTaskAfterYes(offer.next(), topic, orders));
    }

    /**
     * What a yes to an offer saves: the way after the key of the option that leads there, less what
     * still lies ahead after a yes. Never negative; zero when no option leads that way.
     */
    public Duration saved(Node.Menu menu, Offering offer) {
        var option = option(menu, offer);
        var yes = Waypoint.settingOut(offer.next(), WayState.SETTING_OUT.sayingYes());
        var saved =
                option.flatMap(one -> way(one.next(), offer.next()))
                        .map(leg -> past(leg).minus(past(yes)))
                        .or(() -> option.map(one -> savedToTask(one.next(), offer)))
                        .orElse(Duration.ZERO);
        return saved.isNegative() ? Duration.ZERO : saved;
    }

    /** Where keys do not lead to the offer's target, the whole ways to the task are compared. */
    private Duration savedToTask(String byKey, Offering offer) {
        var topic = offer.topics().getFirst();
        var designed = Orders.designed();
        return toTask(byKey, topic, designed, WayState.SETTING_OUT, true)
                .took()
                .minus(toTaskAfterYes(offer.next(), topic, designed));
    }

    /** The option that serves what the offer is about, or else the one that leads there soonest. */
    public Optional<Option> option(Node.Menu menu, Offering offer) {
        return menu.optionFor(offer.topics().getFirst()).or(() -> soonest(menu, offer.next()));
    }

    private Optional<Option> soonest(Node.Menu menu, String to) {
        var took = new HashMap<Option, Duration>();
        for (var option : menu.options()) {
            way(option.next(), to).ifPresent(leg -> took.put(option, leg.took()));
        }
        return menu.options().stream()
                .filter(took::containsKey)
                .min(Comparator.comparing(option -> took.getOrDefault(option, Duration.ZERO)));
    }

    /** As conditions decide for this caller; where that leads elsewhere, by any way out. */
    private Optional<Waypoint> way(String from, String to) {
        return way(from, to, this::decided).or(() -> way(from, to, passage::ways));
    }

    private List<Waypoint> decided(Waypoint leg) {
        var through = passage.through(leg);
        return through.isPresent() ? List.of(through.get()) : passage.ways(leg);
    }

    private record Place(String node, WayState traveller) {}

    /** Dijkstra's, over nodes and what has been proved and collected on the way. */
    private Optional<Waypoint> way(
            String from, String to, Function<Waypoint, List<Waypoint>> onwards) {
        var next = new PriorityQueue<Waypoint>(Comparator.comparing(Waypoint::took));
        var seen = new HashSet<Place>();
        passage.arrive(Waypoint.settingOut(from, WayState.SETTING_OUT)).ifPresent(next::add);
        while (!next.isEmpty() && seen.size() < MOST_PLACES) {
            var leg = next.remove();
            if (leg.node().equals(to)) {
                return Optional.of(leg);
            }
            if (seen.add(new Place(leg.node(), leg.traveller()))) {
                onwards.apply(leg).forEach(on -> passage.arrive(on).ifPresent(next::add));
            }
        }
        return Optional.empty();
    }

    /** To the end of the first form, or to where the caller chooses or stays. */
    private Duration past(Waypoint start) {
        var leg = passage.arrive(start);
        for (var left = mostSteps(); left > 0 && leg.isPresent(); left--) {
            var at = leg.get();
            var on = passage.through(at);
            if (on.isEmpty()) {
                return at.took();
            }
            if (flow.nodes().get(at.node()) instanceof Node.Form) {
                return on.get().took();
            }
            leg = on.flatMap(passage::arrive);
        }
        return leg.orElse(start).took();
    }

    /**
     * @param began whether the caller has chosen the topic already
     */
    private Waypoint toTask(
            String from, Topic topic, Orders orders, WayState traveller, boolean began) {
        var leg = Waypoint.settingOut(from, traveller);
        var onTopic = began;
        for (var left = mostSteps(); left > 0; left--) {
            var at = passage.arrive(leg).orElse(leg);
            var on =
                    flow.nodes().get(at.node()) instanceof Node.Menu menu
                            ? chosen(at, menu, topic, orders, onTopic)
                            : passage.through(at);
            if (on.isEmpty()) {
                return at;
            }
            onTopic = onTopic || flow.nodes().get(at.node()) instanceof Node.Menu;
            leg = on.get();
        }
        return leg;
    }

    /** Out of a menu; empty when it has nothing more on the topic. */
    private Optional<Waypoint> chosen(
            Waypoint leg, Node.Menu menu, Topic topic, Orders orders, boolean onTopic) {
        var wanted = menu.optionFor(topic).or(() -> other(menu));
        var order = ordered(menu, orders.of(menu.id()));
        if (wanted.isEmpty() && onTopic) {
            return Optional.empty();
        }
        return Optional.of(
                wanted.map(option -> passage.choosing(leg, menu, order, option))
                        .orElseGet(() -> askingForAPerson(leg, menu, order)));
    }

    /** Who finds nothing hears everything first. */
    private Waypoint askingForAPerson(Waypoint leg, Node.Menu menu, List<Option> order) {
        return passage.choosing(leg, menu, order, order.getLast()).to(flow.person());
    }

    private static Optional<Option> other(Node.Menu menu) {
        return menu.options().stream().filter(Option::other).findFirst();
    }

    private static List<Option> ordered(Node.Menu menu, List<String> ids) {
        var order = new ArrayList<>(menu.options());
        order.sort(
                Comparator.comparingInt(option -> {
                    var at = ids.indexOf(option.id());
                    return at < 0 ? ids.size() : at;
                }));
        return order;
    }

    private int mostSteps() {
        return 2 * flow.nodes().size() + 10;
    }
}
