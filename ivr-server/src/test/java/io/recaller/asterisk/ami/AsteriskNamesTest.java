package io.recaller.asterisk.ami;

import static io.recaller.asterisk.ami.LinkedAsterisk.CALLER;
import static io.recaller.asterisk.ami.LinkedAsterisk.CONTACT;
import static io.recaller.asterisk.ami.LinkedAsterisk.contact;
import static io.recaller.asterisk.ami.LinkedAsterisk.engagement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.asterisk.fake.FakeAmi;
import io.recaller.routing.ring.RingOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** By which name an Asterisk is known, and what is left under a former one. */
@Timeout(60)
class AsteriskNamesTest {
    @AutoClose private final LinkedAsterisk linked = new LinkedAsterisk();
    private final FakeAmi asterisk = linked.asterisk;
    private final AmiLink link = linked.link;

    @BeforeEach
    void connected() throws InterruptedException {
        linked.connected();
    }

    @Test
    void anAsteriskWhoseNameIsTakenIsNeitherListenedToNorRung() throws Exception {
        linked.namesTaken.add("fake");
        linked.engaged.add(engagement(true, Optional.of("fake")));

        asterisk.drop();
        await().until(link::isConnected);

        await().during(Duration.ofSeconds(1)).until(() -> link.phones().reach().isEmpty());
        assertThat(linked.outcomes).isEmpty();
        linked.namesTaken.clear();
        assertThat(linked.next()).isEqualTo(RingOutcome.ENDED);
    }

    @Test
    void whatWasLeftUnderAFormerNameOfThatAsteriskIsOverOnceAndForAll() throws Exception {
        linked.formerNames.add("");
        linked.engaged.add(engagement(true, Optional.empty()));
        asterisk.channel(CALLER, "1.1", "1.7", "", "RECALLER_CONTACT=" + CONTACT);

        asterisk.drop();

        assertThat(linked.next()).isEqualTo(RingOutcome.ENDED);
        assertThat(linked.alive.poll(30, TimeUnit.SECONDS)).as("of the former name").isEmpty();
        assertThat(linked.alive.poll(30, TimeUnit.SECONDS)).containsKey(contact());
        assertThat(linked.formerNames).isEmpty();
    }

    @Test
    void aFormerNameWaitsWhileTheDatabaseIsAway() throws Exception {
        linked.formerNames.add("");
        linked.failures.set(2);
        asterisk.drop();

        await().atMost(Duration.ofSeconds(20)).until(linked.formerNames::isEmpty);

        assertThat(linked.failures.get()).isNegative();
    }
}
