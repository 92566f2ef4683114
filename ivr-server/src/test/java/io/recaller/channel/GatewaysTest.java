package io.recaller.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.contact.Channel;
import io.recaller.db.TestDatabase;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatewaysTest {
    @Test
    void whatIsSaidIsCountedWithTheCommitAndNotWhereItIsTakenBack() {
        var meters = new SimpleMeterRegistry();
        var gateways =
                new Gateways(
                        List.of(new GatewayPlan("site", Channel.CHAT, false)),
                        new GatewayTraffic(meters, List.of("site"), InstantSource.system()));

        try (var db = TestDatabase.fresh()) {
            assertThatThrownBy(() ->
                            db.runInTransaction(tx -> {
                                gateways.wrote(tx, "site");
                                throw new IllegalStateException("another was in the way");
                            }))
                    .isInstanceOf(IllegalStateException.class);
            db.runInTransaction(tx -> gateways.wrote(tx, "site"));
        }

        assertThat(meters.get("recaller.messages.out").counter().count()).isEqualTo(1);
    }
}
