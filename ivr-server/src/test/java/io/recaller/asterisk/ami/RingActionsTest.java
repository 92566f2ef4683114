package io.recaller.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.ring.Ring;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Asterisk is asked for when an agent's phone rings. */
final class RingActionsTest {
    private static final UUID ID = UUID.fromString("0190b2a0-0000-7000-8000-000000000001");

    /** Asterisk finds a channel's technology in whatever case. */
    @ParameterizedTest
    @CsvSource({
        "Local/7000@follow-me, Local/7000@follow-me/n",
        "local/7000@follow-me, local/7000@follow-me/n",
        "LOCAL/7000@follow-me, LOCAL/7000@follow-me/n",
        "local/7000@follow-me/n, local/7000@follow-me/n",
        "PJSIP/local, PJSIP/local"
    })
    void aDetourStaysInTheTalk(String station, String dialled) {
        var ring =
                new Ring(
                        new AssignmentId(ID),
                        new ContactId(ID),
                        new AgentId(ID),
                        station,
                        new Address.Call("fake", "1.7", "PJSIP/caller-00000001"),
                        "Aigerim",
                        Duration.ofSeconds(20));

        assertThat(RingActions.toCaller(ring, "PJSIP/caller-00000001").getChannel())
                .isEqualTo(dialled);
    }
}
