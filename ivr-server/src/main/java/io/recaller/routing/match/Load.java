package io.recaller.routing.match;

import io.recaller.contact.Channel;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How much an agent holds.
 *
 * @param held contacts by channel, those being wrapped up too
 * @param live channels over which the agent is asked or is at it now
 */
public record Load(Map<Channel, Integer> held, Set<Channel> live) {
    public static final Load NOTHING = new Load(Map.of(), Set.of());

    public Load {
        held = Map.copyOf(held);
        live = Set.copyOf(live);
    }

    /** One contact. */
    public static Load of(Channel channel, boolean isLive) {
        return new Load(Map.of(channel, 1), isLive ? Set.of(channel) : Set.of());
    }

    /** Both. */
    public Load plus(Load other) {
        var more = new EnumMap<Channel, Integer>(Channel.class);
        more.putAll(held);
        other.held.forEach((channel, number) -> more.merge(channel, number, Integer::sum));
        var lively = EnumSet.noneOf(Channel.class);
        lively.addAll(live);
        lively.addAll(other.live);
        return new Load(more, lively);
    }

    /** With one more that is offered. */
    public Load plus(Channel channel) {
        return plus(of(channel, true));
    }

    /** With one less. */
    public Load minus(Channel channel) {
        var fewer = new EnumMap<Channel, Integer>(Channel.class);
        fewer.putAll(held);
        fewer.computeIfPresent(channel, (_, number) -> number > 1 ? number - 1 : null);
        var lively = EnumSet.noneOf(Channel.class);
        lively.addAll(live);
        if (!fewer.containsKey(channel)) {
            lively.remove(channel);
        }
        return new Load(fewer, lively);
    }

    public int of(Channel channel) {
        return held.getOrDefault(channel, 0);
    }

    public int total() {
        var total = 0;
        for (var number : held.values()) {
            total += number;
        }
        return total;
    }
}
