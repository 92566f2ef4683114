package io.recaller.asterisk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All channels of an Asterisk at one moment.
 *
 * @param system its {@code systemname}; empty when it has none
 */
record LiveCalls(String system, List<LiveChannel> channels) {
    LiveCalls {
        channels = List.copyOf(channels);
    }

    /** Whether a call on that Asterisk, or on the only one, would be among these. */
    boolean areOf(Optional<String> asteriskSystem) {
        return asteriskSystem.isEmpty() || asteriskSystem.get().equals(system);
    }

    Optional<LiveChannel> byId(String uniqueId) {
        return channels.stream().filter(channel -> channel.uniqueId().equals(uniqueId)).findAny();
    }

    boolean hasChannel(String name) {
        return channels.stream().anyMatch(channel -> channel.name().equals(name));
    }

    /**
     * The linked ids of all calls. A channel's own id is one too: a talk's channels share the
     * linked id of one of them, and that may be the agent's.
     */
    Set<String> linkedIds() {
        return channels.stream()
                .flatMap(channel -> Stream.of(channel.linkedId(), channel.uniqueId()))
                .collect(Collectors.toSet());
    }

    /** One channel. */
    record LiveChannel(String name, String uniqueId, String linkedId, boolean bridged) {}
}
