package io.recaller.gateway.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.message.Messages;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VkPollTest {
    private final Database db = TestDatabase.fresh();
    private final VkServer vk = new VkServer();
    private final GatewayHealth health = new GatewayHealth();
    private final InstantSource clock = InstantSource.system();

    @AfterEach
    void stop() {
        vk.close();
        db.close();
    }

    @Test
    void anotherServerGoesOnWhereAKilledOneWasAndARepeatIsKnown() {
        try (var first = poll("server-1", VkServer.TOKEN)) {
            begin(first);
            vk.says(5005, 1, "нет связи");
            await().until(() -> vk.asked.contains("1"));
        }
        vk.says(5005, 2, "алло");
        vk.asked.clear();
        try (var second = poll("server-2", VkServer.TOKEN)) {
            second.start();
            await().until(() -> vk.asked.contains("2"));
        }

        assertThat(vk.asked.getFirst()).isEqualTo("1");
        assertThat(texts(5005)).containsExactly("нет связи", "алло");
        var thread =
                db.inTransaction(tx ->
                        new Threads()
                                .find(tx, "vk", "5005")
                                .flatMap(id -> new Threads().find(tx, id))
                                .orElseThrow());
        assertThat(thread.name()).contains("Дана Е.");
        assertThat(thread.language()).contains("ru");
        assertThat(thread.handle().orElseThrow().uri()).isEqualTo("vk:5005");
    }

    @Test
    void aKeyThatIsTooOldIsMadeAnewAndNothingIsMissed() {
        try (var poll = poll("server-1", VkServer.TOKEN)) {
            begin(poll);
            vk.says(5005, 1, "one");
            await().until(() -> texts(5005).size() == 1);
            vk.key = "k2";
            vk.says(5005, 2, "two");
            await().until(() -> texts(5005).size() == 2);
        }

        assertThat(texts(5005)).containsExactly("one", "two");
    }

    @Test
    void whatVkHasForgottenIsReadFromTheConversationsOnceAndInOrder() {
        vk.pinned.add(
                """
                {"conversation": {"peer": {"id": 1, "type": "user"}, "sort_id": {"major_id": 16}},
                 "last_message": {"date": 1}}
                """);
        for (var lost : List.of("1", "3")) {
            vk.lostAs = lost;
            try (var poll = poll("server-" + lost, VkServer.TOKEN)) {
                begin(poll);
                var before = texts(5005).size();
                vk.says(5005, before + 1, "told " + lost);
                await().until(() -> texts(5005).size() == before + 1);
            }
            var known = texts(5005).size();
            vk.says(5005, known + 1, "lost a " + lost);
            vk.saysUntold(5005, known + 2, "lost b " + lost);
            vk.forgets(2);
            try (var poll = poll("server-" + lost, VkServer.TOKEN)) {
                poll.start();
                await().until(() -> texts(5005).size() == known + 2);
            }
        }

        assertThat(texts(5005))
                .containsExactly(
                        "told 1", "lost a 1", "lost b 1", "told 3", "lost a 3", "lost b 3");
    }

    @Test
    void aWrongTokenIsToldWithItsRemedy() {
        try (var poll = poll("server-1", "wrong")) {
            poll.start();

            await().until(() -> health.whyDead("vk").isPresent());
            assertThat(VkProbe.problem(vk.community("wrong"))).isEqualTo(health.whyDead("vk"));
            assertThat(VkProbe.problem(vk.community(VkServer.TOKEN))).isEmpty();
            assertThat(health.whyDead("vk").orElseThrow())
                    .contains("channels.vk")
                    .doesNotContain("wrong");
        }
    }

    /** Asking goes on from there: what was written before is not ours. */
    private void begin(VkPoll poll) {
        vk.asked.clear();
        poll.start();
        await().until(() -> !vk.asked.isEmpty());
    }

    private List<String> texts(long person) {
        return db.inTransaction(tx ->
                new Threads()
                                .find(tx, "vk", Long.toString(person))
                                .map(thread ->
                                        new Messages().changed(tx, thread, Instant.EPOCH, 100))
                                .orElse(List.of())
                                .stream()
                                .map(ThreadMessage::text)
                                .toList());
    }

    private VkPoll poll(String server, String token) {
        return new VkPoll(
                vk.community(token),
                db,
                new Inbox(db, _ -> {}, GatewayTraffic.uncounted(), clock),
                new Holding(db, server, clock),
                health,
                clock);
    }
}
