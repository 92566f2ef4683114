package io.recaller.gateway.vk;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.outbound.Gateway.NotSentException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people call themselves: a message does not say it. Of one thread. */
final class VkNames {
    private static final Logger LOG = LoggerFactory.getLogger(VkNames.class);
    private static final int MOST_KEPT = 2_000;

    /** As many as users.get takes at once. */
    private static final int MOST_ASKED = 1_000;

    private final VkApi api;
    private final Map<Long, String> known = new LinkedHashMap<>();

    VkNames(VkApi api) {
        this.api = api;
    }

    /** Of those of whom it is known; who writes is never kept waiting for it to be. */
    Map<Long, String> of(Collection<Long> people) {
        var asked =
                people.stream()
                        .distinct()
                        .filter(each -> !known.containsKey(each))
                        .limit(MOST_ASKED)
                        .map(String::valueOf)
                        .collect(Collectors.joining(","));
        if (!asked.isEmpty()) {
            ask(asked);
        }
        return Map.copyOf(known);
    }

    private void ask(String people) {
        try {
            for (var person : api.call("users.get", Map.of("user_ids", people))) {
                known.put(person.path("id").asLong(), name(person));
            }
            while (known.size() > MOST_KEPT) {
                known.remove(known.keySet().iterator().next());
            }
        } catch (NotSentException failure) {
            LOG.atDebug().setCause(failure).log("people stay without a name");
        }
    }

    private static String name(JsonNode person) {
        return Stream.of("first_name", "last_name")
                .map(part -> person.path(part).asText())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(" "));
    }
}
