package io.recaller.backtest.log;

import io.recaller.contact.Channel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The words logs have for channels; one nobody knows counts as the telephone. One thread. */
final class ChannelNames {
    private static final Map<String, Channel> OTHER_NAMES =
            Map.ofEntries(
                    Map.entry("call", Channel.PHONE),
                    Map.entry("voice", Channel.PHONE),
                    Map.entry("telephone", Channel.PHONE),
                    Map.entry("mail", Channel.EMAIL),
                    Map.entry("e-mail", Channel.EMAIL),
                    Map.entry("text", Channel.SMS),
                    Map.entry("webchat", Channel.CHAT),
                    Map.entry("website", Channel.WEB),
                    Map.entry("online", Channel.WEB),
                    Map.entry("portal", Channel.WEB),
                    Map.entry("store", Channel.SHOP));

    private static final Map<String, Channel> NAMES =
            Arrays.stream(Channel.values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    channel -> channel.name().toLowerCase(Locale.ROOT),
                                    channel -> channel));

    private final Map<String, Integer> strange = new HashMap<>();

    Channel of(String written) {
        var word = written.toLowerCase(Locale.ROOT);
        var known = NAMES.getOrDefault(word, OTHER_NAMES.get(word));
        if (known == null) {
            strange.merge(written, 1, Integer::sum);
        }
        return known == null ? Channel.PHONE : known;
    }

    /** Words nobody knows, with how often. */
    Map<String, Integer> strange() {
        return Map.copyOf(strange);
    }
}
