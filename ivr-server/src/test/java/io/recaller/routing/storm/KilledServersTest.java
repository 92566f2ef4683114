package io.recaller.routing.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.recaller.db.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Anything happens in any order, servers are killed between any two words they say to the database,
 * signals are lost, settings change; and no contact is lost, doubled or starved, nobody holds more
 * than they can, nobody's phone rings for a ghost, and the books balance. A build plays as many
 * worlds as it has time for; {@code make soak} plays all that it is told to.
 */
class KilledServersTest {
    private static final long WORLDS = Long.getLong("recaller.storm.worlds", 0);
    private static final long FIRST = Long.getLong("recaller.storm.first", 20261126);
    private static final Duration OF_A_BUILD = Duration.ofSeconds(12);

    @Test
    @Timeout(value = 5, unit = TimeUnit.HOURS) // as long as it is told to
    void whoeverDiesInTheMiddleNobodyIsLostDoubledOrStarved() throws SQLException {
        var end = System.nanoTime() + OF_A_BUILD.toNanos();
        var played = 0;
        while (played == 0 || (WORLDS == 0 ? System.nanoTime() < end : played < WORLDS)) {
            play(FIRST + played);
            played++;
        }

        assertThat(played).isPositive();
    }

    private static void play(long seed) throws SQLException {
        var at = TestDatabase.freshSettings();
        try (var truth = TestDatabase.into(at);
                var storm = new Storm(seed, at, truth)) {
            try {
                storm.run();
            } catch (AssertionError | RuntimeException wrong) {
                fail("world " + seed + ":\n" + String.join("\n", storm.story()), wrong);
            }
        }
    }
}
