package io.recaller;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.asterisk.AgiListener;
import io.recaller.asterisk.AgiServer;
import io.recaller.asterisk.AgiSettings;
import io.recaller.asterisk.RehearsedCall;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.contact.ContactId;
import io.recaller.conversation.CallerEvents;
import io.recaller.conversation.Calls;
import io.recaller.conversation.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that nobody makes, before the first caller is let in: through a door of their own on the
 * loopback address, by FastAGI, the real flows and the real planner, kept in memory only. A program
 * that has just started loads and compiles as it goes; here it does so while nobody waits.
 *
 * <p>Nothing of it stays, and nothing outside is asked. It ends after a while, and when it fails
 * the server starts all the same.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final int CALLS = 150;
    private static final int QUESTIONS = 6;
    private static final Duration LONGEST = Duration.ofMillis(1500);

    private final Prompts prompts;
    private final Calls calls;

    /**
     * A rehearsal of these calls.
     *
     * @param calls served as callers are, but kept in memory
     */
    Rehearsal(Prompts prompts, Calls calls) {
        this.prompts = prompts;
        this.calls = calls;
    }

    /** Calls each of the numbers in turn. */
    void run(Collection<String> numbers) {
        var token = UUID.randomUUID().toString();
        var began = System.nanoTime();
        try (var door =
                AgiServer.open(settings(token), listener(token), new SimpleMeterRegistry())) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port());
            var keys = new Random(1);
            var made = 0;
            while (made < CALLS && System.nanoTime() - began < LONGEST.toNanos()) {
                for (var number : numbers) {
                    new RehearsedCall(address, token, number, () -> keys.nextInt(10))
                            .make(QUESTIONS);
                }
                made += Math.max(1, numbers.size());
            }
            LOG.atDebug().addKeyValue("calls", made).log("rehearsed");
        } catch (IOException | RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue("error", failure.toString())
                    .log("rehearsal broken off; the first calls are slower");
        }
    }

    private static AgiSettings settings(String token) {
        var usual =
                AgiSettings.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), token);
        return new AgiSettings(
                usual.bind(),
                Set.of(),
                token,
                usual.maxCalls(),
                usual.headerWithin(),
                usual.silence(),
                Duration.ofMillis(200));
    }

    private AgiListener listener(String token) {
        return new AgiListener(
                token,
                _ -> Optional.empty(),
                prompts,
                calls::serve,
                (_, _) -> new Waiting.RingGroup(),
                new Nobody(),
                new SimpleMeterRegistry());
    }

    private record Nobody() implements CallerEvents {
        @Override
        public void gone(ContactId contact) {}

        @Override
        public void alive(String asteriskSystem, Map<ContactId, Whereabouts> contacts) {}
    }
}
