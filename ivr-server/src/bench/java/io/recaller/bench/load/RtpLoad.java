package io.recaller.bench.load;

import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.instance.AsteriskProgram;
import io.recaller.lab.instance.LocalAsterisk;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Telephone calls with sound and keys through a real Asterisk: to Recaller, and to a plain dialplan
 * that plays the very same files with {@code Background} and {@code WaitExten}, in turns and side
 * by side in the same run. What Recaller adds is the difference: of a server that has just started,
 * and of one that has taken some hundred calls. Loopback only.
 *
 * <p>Bounded by {@code -Dload.lines} (10 calls at a time, half of them to each), {@code
 * -Dload.rounds} (6) and some five minutes.
 */
public final class RtpLoad {
    private static final int LINES = Integer.getInteger("load.lines", 10);
    private static final int ROUNDS = Integer.getInteger("load.rounds", 6);
    private static final int KEYS = 3;
    private static final int CALLS_BEFORE = 500;
    private static final String PLAIN = "8001";
    private static final Duration APART = Duration.ofMillis(150);

    private final int sipPort;
    private final AtomicInteger callers = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();

    private RtpLoad(int sipPort) {
        this.sipPort = sipPort;
    }

    /** Prints what it measures. */
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "rtp-");
        var environment = System.getenv();
        var cache = AsteriskPackages.defaultCache(environment);
        var program = new AsteriskPackages(cache, environment, _ -> {}).asterisk();
        var customers = Math.max(CALLS_BEFORE, LINES * ROUNDS);
        try (var server = new LoadedServer(folder, customers, 20, LoadedServer.SHORT_WORDS)) {
            var agi = List.of("127.0.0.1:" + server.agiPort());
            var role = new Role.Pbx(9, List.of(), agi, LoadedServer.TOKEN);
            var ports = Ports.free();
            try (var asterisk = LocalAsterisk.start(program, folder.resolve("pbx"), ports, role)) {
                server.awaitLearned();
                plainDialplan(program, asterisk, server.agiPort());
                var load = new RtpLoad(ports.sip());
                load.round(new Heard(), new Heard());
                load.compare("just started");
                // Asterisk is compiled before it starts; what Java compiles is what was run often.
                var _ =
                        new Load(CALLS_BEFORE, 5, Duration.ofSeconds(1))
                                .run(
                                        server.agiPort(),
                                        LoadedServer.TOKEN,
                                        LoadedServer.DIALLED,
                                        server::usage);
                load.compare("after " + CALLS_BEFORE + " calls");
            }
        }
    }

    /** Times of calls to one of the two. */
    private record Heard(Latencies first, Latencies keys) {
        Heard() {
            this(new Latencies(), new Latencies());
        }
    }

    private void compare(String server) {
        var plain = new Heard();
        var recaller = new Heard();
        for (var round = 0; round < ROUNDS; round++) {
            round(plain, recaller);
        }
        System.out.println("a server " + server);
        print("first prompt", plain.first(), recaller.first());
        print("key to prompt", plain.keys(), recaller.keys());
        System.out.printf("%d calls at a time, %d broken%n", LINES, broken.get());
    }

    private static void print(String what, Latencies plain, Latencies recaller) {
        System.out.printf(
                "%-13s plain dialplan %s%n%-13s Recaller       %s   (%d and %d times)%n",
                what, plain, "", recaller, plain.count(), recaller.count());
        for (var share : List.of(0.5, 0.99)) {
            var before = Latencies.millis(plain.at(share));
            var after = Latencies.millis(recaller.at(share));
            System.out.printf(
                    Locale.ROOT,
                    "              p%.0f: %+.2f ms, %.2f times%n",
                    share * 100,
                    after - before,
                    after / before);
        }
    }

    /** Every second call goes to the other. */
    private void round(Heard plain, Heard recaller) {
        try (var phones = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < LINES; i++) {
                var after = APART.multipliedBy(i);
                var caller = Customers.number(callers.getAndIncrement() % (LINES * ROUNDS));
                var isPlain = i % 2 == 0;
                var _ =
                        phones.submit(() -> {
                            Thread.sleep(after);
                            call(
                                    caller,
                                    isPlain ? PLAIN : LoadedServer.DIALLED,
                                    isPlain ? plain : recaller);
                            return null;
                        });
            }
        }
    }

    private void call(String caller, String dialled, Heard heard) {
        try (var call = new RtpCall(sipPort, caller, dialled, heard.first(), heard.keys())) {
            call.run(KEYS);
        } catch (IOException | RuntimeException failure) {
            if (broken.getAndIncrement() == 0) {
                System.err.println("a call broke: " + failure);
            }
        }
    }

    /** Plays what Recaller plays to the first caller, which is asked by FastAGI. */
    private static void plainDialplan(AsteriskProgram program, LocalAsterisk asterisk, int agiPort)
            throws IOException {
        var prompts = new ArrayList<String>();
        try {
            new AgiCall(agiPort, LoadedServer.TOKEN, new Latencies(), new Latencies())
                    .hearing(prompts::add)
                    .run(
                            Customers.number(0),
                            LoadedServer.DIALLED,
                            1,
                            Duration.ofMillis(50),
                            () -> 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        var dialplan =
                """

                [from-trunk](+)
                exten => %s,1,Answer()
                 same => n,Goto(plain-main,s,1)
                """
                                .formatted(PLAIN)
                        + menu("plain-main", prompts.get(0), "plain-more")
                        + menu("plain-more", prompts.get(1), "plain-main");
        Files.writeString(
                asterisk.folder().resolve("etc/extensions.conf"),
                dialplan,
                StandardOpenOption.APPEND);
        reload(program, asterisk);
    }

    private static String menu(String context, String prompts, String next) {
        return """
        [%1$s]
        exten => s,1,Background(%2$s)
         same => n,WaitExten(8)
        exten => _[1-5],1,Goto(%3$s,s,1)
        exten => t,1,Goto(s,1)
        exten => i,1,Goto(s,1)
        """
                .formatted(context, prompts, next);
    }

    private static void reload(AsteriskProgram program, LocalAsterisk asterisk) throws IOException {
        var command = new ArrayList<>(program.command());
        var configuration = asterisk.folder().resolve("etc/asterisk.conf").toString();
        command.addAll(List.of("-C", configuration, "-rx", "dialplan reload"));
        try {
            var status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IOException("Asterisk does not read its dialplan again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
