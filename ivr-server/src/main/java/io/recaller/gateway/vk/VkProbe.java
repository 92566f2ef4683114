package io.recaller.gateway.vk;

import io.recaller.channel.outbound.Gateway.NotSentException;
import java.util.Map;
import java.util.Optional;

/**
 * Looks whether a community may be used, without asking for its messages. Blocking, some seconds.
 */
public final class VkProbe {
    private VkProbe() {}

    /** Why nothing comes in or goes out by it, with the remedy; empty: VK lets us in. */
    public static Optional<String> problem(VkCommunity community) {
        try {
            var opened =
                    new VkApi(community)
                            .call(
                                    "groups.getLongPollServer",
                                    Map.of("group_id", Long.toString(community.id())));
            VkSession.read(opened);
            return Optional.empty();
        } catch (NotSentException failure) {
            return Optional.of(failure.remedy().why());
        }
    }
}
