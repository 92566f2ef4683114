package io.recaller.asterisk.ami;

import static io.recaller.asterisk.ami.LinkedAsterisk.CALLER;
import static io.recaller.asterisk.ami.LinkedAsterisk.CONTACT;
import static io.recaller.asterisk.ami.LinkedAsterisk.OTHER;
import static io.recaller.asterisk.ami.LinkedAsterisk.contact;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.contact.Address;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who takes a caller's place is told, and no end is. */
@Timeout(60)
class TakenPlacesTest {
    @AutoClose private final LinkedAsterisk linked = new LinkedAsterisk();
    private final FakeAmi asterisk = linked.asterisk;

    @BeforeEach
    void connected() throws InterruptedException {
        linked.connected();
    }

    @Test
    void aCallerWhoWasTransferredInGoesOnAndTheNextEndIsHeardOfAgain() throws Exception {
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        linked.ended(CALLER + "<ZOMBIE>");

        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", OTHER)
                .containsEntry("Variable", "RECALLER_CONTACT");
        asterisk.awaitAction("SetVar");
        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", OTHER)
                .containsEntry("Variable", "CHANNEL(hangup_handler_push)");
        assertThat(linked.alive.poll(10, TimeUnit.SECONDS))
                .containsEntry(contact(), new Address.Call("fake", "9.1", OTHER));
        assertThat(linked.gone).isEmpty();
        assertThat(linked.replaced).containsExactly(contact());
    }

    @ParameterizedTest
    @CsvSource({
        "allowed_not_screened, +41446681800",
        "allowed_passed_screen, +41446681800",
        "prohib_not_screened, ''",
        "unavailable, ''",
    })
    void whoTookTheCallersPlaceIsToldByTheNumberTheyShow(String presentation, String told)
            throws Exception {
        asterisk.channel(
                OTHER,
                "9.9",
                "9.1",
                "",
                "RECALLER_CONTACT=" + CONTACT,
                "CALLERID(num)=+41446681800",
                "CALLERID(num-pres)=" + presentation);

        linked.ended(CALLER + "<ZOMBIE>");

        assertThat(linked.newcomers.poll(10, TimeUnit.SECONDS)).isEqualTo(told);
    }

    @Test
    void whoTookTheCallersPlaceWhileTheLinkWasAwayIsToldWhenItIsBack() throws Exception {
        asterisk.channel(CALLER, "1.1", "1.1", "", "RECALLER_CONTACT=" + CONTACT);
        asterisk.drop();
        assertThat(linked.alive.poll(30, TimeUnit.SECONDS)).containsKey(contact());
        asterisk.clear();
        asterisk.channel(
                OTHER,
                "9.9",
                "9.1",
                "",
                "RECALLER_CONTACT=" + CONTACT,
                "CALLERID(num)=+41446681800",
                "CALLERID(num-pres)=allowed");

        asterisk.drop();

        assertThat(linked.newcomers.poll(30, TimeUnit.SECONDS)).isEqualTo("+41446681800");
        assertThat(linked.replaced).containsExactly(contact());
        assertThat(linked.gone).isEmpty();
    }

    @Test
    void aTelephoneThatGaveItsPlaceAwayIsNotTheCallersEndWhateverItIsCalled() throws Exception {
        asterisk.channel(OTHER, "9.9", "9.1", "", "RECALLER_CONTACT=" + CONTACT);

        linked.ended(CALLER, "At: from-trunk");

        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", OTHER)
                .containsEntry("Variable", "RECALLER_CONTACT");
        assertThat(linked.gone).isEmpty();
    }

    /** They hung up to be called back, and an agent was free at once. */
    @Test
    void whoIsCalledBackAtOnceIsNotTakenForOneWhoTookTheirOwnPlace() throws Exception {
        linked.ended(CALLER, "At: recaller-wait");
        assertThat(linked.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        linked.leg("talk");
        asterisk.channel(OTHER, "9.9", "9.9", "talk", "RECALLER_CONTACT=" + CONTACT);

        linked.bridge("answered");
        asterisk.awaitAction("Status");
        asterisk.awaitAction("Status");
        linked.ended(OTHER, "At: from-trunk");
        linked.bridge("talked");

        assertThat(linked.gone.poll(10, TimeUnit.SECONDS)).isEqualTo(contact());
        assertThat(linked.replaced).isEmpty();
    }

    @Test
    void whoTakesTheCallersPlaceInATalkCarriesTheContactOn() throws Exception {
        linked.rung();
        linked.bridge("answered");
        linked.leg("bridge-1");
        asterisk.channel(OTHER, "9.9", "9.1", "bridge-1");

        linked.ended("Local/8000@from-phones-00000003;2");

        assertThat(asterisk.awaitAction("SetVar"))
                .containsEntry("Channel", OTHER)
                .containsEntry("Variable", "RECALLER_CONTACT")
                .containsEntry("Value", CONTACT);
        assertThat(linked.gone).isEmpty();
        assertThat(linked.replaced).isEmpty();
    }
}
