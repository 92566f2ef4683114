package io.recaller.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WorkersTest {
    @Test
    void whoComesWhileTheServerIsStoppedIsToldToComeAgain() {
        var workers = new Workers(ApiLimits.defaults());
        workers.close();

        assertThat(workers.submit(WorkersTest::work).result()).isEqualTo(Problem.busy());
        assertThat(workers.submitShared(WorkersTest::work).result()).isEqualTo(Problem.busy());
    }

    private static Answer work() {
        throw new IllegalStateException("was done");
    }
}
