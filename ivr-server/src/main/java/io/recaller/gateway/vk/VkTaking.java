package io.recaller.gateway.vk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.db.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what people wrote to a community: as VK tells it, and from their conversations where VK
 * has forgotten to. What was taken before is known. Of one thread; blocking.
 */
final class VkTaking {
    private static final Logger LOG = LoggerFactory.getLogger(VkTaking.class);

    /** VK's own limit of one answer. */
    private static final int MOST = 200;

    private static final int MOST_PAGES = 10;

    /** Our clock and VK's may differ by so much. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    private final VkCommunity community;
    private final VkApi api;
    private final Inbox inbox;
    private final InstantSource clock;
    private final VkNames names;

    VkTaking(VkCommunity community, VkApi api, Inbox inbox, InstantSource clock) {
        this.community = community;
        this.api = api;
        this.inbox = inbox;
        this.clock = clock;
        this.names = new VkNames(api);
    }

    /**
     * Takes in what VK tells.
     *
     * @throws DatabaseUnavailableException when it must be told again
     */
    void take(JsonNode updates) {
        var told = new ArrayList<Written>();
        for (var update : updates) {
            if (update.path("type").asText().equals("message_new")) {
                var object = update.path("object");
                told.add(new Written(object.path("message"), object.path("client_info")));
            }
        }
        take(told);
    }

    /** What was written, and with what. */
    private record Written(JsonNode message, JsonNode client) {}

    private void take(List<Written> told) {
        var writers =
                told.stream().flatMap(each -> VkEvent.writer(each.message()).stream()).toList();
        var known = writers.isEmpty() ? Map.<Long, String>of() : names.of(writers);
        told.forEach(each -> take(each, known));
    }

    /** One that cannot be taken in stops no other. */
    private void take(Written written, Map<Long, String> known) {
        try {
            VkEvent.read(
                            community.name(),
                            written.message(),
                            written.client(),
                            known,
                            clock.instant())
                    .ifPresent(inbox::take);
        } catch (DatabaseUnavailableException down) {
            throw down;
        } catch (RuntimeException bug) {
            LOG.atError()
                    .setCause(bug)
                    .addKeyValue("message", written.message().path("id").asLong())
                    .log("what somebody wrote cannot be taken in, the others go on");
        }
    }

    /**
     * Takes in what was written since, of whoever did.
     *
     * @throws DatabaseUnavailableException when it must be looked for again
     */
    void catchUp(Instant since) throws NotSentException {
        var from = since.minus(SLACK);
        var isMore = true;
        for (var page = 0; isMore && page < MOST_PAGES; page++) {
            isMore = catchUp(from, page * MOST);
        }
        LOG.atWarn()
                .addKeyValue("gateway", community.name())
                .addKeyValue("since", since)
                .log("VK had forgotten what to tell, conversations were read instead");
    }

    /** The newest conversations come first, but for those that somebody has pinned above them. */
    private boolean catchUp(Instant from, int offset) throws NotSentException {
        var found =
                api.call(
                        "messages.getConversations",
                        Map.of(
                                "count",
                                Integer.toString(MOST),
                                "offset",
                                Integer.toString(offset),
                                "group_id",
                                Long.toString(community.id())));
        for (var item : found.path("items")) {
            var conversation = item.path("conversation");
            if (isSince(item.path("last_message"), from)) {
                var peer = conversation.path("peer");
                if (peer.path("type").asText().equals("user")) {
                    takeAll(peer.path("id").asText(), from);
                }
            } else if (!isPinned(conversation)) {
                return false;
            }
        }
        return found.path("items").size() == MOST;
    }

    /** dev.vk.com/reference/objects/conversation: those above have a greater major_id. */
    private static boolean isPinned(JsonNode conversation) {
        return conversation.path("sort_id").path("major_id").asInt() > 0;
    }

    private void takeAll(String peer, Instant from) throws NotSentException {
        var history =
                api.call(
                        "messages.getHistory",
                        Map.of(
                                "peer_id",
                                peer,
                                "count",
                                Integer.toString(MOST),
                                "group_id",
                                Long.toString(community.id())));
        var written = new ArrayList<Written>();
        for (var message : history.path("items")) {
            if (isSince(message, from)) {
                written.add(new Written(message, MissingNode.getInstance()));
            }
        }
        Collections.reverse(written);
        take(written);
    }

    private static boolean isSince(JsonNode message, Instant from) {
        return !Instant.ofEpochSecond(message.path("date").asLong()).isBefore(from);
    }
}
