package io.recaller.gateway.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.gateway.sms.Carrier.Parcel;
import org.junit.jupiter.api.Test;

class TakenSegmentsTest {
    private final TakenSegments taken = new TakenSegments();

    @Test
    void ofTheOldestItIsForgottenWhenThereAreTooMany() {
        for (var seq = 0; seq <= TakenSegments.MOST; seq++) {
            taken.took(parcel(seq), 1);
            taken.took(parcel(seq), 2);
        }

        assertThat(taken.of(parcel(0))).isZero();
        assertThat(taken.of(parcel(1))).isEqualTo(2);
        assertThat(taken.of(parcel(TakenSegments.MOST))).isEqualTo(2);
    }

    private static Parcel parcel(long seq) {
        return new Parcel(seq, "+77019990003", "hi");
    }
}
