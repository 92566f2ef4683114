package io.recaller.gateway.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.contact.Channel;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.peer.Correspondence;
import io.recaller.gateway.peer.ProviderRates;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A community's key may ask 20 times a second; others of ours may ask by it too. */
@Timeout(120)
class VkPaceTest {
    private final ProviderRates rates = new ProviderRates(20, 20, Duration.ofSeconds(1));

    @Test
    void manyAreToldNoFasterThanTheKeyMayOnceAndInTheirOrder() throws Exception {
        try (var db = TestDatabase.into(TestDatabase.freshSettings());
                var vk = new VkServer()) {
            vk.rates = Optional.of(rates);
            var community = new VkGateway(vk.community(VkServer.TOKEN));
            var told = new Correspondence(db, community, Channel.MESSENGER);
            told.tells("7", "one", "two", "three");
            for (var i = 100; i < 140; i++) {
                told.tells(Integer.toString(i), "hello");
            }
            try (var outbox = told.outbox()) {
                outbox.start();
                await().atMost(Duration.ofSeconds(60)).until(told::isAllSent);
            }

            assertThat(rates.refusedOfAll()).as("but for what a stall bunches").isLessThan(5);
            assertThat(rates.early()).isZero();
            assertThat(vk.textsTo(7)).containsExactly("one", "two", "three");
            assertThat(vk.sent).hasSize(43);
        }
    }

    /** As when another server asks by the same key as fast as it may. */
    @Test
    void whatIsTooMuchAllTheSameWaitsAsVkSays() throws Exception {
        try (var db = TestDatabase.into(TestDatabase.freshSettings());
                var vk = new VkServer()) {
            var few = new ProviderRates(5, 5, Duration.ofSeconds(1));
            vk.rates = Optional.of(few);
            var community = new VkGateway(vk.community(VkServer.TOKEN));
            var told = new Correspondence(db, community, Channel.MESSENGER);
            for (var i = 100; i < 108; i++) {
                told.tells(Integer.toString(i), "one", "two");
            }
            try (var outbox = told.outbox()) {
                outbox.start();
                await().atMost(Duration.ofSeconds(90)).until(told::isAllSent);
            }

            assertThat(few.refusedOfAll()).isPositive();
            assertThat(few.early()).isZero();
            for (var peer : told.peers()) {
                assertThat(vk.textsTo(Long.parseLong(peer))).containsExactly("one", "two");
            }
            assertThat(told.health.whyDead("vk")).as("it is busy, not dead").isEmpty();
        }
    }
}
