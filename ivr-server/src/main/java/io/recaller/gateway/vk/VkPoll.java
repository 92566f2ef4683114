package io.recaller.gateway.vk;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.Database;
import io.recaller.gateway.call.Polling;
import io.recaller.message.GatewayCursors;
import io.recaller.message.GatewayCursors.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks VK for what people wrote, by one server at a time. VK does not know what we had: how far we
 * are is a row, written once all up to there is in rows. A killed server's events come again, and
 * are known; what VK has forgotten meanwhile is read from the conversations.
 */
public final class VkPoll implements Polling.Asking, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VkPoll.class);
    private static final Duration WAIT = Duration.ofSeconds(25);

    private static final int WENT_ON = 1;
    private static final int KEY_IS_OLD = 2;

    private final VkCommunity community;
    private final VkApi api;
    private final VkTaking taking;
    private final Database db;
    private final GatewayHealth health;
    private final InstantSource clock;
    private final GatewayCursors cursors = new GatewayCursors();
    private final Polling polling;

    // Of its thread only.
    private Optional<VkSession> session = Optional.empty();
    private Optional<Cursor> cursor = Optional.empty();

    /** Nothing is asked before {@link #start}. */
    public VkPoll(
            VkCommunity community,
            Database db,
            Inbox inbox,
            Holding holding,
            GatewayHealth health,
            InstantSource clock) {
        this.community = community;
        this.api = new VkApi(community);
        this.taking = new VkTaking(community, api, inbox, clock);
        this.db = db;
        this.health = health;
        this.clock = clock;
        this.polling = new Polling(community.name(), WAIT.multipliedBy(3), this, holding, health);
    }

    public void start() {
        polling.start();
    }

    /** The row says how far we are: another server may have got further. */
    @Override
    public void forget() {
        session = Optional.empty();
        cursor = Optional.empty();
    }

    @Override
    public void poll() throws NotSentException {
        var open = session.isPresent() ? session.get() : open();
        var here = cursor.orElseThrow();
        var asked = clock.instant();
        var answer = api.ask(open.since(here.value(), WAIT), WAIT);
        health.works(community.name());
        if (!answer.has("failed")) {
            taking.take(answer.path("updates"));
            keep(answer.path("ts").asText(here.value()), clock.instant());
            restIfSpoken(answer, asked);
            return;
        }
        session = Optional.empty();
        switch (answer.path("failed").asInt()) {
            case WENT_ON -> missed(answer.path("ts").asText(), here);
            case KEY_IS_OLD -> LOG.atDebug().log("a long poll is opened again");
            default -> missed("", here);
        }
    }

    private VkSession open() throws NotSentException {
        var opened =
                VkSession.read(
                        api.call(
                                "groups.getLongPollServer",
                                Map.of("group_id", Long.toString(community.id()))));
        if (cursor.isEmpty()) {
            cursor = db.inTransaction(tx -> cursors.find(tx, community.name()));
        }
        if (cursor.isEmpty()) {
            keep(opened.now(), clock.instant());
        }
        session = Optional.of(opened);
        return opened;
    }

    /**
     * What happened since is gone from VK's memory, not from the conversations.
     *
     * @param next where VK goes on; empty: where it stands when it is opened again
     */
    private void missed(String next, Cursor last) throws NotSentException {
        var from = next.isEmpty() ? open().now() : next;
        taking.catchUp(last.at());
        keep(from, clock.instant());
    }

    private void keep(String value, Instant at) {
        var further = new Cursor(value, at);
        db.runInTransaction(tx -> cursors.keep(tx, community.name(), further));
        cursor = Optional.of(further);
    }

    /** A side that answers at once that nothing happened would be asked without end. */
    private void restIfSpoken(JsonNode answer, Instant asked) {
        var isEarly = clock.instant().isBefore(asked.plusSeconds(1));
        if (isEarly && answer.path("updates").isEmpty()) {
            polling.rest();
        }
    }

    @Override
    public String refused(String why) {
        return why
                + "; switch the Long Poll API on in the community's settings, with the event of"
                + " incoming messages";
    }

    /** Another server may ask from now on. */
    @Override
    public void close() {
        polling.close();
    }
}
