package io.recaller.asterisk.ami;

import static io.recaller.asterisk.ami.LinkedAsterisk.CALLER;
import static io.recaller.asterisk.ami.LinkedAsterisk.CONTACT;
import static io.recaller.asterisk.ami.LinkedAsterisk.OTHER;
import static io.recaller.asterisk.ami.LinkedAsterisk.contact;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.contact.ContactId;
import io.recaller.conversation.ending.HangUp;
import io.recaller.routing.ring.RingOutcome;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of a caller's own channel, and who ended it. */
@Timeout(60)
class CallersEndsTest {
    @AutoClose private final LinkedAsterisk linked = new LinkedAsterisk();
    private final FakeAmi asterisk = linked.asterisk;

    @BeforeEach
    void connected() throws InterruptedException {
        linked.connected();
    }

    @Test
    void aCallersEndIsReported() throws Exception {
        asterisk.emit(
                "Event: UserEvent",
                "Privilege: user,all",
                "UserEvent: RecallerEnded",
                "Channel: " + CALLER,
                "Uniqueid: 1.1",
                "Contact: " + CONTACT,
                "Place: menu",
                "Cause: 16");

        assertThat(linked.gone.poll(10, TimeUnit.SECONDS))
                .isEqualTo(new ContactId(UUID.fromString(CONTACT)));
    }

    @ParameterizedTest
    @CsvSource({
        "16, caller, BY_CALLER",
        "16, other, BY_OTHER",
        "16, limit, AT_LIMIT",
        "16, flow, BY_FLOW",
        "16, anew, CALLED_ANEW",
        "16, '', UNTOLD",
        "16, a-word-to-come, UNTOLD",
        "44, '', LINE_LOST",
        "0, '', LINE_LOST",
        "0, caller, BY_CALLER",
        "102, caller, LINE_LOST",
        "38, limit, AT_LIMIT"
    })
    void whoEndedACallIsReportedAndALineThatFailedIsNobodys(String cause, String by, HangUp told)
            throws Exception {
        asterisk.emit(
                "Event: UserEvent",
                "Privilege: user,all",
                "UserEvent: RecallerEnded",
                "Channel: " + CALLER,
                "Uniqueid: 1.1",
                "Contact: " + CONTACT,
                "Place: wait",
                "Cause: " + cause,
                "By: " + by);

        assertThat(linked.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(linked.how).containsExactly(told);
    }

    @Test
    void anEndInTheQueueNeedsNoLook() throws Exception {
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        linked.ended(CALLER, "At: recaller-wait");

        assertThat(linked.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
    }

    @Test
    void aChannelThatWasReplacedByNobodyIsTheCallersEnd() throws Exception {
        linked.ended("Local/8000@from-phones-00000003;2");

        assertThat(linked.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
    }

    @Test
    void aTalkThatItsCallerEndsEndsTheContactWithIt() throws Exception {
        linked.rung();
        linked.bridge("answered");
        assertThat(linked.next()).isEqualTo(RingOutcome.BRIDGED);

        linked.ended(CALLER);
        linked.bridge("talked");

        assertThat(linked.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(linked.next()).isEqualTo(RingOutcome.ENDED);
    }

    /** Asterisk speaks and listens in a conference by channels of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CBAnn/7600-00000001;2",
                "CBRec/7600-00000002;1",
                "Announcer/ARI-00000003;2",
                "Snoop/1790000000.7-00000004"
            })
    void whoLeavesTheAgentAloneInAConferenceHasEnded(String own) throws Exception {
        linked.rung();
        linked.bridge("answered");
        linked.leg("room");
        asterisk.channel(own, "7.7", "7.7", "room");

        linked.ended(CALLER, "At: from-trunk", "By: caller");

        assertThat(linked.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(linked.replaced).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ConfBridge", "MeetMe"})
    void whoStaysInAConferenceIsNotTakenForTheCallerWhoHasLeftIt(String conference)
            throws Exception {
        linked.rung();
        linked.bridge("answered");
        linked.legIn(conference, "room");
        asterisk.channelIn(conference, OTHER, "9.9", "9.1", "room");

        linked.ended(CALLER, "At: from-trunk", "By: caller");

        assertThat(linked.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(linked.replaced).isEmpty();
    }
}
