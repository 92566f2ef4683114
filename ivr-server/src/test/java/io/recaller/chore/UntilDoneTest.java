package io.recaller.chore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class UntilDoneTest {
    @Test
    void whatFailsIsTriedAgainAndWhatIsDoneIsNotDoneTwice() {
        var tries = new AtomicInteger();
        var chore =
                new UntilDone(() -> {
                    if (tries.incrementAndGet() < 3) {
                        throw new IllegalStateException("the database is away");
                    }
                });

        assertThatThrownBy(chore::run).hasMessage("the database is away");
        assertThatThrownBy(chore::run).hasMessage("the database is away");
        chore.run();
        chore.run();

        assertThat(tries).hasValue(3);
    }
}
