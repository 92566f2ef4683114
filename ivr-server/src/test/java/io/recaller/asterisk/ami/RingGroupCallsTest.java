package io.recaller.asterisk.ami;

import static io.recaller.asterisk.ami.LinkedAsterisk.CALLER;
import static io.recaller.asterisk.ami.LinkedAsterisk.CONTACT;
import static io.recaller.asterisk.ami.LinkedAsterisk.OTHER;
import static io.recaller.asterisk.ami.LinkedAsterisk.contact;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.contact.Unserved;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that the dialplan's ring group helps. */
@Timeout(60)
class RingGroupCallsTest {
    @AutoClose private final LinkedAsterisk linked = new LinkedAsterisk();
    private final FakeAmi asterisk = linked.asterisk;

    @BeforeEach
    void connected() throws InterruptedException {
        linked.connected();
    }

    @Test
    void anEndInTheRingGroupOfAContactThatWaitsIsNotItsCallersEnd() throws Exception {
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        linked.ended(CALLER, "At: recaller-ringgroup");

        assertThat(asterisk.awaitAction("SetVar")).containsEntry("Channel", OTHER);
        assertThat(linked.gone).isEmpty();
    }

    @Test
    void whoTookTheCallersPlaceInATalkOfTheRingGroupCarriesTheContactOn() throws Exception {
        asterisk.channel(
                "PJSIP/reception-00000002", "8.8", "1.1", "talk", "RECALLER_RUNG_FOR=" + CONTACT);
        asterisk.channel(
                OTHER,
                "9.9",
                "9.1",
                "talk",
                "CALLERID(num)=+41446681800",
                "CALLERID(num-pres)=allowed");

        linked.endedIn("ringgroup", CALLER, "At: recaller-ringgroup");

        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", OTHER)
                .containsEntry("Variable", "RECALLER_CONTACT");
        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Variable", "RECALLER_PLACE")
                .containsEntry("Value", "ringgroup");
        assertThat(linked.newcomers.poll(10, TimeUnit.SECONDS)).isEqualTo("+41446681800");
        assertThat(linked.gone).isEmpty();
    }

    @Test
    void aCallerWhoLeavesTheRingGroupLeavesNobodyBehind() throws Exception {
        asterisk.channel(
                "PJSIP/reception-00000002", "8.8", "1.1", "talk", "RECALLER_RUNG_FOR=" + CONTACT);
        asterisk.channel(OTHER, "9.9", "9.1", "another talk");

        linked.endedIn("ringgroup", CALLER, "At: recaller-ringgroup");

        assertThat(linked.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(linked.replaced).isEmpty();
    }

    @Test
    void whoIsLedToTheRingGroupIsToldAndFoundThereByALook() throws Exception {
        asterisk.emit(
                "Event: UserEvent",
                "Privilege: user,all",
                "UserEvent: RecallerRingGroup",
                "Channel: " + CALLER,
                "Uniqueid: 1.1",
                "Contact: " + CONTACT,
                "Why: longest-wait");
        assertThat(linked.given.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());

        asterisk.channel(
                CALLER,
                "1.1",
                "1.7",
                "",
                "RECALLER_CONTACT=" + CONTACT,
                "RECALLER_PLACE=ringgroup",
                "RECALLER_WHY=queue-unwritten");
        asterisk.drop();

        assertThat(linked.given.poll(20, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(linked.causes)
                .startsWith(
                        Optional.of(Unserved.LONGEST_WAIT), Optional.of(Unserved.QUEUE_UNWRITTEN));
        assertThat(linked.back.poll(20, TimeUnit.SECONDS))
                .as("at the first link")
                .isEqualTo("fake");
        assertThat(linked.back.poll(20, TimeUnit.SECONDS)).as("and again").isEqualTo("fake");
    }
}
