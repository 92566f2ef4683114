package io.recaller;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.asterisk.agi.AgiListener;
import io.recaller.asterisk.agi.AgiServer;
import io.recaller.asterisk.agi.AgiSettings;
import io.recaller.asterisk.agi.RehearsedCall;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.contact.Unserved;
import io.recaller.conversation.voice.Calls;
import io.recaller.conversation.waiting.Waiting;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that nobody makes, before the first caller is let in: through a door of their own on the
 * loopback address, by FastAGI, the real flows, the real planner and the real statements. A program
 * that has just started loads and compiles as it goes; here it does so while nobody waits.
 *
 * <p>One made-up caller calls again and again, so that somebody is known and has a past. All of it
 * is one transaction that is taken back, and nothing outside is asked. It ends after a while, and
 * when it fails the server starts all the same.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final int CALLS = 300;
    private static final int QUESTIONS = 6;

    /** Nobody is served meanwhile. */
    private static final Duration USUAL = Duration.ofMillis(500);

    /** So many are made all the same: the first alone take that long where much else goes on. */
    private static final int FEWEST = 20;

    private static final Duration LONGEST = Duration.ofMillis(800);

    private final Stores stores;
    private final Prompts prompts;
    private final Function<Stores, Calls> calls;

    /**
     * A rehearsal.
     *
     * @param calls served as callers are, on the rows it is given
     */
    Rehearsal(Stores stores, Prompts prompts, Function<Stores, Calls> calls) {
        this.stores = stores;
        this.prompts = prompts;
        this.calls = calls;
    }

    /**
     * Calls each of the numbers in turn.
     *
     * @param meanwhile begun once the calls have a connection
     * @return how many questions were answered
     */
    int run(Collection<String> numbers, Runnable meanwhile) {
        var answered = new AtomicInteger();
        try {
            stores.database()
                    .stage(staged -> {
                        meanwhile.run();
                        call(List.copyOf(numbers), staged, answered);
                    });
            LOG.atDebug().addKeyValue("questions", answered).log("rehearsed");
        } catch (RuntimeException failure) {
            LOG.atInfo()
                    .addKeyValue("error", failure.toString())
                    .log("rehearsal broken off; the first calls are slower");
        }
        return answered.get();
    }

    private void call(List<String> numbers, Database staged, AtomicInteger answered) {
        var token = UUID.randomUUID().toString();
        var listener = listener(token, calls.apply(stores.on(staged)));
        var began = System.nanoTime();
        var keys = new Random(1);
        try (var door = AgiServer.open(settings(token), listener, new SimpleMeterRegistry())) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port());
            for (var i = 0; !numbers.isEmpty() && isWorthIt(i, System.nanoTime() - began); i++) {
                isThere(staged);
                var number = numbers.get(i % numbers.size());
                var call = new RehearsedCall(address, token, number, () -> keys.nextInt(10));
                answered.addAndGet(call.make(QUESTIONS));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static boolean isWorthIt(int made, long nanos) {
        return made < CALLS && nanos < (made < FEWEST ? LONGEST : USUAL).toNanos();
    }

    /** Without a database each further call would only be one more warning. */
    private static void isThere(Database staged) {
        staged.runAtOnce(tx -> tx.dsl().selectOne().fetch());
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

    private AgiListener listener(String token, Calls served) {
        var caller = new Handle(HandleKind.WEB, "rehearsal-" + token);
        return new AgiListener(
                token,
                number ->
                        stores.handles()
                                .caller(number)
                                .map(_ -> caller)
                                .or(() -> Optional.of(caller)),
                prompts,
                served::expect,
                (_, _) -> new Waiting.RingGroup(Unserved.PLACE_LOST),
                (_, _) -> {},
                new SimpleMeterRegistry());
    }
}
