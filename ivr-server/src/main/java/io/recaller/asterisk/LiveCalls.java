package io.recaller.asterisk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All channels of an Asterisk at one moment.
 *
 * @param system its {@code systemname}; empty when it has none
 */
record LiveCalls(String system, List<LiveChannel> channels) {
    LiveCalls {
        channels = List.copyOf(channels);
    }

    Optional<LiveChannel> byId(String uniqueId) {
        return channels.stream().filter(channel -> channel.uniqueId().equals(uniqueId)).findAny();
    }

    boolean hasChannel(String name) {
        return channels.stream().anyMatch(channel -> channel.name().equals(name));
    }

    Set<String> linkedIds() {
        return channels.stream().map(LiveChannel::linkedId).collect(Collectors.toSet());
    }

    /** One channel. */
    record LiveChannel(String name, String uniqueId, String linkedId, boolean bridged) {}
}
