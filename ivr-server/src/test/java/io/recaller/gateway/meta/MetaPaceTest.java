package io.recaller.gateway.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.ReplyWindow;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Outbox;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.meta.MetaPlan.Service;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import io.recaller.message.ThreadMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is too much for Meta, as Meta counts it, waits and goes out in its order, while it may. */
class MetaPaceTest {
    @AutoClose private static final Database db = TestDatabase.into(TestDatabase.freshSettings());
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static int people;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final InstantSource clock = now::get;
    private final MetaServer meta = new MetaServer();
    private final MetaRows whatsapp = new MetaRows(db, meta.plan(Service.WHATSAPP), clock);
    private final MetaRows messenger = new MetaRows(db, meta.plan(Service.MESSENGER), clock);
    private final GatewayHealth health = new GatewayHealth();
    private final Outbox outbox =
            new Outbox(
                    db,
                    Map.of("whatsapp", whatsapp.gateway(), "messenger", messenger.gateway()),
                    health,
                    GatewayTraffic.uncounted(),
                    "server-1",
                    clock);

    @AfterEach
    void close() {
        outbox.close();
        meta.close();
    }

    @Test
    void whatIsTooMuchWaitsAndNobodysMessagesChangePlaces() {
        var limits = limits(Duration.ZERO, 3, Duration.ofSeconds(6));
        var dana = hears(limits, whatsapp, "KZ.1", NOW);
        var aigul = hears(limits, whatsapp, "KZ.2", NOW);
        for (var each = 1; each <= 3; each++) {
            whatsapp.says(dana, Author.FLOW, "to Dana " + each);
            whatsapp.says(aigul, Author.FLOW, "to Aigul " + each);
        }

        outbox.start();
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    now.updateAndGet(at -> at.plusSeconds(5));
                    return states(whatsapp, dana).equals(List.of(MessageState.SENT))
                            && states(whatsapp, aigul).equals(List.of(MessageState.SENT));
                });

        assertThat(limits.refused()).isPositive();
        assertThat(texts(dana)).containsExactly("to Dana 1", "to Dana 2", "to Dana 3");
        assertThat(texts(aigul)).containsExactly("to Aigul 1", "to Aigul 2", "to Aigul 3");
        assertThat(health.whyDead("whatsapp")).as("it is busy, not dead").isEmpty();
    }

    @Test
    void whoseTimeIsOverWhileTheyWaitAreNotWrittenToAndTheReasonIsKept() {
        var limits = limits(Duration.ZERO, 0, Duration.ZERO);
        var late = hears(limits, messenger, "71", NOW.minus(Duration.ofHours(24)).plusSeconds(30));
        messenger.says(late, Author.FLOW, "What is it about?");

        outbox.start();
        await().until(() -> limits.refused() > 0);
        assertThat(states(messenger, late)).containsExactly(MessageState.QUEUED);
        now.updateAndGet(at -> at.plusSeconds(90));

        await().until(() -> states(messenger, late).equals(List.of(MessageState.FAILED)));
        assertThat(ours(messenger, late).getFirst().reason()).isEqualTo(ReplyWindow.OVER);
        assertThat(meta.sent).isEmpty();
    }

    @Test
    void aWindowThatIsShutByMetasClockIsToldAsOneThatIsShutByOurs() {
        var limits = limits(Duration.ofMinutes(5), 100, Duration.ZERO);
        var heard = NOW.minus(Duration.ofHours(24)).plusSeconds(120);
        var byWhatsApp = hears(limits, whatsapp, "KZ.3", heard);
        var byMessenger = hears(limits, messenger, "72", heard);
        whatsapp.says(byWhatsApp, Author.FLOW, "What is it about?");
        messenger.says(byMessenger, Author.FLOW, "What is it about?");

        outbox.start();

        await().until(() ->
                states(whatsapp, byWhatsApp).equals(List.of(MessageState.FAILED))
                        && states(messenger, byMessenger).equals(List.of(MessageState.FAILED)));
        assertThat(ours(whatsapp, byWhatsApp).getFirst().reason()).isEqualTo(ReplyWindow.OVER);
        assertThat(ours(messenger, byMessenger).getFirst().reason()).isEqualTo(ReplyWindow.OVER);
        assertThat(limits.refused()).isEqualTo(2);
        assertThat(health.whyDead("whatsapp").or(() -> health.whyDead("messenger"))).isEmpty();
    }

    private MetaLimits limits(Duration ahead, int aMinute, Duration ofAPair) {
        var limits = new MetaLimits(() -> now.get().plus(ahead), aMinute, ofAPair);
        meta.limits = Optional.of(limits);
        return limits;
    }

    /** Somebody new wrote then. */
    private static String hears(MetaLimits limits, MetaRows rows, String like, Instant at) {
        var who = like + "00" + ++people;
        rows.heard(who, at);
        limits.heard(who, at);
        return who;
    }

    private static List<ThreadMessage> ours(MetaRows rows, String peer) {
        return rows.with(peer).stream().filter(each -> each.author() != Author.CUSTOMER).toList();
    }

    private static List<MessageState> states(MetaRows rows, String peer) {
        return ours(rows, peer).stream().map(ThreadMessage::state).distinct().toList();
    }

    private List<String> texts(String user) {
        return meta.to(user).stream()
                .map((JsonNode each) -> each.path("text").path("body").asText())
                .toList();
    }
}
