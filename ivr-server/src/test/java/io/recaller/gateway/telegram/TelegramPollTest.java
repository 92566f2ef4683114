package io.recaller.gateway.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.outbound.Holding;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.message.Messages;
import io.recaller.message.SampleFiles;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TelegramPollTest {
    @AutoClose private static final Database db = TestDatabase.fresh();

    private final BotApi api = new BotApi();
    private final GatewayHealth health = new GatewayHealth();
    private final List<ThreadId> told = new CopyOnWriteArrayList<>();
    private final InstantSource clock = InstantSource.system();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void whatWasAskedForIsConfirmedOnceItIsInRowsAndARepeatIsKnown() {
        api.updates.add(update(41, 5, "hello"));
        try (var poll = poll("server-1", BotApi.TOKEN)) {
            poll.start();
            await().until(() -> api.offsets.contains(42L));
            api.updates.add(update(41, 5, "hello"));
            api.updates.add(update(42, 6, "again"));
            await().until(() -> api.offsets.contains(43L));
        }

        var messages =
                db.inTransaction(
                        tx -> new Messages().changed(tx, told.getFirst(), Instant.EPOCH, 100));
        assertThat(messages).extracting(ThreadMessage::text).containsExactly("hello", "again");
    }

    @Test
    void aPictureIsFetchedAtOnceAndWhatCannotBeHadIsNamed() {
        api.files.put("big", SampleFiles.png().bytes());
        api.updates.add(
                """
                {"update_id": 51, "message": {"message_id": 15, "from": {"id": 9, "first_name": "A"},
                 "chat": {"id": 9, "type": "private"}, "caption": "my meter",
                 "photo": [{"file_id": "small", "file_size": 10}, {"file_id": "big", "file_size": 70}]}}
                """);
        api.updates.add(
                """
                {"update_id": 52, "message": {"message_id": 16, "from": {"id": 9, "first_name": "A"},
                 "chat": {"id": 9, "type": "private"},
                 "document": {"file_id": "gone", "file_name": "bill.pdf", "file_size": 2000}}}
                """);
        api.updates.add(
                """
                {"update_id": 53, "message": {"message_id": 17, "from": {"id": 9, "first_name": "A"},
                 "chat": {"id": 9, "type": "private"},
                 "video": {"file_id": "film", "file_size": 90000000}}}
                """);

        try (var poll = poll("server-3", BotApi.TOKEN)) {
            poll.start();
            await().until(() -> api.offsets.contains(54L));
        }

        var messages =
                db.inTransaction(
                        tx -> new Messages().changed(tx, told.getFirst(), Instant.EPOCH, 100));
        assertThat(messages)
                .extracting(ThreadMessage::text)
                .containsExactly("my meter", "📎 bill.pdf, 2 kB", "📎 video.mp4, 90.0 MB");
        var picture = messages.getFirst().attachments().getFirst();
        assertThat(picture.name()).isEqualTo("photo.jpg.png");
        assertThat(picture.size()).isEqualTo(SampleFiles.png().size());
    }

    @Test
    void oneServerAsksAndAnotherWhenItIsGone() {
        var second = poll("server-2", BotApi.TOKEN);
        try (var first = poll("server-1", BotApi.TOKEN)) {
            first.start();
            await().until(() -> !api.offsets.isEmpty());
            second.start();
        }
        var before = api.offsets.size();

        await().until(() -> api.offsets.size() > before + 1);
        second.close();
    }

    @Test
    void aWrongTokenIsToldWithItsRemedy() {
        try (var poll = poll("server-1", "123:wrong")) {
            poll.start();

            await().until(() -> health.whyDead("bot").isPresent());
            assertThat(health.whyDead("bot").orElseThrow())
                    .contains("BotFather")
                    .doesNotContain("wrong");
        }
    }

    @Test
    void whatIsAskedInVainAgainAndAgainIsToldUntilItIsAnswered() {
        var wait = ", \"parameters\": {\"retry_after\": 0}";
        api.everyPoll = Optional.of(BotApi.refused(429, "Too Many Requests", wait));
        try (var poll = poll("server-1", BotApi.TOKEN)) {
            poll.start();
            await().until(() -> health.whyDead("bot").isPresent());
            assertThat(api.offsets).hasSizeGreaterThanOrEqualTo(3);
            api.everyPoll = Optional.empty();

            await().until(() -> health.whyDead("bot").isEmpty());
        }
    }

    private TelegramPoll poll(String server, String token) {
        return new TelegramPoll(
                api.bot(token),
                new Inbox(db, told::add, GatewayTraffic.uncounted(), clock),
                new Holding(db, server, clock),
                health,
                clock);
    }

    private static String update(long id, long message, String text) {
        return """
        {"update_id": %d, "message": {"message_id": %d, "from": {"id": 7, "first_name": "A"},
         "chat": {"id": 7, "type": "private"}, "text": "%s"}}
        """
                .formatted(id, message, text);
    }
}
