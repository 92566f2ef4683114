package io.recaller.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.agent.AgentId;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.HangUp;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.Reach;
import io.recaller.routing.ring.Ring;
import io.recaller.transfer.Switchboard.Arranged;
import io.recaller.transfer.Target;
import io.recaller.transfer.Transfer;
import io.recaller.transfer.TransferId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers ask of Asterisk for talks that are handed over, also one after the other. */
class SwitchboardTest {
    private final FakeAmi asterisk = new FakeAmi();
    private final AmiLink link =
            AmiLink.open(
                    new AmiSettings(
                            "127.0.0.1",
                            asterisk.port(),
                            "recaller",
                            "secret",
                            Optional.empty(),
                            Duration.ofMillis(500),
                            Duration.ofSeconds(10),
                            Duration.ofMillis(100),
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(3)),
                    (_, _) -> {},
                    List::of,
                    _ -> new Nobody(),
                    (system, _) -> Optional.of(new Reach(system, true)),
                    new SimpleMeterRegistry());

    @BeforeEach
    void connected() {
        await().atMost(Duration.ofSeconds(30)).until(link::hears);
    }

    @AfterEach
    void close() throws IOException {
        link.close();
        asterisk.close();
    }

    @Test
    void aPhoneThatAServerHadRungBeforeItDiedIsNotRungAgain() throws Exception {
        var rung = new Consultation("00");
        var other = new Consultation("11");
        asterisk.channel("PJSIP/caller-" + rung, "1.1", "1.1", "", rung.ofCaller());
        asterisk.channel("PJSIP/maria-" + rung, rung.talk.toString(), "1.2", "");
        asterisk.channel("PJSIP/oleg-" + rung, rung.leg.toString(), "1.3", "");
        asterisk.channel("PJSIP/caller-" + other, "2.1", "2.1", "", other.ofCaller());
        asterisk.channel("PJSIP/maria-" + other, other.talk.toString(), "2.2", "");

        var again = link.switchboard().arrange(rung.ringing(), Optional.of(rung.ring()));
        var first = link.switchboard().arrange(other.ringing(), Optional.of(other.ring()));

        assertThat(again).isEqualTo(Arranged.DONE);
        assertThat(first).isEqualTo(Arranged.DONE);
        assertThat(asterisk.awaitAction("Originate"))
                .containsEntry("ChannelId", other.leg.toString())
                .containsEntry("Context", "recaller-consult");
    }

    @Test
    void aCallWhosePageAnsweredIsFetchedOutOfTheMenuAndNotFromTheQueue() throws Exception {
        var served = new Consultation("22");
        var waits = new Consultation("33");
        asterisk.channel(
                "PJSIP/caller-22", "3.1", "3.1", "", served.ofCaller(), "RECALLER_PLACE=menu");
        asterisk.channel(
                "PJSIP/caller-33", "3.2", "3.2", "", waits.ofCaller(), "RECALLER_PLACE=wait");
        var last = new Address.Call("fake", "3.1", "PJSIP/of-another");

        assertThat(link.mover().fetch(waits.contact, last)).isFalse();
        assertThat(link.mover().fetch(served.contact, last)).isTrue();

        assertThat(asterisk.awaitAction("Redirect"))
                .containsEntry("Channel", "PJSIP/caller-22")
                .containsEntry("Context", "recaller-companion");
    }

    /** Maria has put a caller on hold and asks Oleg. */
    private record Consultation(
            String number, ContactId contact, AssignmentId talk, AssignmentId leg) {
        private static final String ID = "0190b2a0-0000-7000-8000-0000000000";

        Consultation(String number) {
            this(
                    number,
                    new ContactId(UUID.fromString(ID + number)),
                    new AssignmentId(UUID.fromString(ID.replace("b2a0", "b2a1") + number)),
                    new AssignmentId(UUID.randomUUID()));
        }

        String ofCaller() {
            return "RECALLER_CONTACT=" + contact;
        }

        Transfer ringing() {
            var maria = new AgentId(UUID.fromString(ID + "aa"));
            var id = new TransferId(UUID.randomUUID());
            var parties = new Transfer.Parties(id, contact, talk, maria, "fake");
            var oleg = new Target.ToAgent(new AgentId(UUID.fromString(ID + "bb")));
            return new Transfer.Ringing(
                    parties, Instant.parse("2026-11-26T12:00:00Z"), new Transfer.Other(oleg, leg));
        }

        Ring ring() {
            return new Ring(
                    leg,
                    contact,
                    new AgentId(UUID.fromString(ID + "aa")),
                    "PJSIP/oleg",
                    new Address.Call("fake", "", "PJSIP/caller-" + number),
                    "Billing",
                    Duration.ofSeconds(20),
                    Optional.empty(),
                    Optional.of(talk),
                    "");
        }

        @Override
        public String toString() {
            return number;
        }
    }

    private static final class Nobody implements CallerEvents {
        @Override
        public void gone(ContactId contact, HangUp how) {}

        @Override
        public void replaced(ContactId contact, String number) {}

        @Override
        public void alive(String asteriskSystem, Map<ContactId, Address> contacts) {}
    }
}
