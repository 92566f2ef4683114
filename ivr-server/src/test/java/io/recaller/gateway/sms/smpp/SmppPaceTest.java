package io.recaller.gateway.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Holding;
import io.recaller.contact.Channel;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import io.recaller.gateway.peer.Correspondence;
import io.recaller.gateway.peer.ProviderRates;
import io.recaller.gateway.sms.SmsPlan;
import io.recaller.gateway.sms.SmsRows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bind is sold for so many messages a second; more are refused as throttled. */
@Timeout(120)
class SmppPaceTest {
    private static final int SOLD = 10;

    private final ProviderRates rates = new ProviderRates(SOLD, SOLD, Duration.ZERO);

    /** Those who know what they bought are never refused, others wait and come again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatABindTakesASecondGoesOutOnceAndInItsOrder(boolean isKnown) throws Exception {
        try (var db = TestDatabase.into(TestDatabase.freshSettings());
                var centre = new Centre()) {
            centre.rates = Optional.of(rates);
            var sms = rows(db, centre, isKnown ? Optional.of(SOLD - 2) : Optional.empty());
            try (var door = door(db, sms)) {
                door.start();
                await().until(door::isHere);
                var told = new Correspondence(db, sms.gateway(door), Channel.SMS);
                for (var i = 10; i < 22; i++) {
                    told.tells("+770199900" + i, "one", "two");
                }
                try (var outbox = told.outbox()) {
                    outbox.start();
                    await().atMost(Duration.ofSeconds(90)).until(told::isAllSent);
                }

                if (isKnown) {
                    assertThat(rates.refusedOfAll()).as("but for a stall").isLessThan(3);
                } else {
                    assertThat(rates.refusedOfAll()).isPositive();
                }
                assertThat(centre.submitted()).hasSize(24);
                for (var peer : told.peers()) {
                    assertThat(textsTo(centre, peer)).as(peer).containsExactly("one", "two");
                }
                assertThat(told.health.whyDead("smpp")).as("it is busy, not dead").isEmpty();
            }
        }
    }

    private static SmsRows rows(Database db, Centre centre, Optional<Integer> perSecond) {
        var url = "smpp://127.0.0.1:" + centre.port();
        return new SmsRows(
                db,
                SmsRows.plan("smpp", SmsPlan.Provider.SMPP, url, perSecond),
                InstantSource.system());
    }

    private static SmppDoor door(Database db, SmsRows sms) {
        return new SmppDoor(
                sms.plan,
                db,
                sms.inbox(),
                sms.receipts(),
                new Holding(db, "server-1", InstantSource.system()),
                new GatewayHealth(),
                Duration.ofMillis(100),
                InstantSource.system());
    }

    private static List<String> textsTo(Centre centre, String peer) {
        return centre.submitted().stream()
                .filter(pdu -> pdu.getDestAddress().equals(peer.substring(1)))
                .map(SubmitSm::getShortMessage)
                .map(octets -> Coding.decode((byte) 0, octets))
                .toList();
    }
}
