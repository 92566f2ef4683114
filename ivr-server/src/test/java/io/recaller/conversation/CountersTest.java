package io.recaller.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.contact.Ended;
import org.junit.jupiter.api.Test;

class CountersTest {
    @Test
    void everyEndThereCanBeIsCountedFromTheStartSoThatTheFirstRaisesAnAlarm() {
        var meters = new SimpleMeterRegistry();

        var counters = new Counters(meters);
        counters.ended(new Ended.SelfServed());

        assertThat(meters.find("recaller.contacts.ended").counters()).hasSameSizeAs(Ended.all());
        assertThat(meters.get("recaller.contacts.ended").tag("why", "no-flow").counter().count())
                .isZero();
        assertThat(
                        meters.get("recaller.contacts.ended")
                                .tag("result", "self-served")
                                .counter()
                                .count())
                .isOne();
    }
}
