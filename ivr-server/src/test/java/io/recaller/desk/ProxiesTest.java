package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static final String PROXY = "10.0.0.5";
    private static final Proxies PROXIES = Proxies.of(List.of("10.0.0.0/8", "fd00::/16"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7",
                "203.0.113.7:51324 | 203.0.113.7",
                "198.51.100.1, 203.0.113.7:51324, 10.0.0.9:443 | 203.0.113.7",
                "[2001:db8::1]:443 | 20010db800000000/64",
                "[2001:db8::1] | 20010db800000000/64",
                "2001:db8::1 | 20010db800000000/64",
                "2001:db8::2, [fd00::7]:8080 | 20010db800000000/64",
                "::ffff:203.0.113.7 | 203.0.113.7",
                "[::ffff:203.0.113.7]:9 | 203.0.113.7",
            })
    void whoAsksIsWhoTheProxyNamesWithAPortOrWithout(String forwarded, String client) {
        assertThat(PROXIES.clientOf(PROXY, List.of(forwarded))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown",
                "203.0.113.7:",
                "203.0.113:x",
                "[203.0.113.7",
                "a:1",
                "_hidden",
                "''"
            })
    void whatNamesNobodyLeavesTheOneBeforeIt(String forwarded) {
        assertThat(PROXIES.clientOf(PROXY, List.of(forwarded))).isEqualTo(PROXY);
    }

    @Test
    void twoClientsBehindOneProxyAreTwoWhateverTheirPorts() {
        var clients =
                Arrays.asList("203.0.113.7:1", "203.0.113.7:2", "203.0.113.8:1").stream()
                        .map(said -> PROXIES.clientOf(PROXY, List.of(said)))
                        .distinct();

        assertThat(clients).hasSize(2);
    }
}
