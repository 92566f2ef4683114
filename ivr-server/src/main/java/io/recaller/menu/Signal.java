package io.recaller.menu;

import io.recaller.contact.Channel;
import io.recaller.contact.Nature;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A kind of contact as evidence: what was said on the phone tells of the next call differently from
 * what was looked at on the web. How much each kind counts is learned.
 */
public record Signal(Channel channel, Nature nature) {
    /** A call that was taken: its weight is fixed at 1, all others are measured against it. */
    public static final Signal CALL = new Signal(Channel.PHONE, Nature.INTERACTION);

    static final int COUNT = Channel.values().length * Nature.values().length;

    private static final List<Signal> ALL =
            Arrays.stream(Channel.values())
                    .flatMap(channel ->
                            Arrays.stream(Nature.values()).map(n -> new Signal(channel, n)))
                    .toList();

    static Signal at(int index) {
        return ALL.get(index);
    }

    /** Whether they talked: only that is a step from one topic to the next. */
    boolean isTalk() {
        return nature == Nature.INTERACTION;
    }

    /** Its place in arrays that live no longer than this process. */
    @SuppressWarnings("EnumOrdinal") // stored nowhere
    int index() {
        return channel.ordinal() * Nature.values().length + nature.ordinal();
    }

    /** The stable name under which its weight is kept: {@code chat.interaction}. */
    @Override
    public String toString() {
        return (channel + "." + nature).toLowerCase(Locale.ROOT);
    }
}
