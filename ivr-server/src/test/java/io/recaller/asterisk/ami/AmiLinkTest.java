package io.recaller.asterisk.ami;

import static io.recaller.asterisk.ami.LinkedAsterisk.CALLER;
import static io.recaller.asterisk.ami.LinkedAsterisk.CONTACT;
import static io.recaller.asterisk.ami.LinkedAsterisk.OFFER;
import static io.recaller.asterisk.ami.LinkedAsterisk.contact;
import static io.recaller.asterisk.ami.LinkedAsterisk.engagement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.contact.Address;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link that is lost and made again, and what it sees then that nobody heard. */
@Timeout(60)
class AmiLinkTest {
    private static final String CALM = "019b0000-0000-7000-8000-0000000000dd";
    private static final String[] A_HUNDRED_EVENTS =
            IntStream.range(0, 100)
                    .boxed()
                    .flatMap(i ->
                            Stream.of(
                                    "Event: PeerStatus",
                                    "Peer: PJSIP/" + i,
                                    "PeerStatus: Reachable" + (i < 99 ? "\r\n" : "")))
                    .toArray(String[]::new);
    @AutoClose private final LinkedAsterisk linked = new LinkedAsterisk();
    private final FakeAmi asterisk = linked.asterisk;
    private final AmiLink link = linked.link;

    @BeforeEach
    void connected() throws InterruptedException {
        linked.connected();
    }

    @Test
    void aLostLinkIsMadeAgainAndTheStateIsReadAnew() throws Exception {
        asterisk.channel(CALLER, "1.1", "1.7", "", "RECALLER_CONTACT=" + CONTACT);

        asterisk.drop();

        assertThat(linked.alive.poll(30, TimeUnit.SECONDS))
                .containsExactly(Map.entry(contact(), new Address.Call("fake", "1.7", CALLER)));
        await().until(link::hears);
        linked.rung();
    }

    @Test
    void aLegThatEndedWhileTheLinkWasLostIsReported() throws Exception {
        linked.rung();
        linked.bridge("answered");
        assertThat(linked.next()).isEqualTo(RingOutcome.BRIDGED);
        // Older than a leg whose channel may still come.
        await().pollDelay(Duration.ofMillis(3200)).until(() -> true);

        asterisk.drop();

        assertThat(linked.next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void aTalkThatEndedWhileNobodyListenedIsReported() throws Exception {
        linked.engaged.add(engagement(true, Optional.of("fake")));

        asterisk.drop();

        assertThat(linked.next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void anAnswerThatNobodyHeardIsReported() throws Exception {
        linked.engaged.add(engagement(false, Optional.of("fake")));
        asterisk.channel("PJSIP/phone-1-00000002", OFFER, "1.1", "bridge-1");

        asterisk.drop();

        assertThat(linked.next()).isEqualTo(RingOutcome.BRIDGED);
    }

    @Test
    void talksThatGoOnPhonesThatRingAndAnotherAsterisksTalksAreLeftAlone() throws Exception {
        var ringing = "019b0000-0000-7000-8000-0000000000cc";
        linked.engaged.add(engagement(true, Optional.of("fake")));
        linked.engaged.add(engagement(ringing, false, Optional.of("fake")));
        linked.engaged.add(engagement(CONTACT, true, Optional.of("elsewhere")));
        linked.engaged.add(engagement(CALM, true, Optional.empty()));
        asterisk.channel("PJSIP/phone-1-00000002", OFFER, "1.1", "bridge-1");
        asterisk.channel("PJSIP/phone-2-00000003", ringing, "1.2", "");

        asterisk.drop();

        assertThat(linked.alive.poll(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(linked.outcomes).isEmpty();
    }

    @Test
    void theCallsAreLookedAtNowAndThenWithoutALoss() throws Exception {
        try (var other = new FakeAmi();
                var quick = linked.link(other.port(), Duration.ofMillis(100))) {
            await().until(quick::isConnected);

            other.channel(CALLER, "1.1", "1.1", "", "RECALLER_CONTACT=" + CONTACT);
            linked.engaged.add(engagement(true, Optional.of("fake")));

            await().until(() -> {
                var found = linked.alive.poll(1, TimeUnit.SECONDS);
                return found != null && found.containsKey(contact());
            });
            assertThat(linked.next()).isEqualTo(RingOutcome.ENDED);
        }
    }

    @Test
    void whatComesFasterThanItIsHandledIsCountedAndLeftOut() throws Exception {
        linked.keepBusy();
        linked.ended(CALLER, "At: recaller-wait");

        for (var hundreds = 0; hundreds < 110; hundreds++) {
            asterisk.emit(A_HUNDRED_EVENTS);
        }

        await().until(() -> linked.meters.counter("recaller.ami.dropped").count() > 0);
        assertThat(linked.meters.get("recaller.ami.queue").gauge().value()).isEqualTo(10_000);
        linked.goOn();
        await().until(() -> linked.meters.get("recaller.ami.queue").gauge().value() == 0);
    }

    @Test
    void aTalkThatBeganAndEndedWhileTheLinkWasLostIsReportedAsOne() throws Exception {
        linked.rung();
        asterisk.kept("recaller-talk/00aa", OFFER + "/talked/1764101983");
        // Older than a leg whose channel may still come.
        await().pollDelay(Duration.ofMillis(3200)).until(() -> true);

        asterisk.drop();

        assertThat(linked.next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void whileAsteriskHoldsItsBreathNobodyIsInReachAndNoRingIsTakenForFailed() throws Exception {
        linked.rung();
        linked.leg("bridge-1");

        asterisk.hold(true);
        await().atMost(Duration.ofSeconds(20)).until(() -> link.phones().reach().isEmpty());
        assertThat(linked.outcomes).isEmpty();
        asterisk.hold(false);

        await().atMost(Duration.ofSeconds(20)).until(link::hears);
        assertThat(linked.next()).isEqualTo(RingOutcome.BRIDGED);
    }

    @Test
    void aLinkWaitsForAnAsteriskThatIsNotThereYet() throws Exception {
        var port = asterisk.port();
        asterisk.close();
        try (var early = linked.link(port, Duration.ofMinutes(1))) {
            assertThat(early.isConnected()).isFalse();
        }
    }
}
