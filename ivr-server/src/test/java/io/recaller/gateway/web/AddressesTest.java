package io.recaller.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void allAddressesTogetherOpenNoMoreSocketsThanThereIsRoomFor() {
        var addresses = new Addresses(OtherLimits.ofSockets(3));
        for (var each = 1; each <= 3; each++) {
            assertThat(addresses.enter("10.0.0." + each, NOW)).isTrue();
        }

        assertThat(addresses.isFull()).isTrue();
        assertThat(addresses.enter("10.0.0.4", NOW)).isFalse();
        addresses.leave("10.0.0.1");
        assertThat(addresses.isFull()).isFalse();
        assertThat(addresses.enter("10.0.0.4", NOW)).isTrue();
    }

    /** Each network of 64 bits counts as one address, and a provider gives 256 of them. */
    @Test
    void oneHouseholdOfManyNetworksLeavesRoomForOthers() {
        var addresses = new Addresses(OtherLimits.ofSockets(1_000));
        var taken = 0;
        for (var network = 0; network < 256; network++) {
            for (var socket = 0; socket < 100; socket++) {
                var address = "20010db80001%02x00/64".formatted(network);
                taken += addresses.enter(address, NOW) ? 1 : 0;
            }
        }

        assertThat(taken).isEqualTo(500);
        assertThat(addresses.enter("20010db800020000/64", NOW)).isTrue();
        assertThat(addresses.enter("192.0.2.7", NOW)).isTrue();
        assertThat(addresses.isFull()).isFalse();
        for (var socket = 0; socket < 100; socket++) {
            addresses.leave("20010db800010000/64");
        }
        assertThat(addresses.enter("20010db800010000/64", NOW)).isTrue();
    }

    @Test
    void ofTooManyAddressesTheOneThatSaidNothingForTheLongestIsForgotten() {
        var addresses = new Addresses(ChatLimits.defaults());
        var burst = ChatLimits.defaults().ofAddress().burst();
        IntStream.range(0, burst).forEach(_ -> addresses.mayAct("there", NOW));
        addresses.enter("there", NOW);
        IntStream.range(0, burst).forEach(_ -> addresses.mayAct("quiet", NOW));
        IntStream.range(0, burst).forEach(_ -> addresses.mayAct("busy", NOW));
        for (var each = 0; each < Addresses.MOST_KNOWN; each++) {
            assertThat(addresses.mayAct("a" + each, NOW)).isTrue();
            assertThat(addresses.mayAct("busy", NOW)).isFalse();
        }

        assertThat(addresses.mayAct("one more", NOW)).isTrue();
        assertThat(addresses.enter("another", NOW)).isTrue();
        assertThat(addresses.mayAct("there", NOW)).as("who has a socket is known").isFalse();
        assertThat(addresses.mayAct("quiet", NOW)).as("forgotten").isTrue();
        assertThat(addresses.known()).isLessThanOrEqualTo(Addresses.MOST_KNOWN + 2);
        addresses.forgetIdle(NOW.plusSeconds(100));
        assertThat(addresses.known()).isEqualTo(2);
    }
}
