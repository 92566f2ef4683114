package io.recaller.gateway.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.contact.Channel;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.peer.Correspondence;
import io.recaller.gateway.peer.ProviderRates;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is too much for Telegram waits as long as it says, and goes out once and in its order. */
@Timeout(120)
class TelegramPaceTest {
    /** Of all as the Bots FAQ has it, one a second in a chat. */
    private final ProviderRates rates = new ProviderRates(30, 1, Duration.ofSeconds(1));

    @Test
    void manyAreToldNoFasterThanTheBotMayAndNobodyBeforeTheyMayBe() {
        try (var db = TestDatabase.into(TestDatabase.freshSettings());
                var api = new BotApi()) {
            api.rates = Optional.of(rates);
            var told = told(db, api);
            try (var outbox = told.outbox()) {
                outbox.start();
                await().atMost(Duration.ofSeconds(90)).until(told::isAllSent);
            }

            assertThat(rates.refusedOfEach()).as("a chat is told at once").isPositive();
            assertThat(rates.refusedOfAll()).as("but for what a stall bunches").isLessThan(5);
            assertThat(rates.early()).as("before they had been told to come again").isZero();
            assertThat(api.textsTo(7)).containsExactly("one", "two", "three");
            for (var peer : told.peers()) {
                assertThat(api.textsTo(Long.parseLong(peer))).as(peer).doesNotHaveDuplicates();
            }
            assertThat(api.sent).hasSize(63);
            assertThat(told.health.whyDead("bot")).as("it is busy, not dead").isEmpty();
        }
    }

    private static Correspondence told(Database db, BotApi api) {
        var bot = new TelegramGateway(api.bot(BotApi.TOKEN));
        var told = new Correspondence(db, bot, Channel.MESSENGER);
        told.tells("7", "one", "two", "three");
        for (var i = 100; i < 160; i++) {
            told.tells(Integer.toString(i), "hello");
        }
        return told;
    }
}
