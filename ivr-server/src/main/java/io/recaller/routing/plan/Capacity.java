package io.recaller.routing.plan;

import io.recaller.contact.Channel;
import io.recaller.routing.match.Load;
import java.util.Map;

/**
 * How many contacts an agent may hold at once; what a call does to the rest is said here only.
 *
 * @param most by channel, those being wrapped up too; a channel that is missing: none. Where agents
 *     hold no call nobody needs a phone
 * @param weights by channel of those who write, how many hundredths of an agent one takes; a
 *     channel that is missing: none
 */
public record Capacity(Map<Channel, Integer> most, Map<Channel, Integer> weights) {
    /** What an agent carries of all who write, together. */
    public static final int WHOLE = 100;

    public Capacity {
        most = Map.copyOf(most);
        weights = Map.copyOf(weights);
        weights.forEach((channel, weight) -> {
            if (channel == Channel.PHONE || weight < 0 || weight > WHOLE) {
                throw new IllegalArgumentException(
                        "weight of " + channel + " must be 0 to " + WHOLE + ": " + weight);
            }
        });
        most.forEach((channel, number) -> {
            var least = channel == Channel.PHONE ? 0 : 1;
            if (number < least) {
                throw new IllegalArgumentException(
                        "capacity of " + channel + " must be at least " + least + ": " + number);
            }
        });
    }

    /** Of each channel as many as that, whatever else is in hand. */
    public Capacity(Map<Channel, Integer> most) {
        this(most, Map.of());
    }

    /**
     * One call at a time, three people who chat or write to a telephone, five e-mails, five forms.
     */
    public static Capacity usual() {
        return new Capacity(
                Map.of(
                        Channel.PHONE, 1,
                        Channel.CHAT, 3,
                        Channel.MESSENGER, 3,
                        Channel.SMS, 3,
                        Channel.EMAIL, 5,
                        Channel.WEB, 5));
    }

    /** Whether anybody is offered calls. */
    public boolean hasCalls() {
        return most.getOrDefault(Channel.PHONE, 0) > 0;
    }

    /**
     * Whether one more contact of that channel may be offered. Whoever is on a call, or is rung for
     * one, hears nothing else: other contacts wait. They do not keep a call from ringing.
     */
    public boolean admits(Load load, Channel channel) {
        return load.of(channel) < most.getOrDefault(channel, 0)
                && (channel == Channel.PHONE || (!isOnCall(load) && carries(load, channel)));
    }

    private boolean carries(Load load, Channel one) {
        var weight = weights.getOrDefault(one, 0);
        for (var each : weights.entrySet()) {
            weight += each.getValue() * load.of(each.getKey());
        }
        return weight <= WHOLE || weights.getOrDefault(one, 0) == 0;
    }

    /**
     * Whether contacts of that channel come to agents by a phone: who sits at none gets no such.
     */
    static boolean needsPhone(Channel channel) {
        return channel == Channel.PHONE;
    }

    /** What becomes of the ring and of the call decides whether the agent is ready after it. */
    public static boolean isOnCall(Load load) {
        return load.live().contains(Channel.PHONE);
    }
}
