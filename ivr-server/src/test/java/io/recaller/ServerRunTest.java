package io.recaller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Leases tell runs apart, also of servers of one name. */
final class ServerRunTest {
    @Test
    void twoRunsOfOneServerAreOfOnePlaceAndHaveTwoNames() {
        var one = ServerRun.of("host:4573");
        var other = ServerRun.of("host:4573");

        assertThat(one.prefix()).isEqualTo(other.prefix());
        assertThat(one.name()).isNotEqualTo(other.name()).startsWith("host:4573@");
    }

    @Test
    void serversOfOneMachineAreOfTwoPlaces() {
        assertThat(ServerRun.of("host:4573").prefix())
                .isNotEqualTo(ServerRun.of("host:4574").prefix());
    }
}
