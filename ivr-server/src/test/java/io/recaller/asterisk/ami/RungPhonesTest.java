package io.recaller.asterisk.ami;

import static io.recaller.asterisk.ami.LinkedAsterisk.CALLER;
import static io.recaller.asterisk.ami.LinkedAsterisk.CONTACT;
import static io.recaller.asterisk.ami.LinkedAsterisk.OFFER;
import static io.recaller.asterisk.ami.LinkedAsterisk.OTHER;
import static io.recaller.asterisk.ami.LinkedAsterisk.contact;
import static io.recaller.asterisk.ami.LinkedAsterisk.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How agents' phones are rung, and what becomes of it. */
@Timeout(60)
class RungPhonesTest {
    @AutoClose private final LinkedAsterisk linked = new LinkedAsterisk();
    private final FakeAmi asterisk = linked.asterisk;
    private final AmiLink link = linked.link;

    @BeforeEach
    void connected() throws InterruptedException {
        linked.connected();
    }

    @Test
    void aPhoneIsRungByTheOffersIdAndNoTextCanAddAHeader() throws Exception {
        link.phones().ring(ring("Aigerim\r\nAction: Logoff \"<1>", Duration.ofSeconds(20)));

        var originate = asterisk.awaitAction("Originate");
        assertThat(originate)
                .containsEntry("Channel", "PJSIP/phone-1")
                .containsEntry("ChannelId", OFFER)
                .containsEntry("Context", "recaller-agent")
                .containsEntry("Exten", "s")
                .containsEntry("Timeout", "20000")
                .containsEntry("Async", "true")
                .containsEntry("CallerID", "\"AigerimAction: Logoff 1\" <>");
        assertThat(originate.get("Variable"))
                .contains(
                        "RECALLER_CALLER=" + CALLER,
                        "RECALLER_CONTACT=" + CONTACT,
                        "RECALLER_OFFER=" + OFFER);
    }

    @Test
    void anAnswerATalkAndItsEndAreReported() throws Exception {
        linked.rung();

        linked.bridge("answered");
        linked.bridge("talked");

        assertThat(linked.next()).isEqualTo(RingOutcome.BRIDGED);
        assertThat(linked.next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void aCallerWhoHadGoneAtAnswerIsNamed() throws Exception {
        linked.rung();

        linked.bridge("gone");

        assertThat(linked.next()).isEqualTo(RingOutcome.CALLER_GONE);
    }

    @Test
    void aPhoneThatRingsToTheEndHasNotAnsweredAndABusyOneRefused() throws Exception {
        linked.rung();
        linked.originateFailed(3);
        var first = linked.next();
        linked.rung();
        linked.originateFailed(5);
        var second = linked.next();

        assertThat(first).isEqualTo(RingOutcome.NO_ANSWER);
        assertThat(second).isEqualTo(RingOutcome.REFUSED);
    }

    /** As one with redirect_method=uri_core: nothing of ours is on the channel that answers. */
    @Test
    void aPhoneThatForwardsToAChannelOfItsOwnHasRefused() throws Exception {
        linked.rung();

        linked.originated();

        assertThat(linked.next()).isEqualTo(RingOutcome.REFUSED);
    }

    @Test
    void aRingThatAsteriskDoesNotTakeIsNotThePhonesFault() throws Exception {
        asterisk.refuseOriginate();

        linked.rung();

        assertThat(linked.next()).isEqualTo(RingOutcome.FAILED);
    }

    @Test
    void withoutALinkNoPhoneCanBeRungAndNobodyIsBlamed() throws Exception {
        asterisk.close();
        await().until(() -> !link.isConnected());
        var ring = ring("Aigerim", Duration.ofSeconds(20));

        assertThatThrownBy(() -> link.phones().ring(ring)).hasMessageContaining("not connected");

        assertThat(linked.outcomes).isEmpty();
    }

    @Test
    void aBridgeThatCannotBeMadeIsAFailure() throws Exception {
        linked.rung();

        linked.bridge("answered");
        linked.bridge("failed");

        assertThat(linked.next()).isEqualTo(RingOutcome.BRIDGED);
        assertThat(linked.next()).isEqualTo(RingOutcome.FAILED);
    }

    @Test
    void aRingThatIsCancelledIsHungUpAndNothingMoreIsSaidOfIt() throws Exception {
        linked.rung();

        link.phones().cancel(new AssignmentId(UUID.fromString(OFFER)));

        assertThat(asterisk.awaitAction("Hangup")).containsEntry("Channel", OFFER);
        linked.originateFailed(1);
        linked.bridge("gone");
        assertThat(linked.next()).isEqualTo(RingOutcome.CALLER_GONE);
    }

    @ParameterizedTest(name = "the answer is heard first: {0}")
    @ValueSource(booleans = {true, false})
    void whoHangsUpAsTheAgentAnswersLeavesNobodyOnADeadLine(boolean answerFirst) throws Exception {
        linked.leg("talk");
        asterisk.channel(
                CALLER,
                "1.1",
                "1.1",
                "talk",
                "RECALLER_CONTACT=" + CONTACT,
                "RECALLER_PLACE=wait",
                "RECALLER_OVER=1795696584");

        if (answerFirst) {
            linked.bridge("answered");
            linked.ended(CALLER, "At: recaller-wait");
        } else {
            linked.ended(CALLER, "At: recaller-wait");
            linked.bridge("answered");
        }

        assertThat(asterisk.awaitAction("Hangup")).containsEntry("Channel", CALLER);
        assertThat(linked.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(linked.replaced).isEmpty();
    }

    @Test
    void aCallerWhoIsElsewhereAtTheAnswerIsOfferedAgain() throws Exception {
        linked.rung();
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        linked.bridge("gone");

        assertThat(linked.next()).isEqualTo(RingOutcome.FAILED);
    }

    @Test
    void aRingingPhoneFollowsItsCallerToAnotherChannel() throws Exception {
        linked.rung();
        linked.leg("", "RECALLER_CALLER=" + CALLER);
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        asterisk.drop();

        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", "PJSIP/phone-1-00000002")
                .containsEntry("Variable", "RECALLER_CALLER")
                .containsEntry("Value", OTHER);
    }

    @Test
    void nobodyIsRungForAnotherCallerWhoseChannelHasTheSameName() throws Exception {
        asterisk.variable("RECALLER_CONTACT", OFFER);

        link.phones().ring(ring("Aigerim", Duration.ofSeconds(20)));

        assertThat(linked.next()).isEqualTo(RingOutcome.FAILED);
    }
}
