package io.recaller.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffLoopTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void whatAPageSaysWhileTheServerStopsFailsAndThrowsNothing() {
        var offLoop = new OffLoop(vertx, 1, Duration.ofSeconds(1));
        offLoop.close();

        var inTurn = offLoop.call(() -> true);
        var aside = offLoop.aside(() -> true);

        assertThat(inTurn.cause()).isInstanceOf(OffLoop.BusyException.class);
        assertThat(aside.cause()).isInstanceOf(OffLoop.BusyException.class);
    }
}
