package io.recaller.channel.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastOutageTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final LastOutage outage = new LastOutage();

    @Test
    void aLeaseIsOverWhenItsTimeIsWhileTheDatabaseIsThere() {
        outage.isThere(NOON);

        assertThat(outage.leasesUntil(NOON)).isEqualTo(NOON);
    }

    @Test
    void noLeaseIsOverDuringAnOutageAndUntilItsHolderCanHaveRenewedIt() {
        outage.isThere(NOON);
        outage.isAway();
        var during = outage.leasesUntil(NOON.plusSeconds(40));
        outage.isThere(NOON.plusSeconds(60));
        outage.isThere(NOON.plusSeconds(70));

        assertThat(during).isEqualTo(Instant.EPOCH);
        assertThat(outage.leasesUntil(NOON.plusSeconds(74))).isEqualTo(Instant.EPOCH);
        assertThat(outage.leasesUntil(NOON.plusSeconds(75))).isEqualTo(NOON.plusSeconds(75));
    }
}
