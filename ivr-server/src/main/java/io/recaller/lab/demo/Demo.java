package io.recaller.lab.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts the whole world, makes the calls, and stays up. Everything is real: two Asterisks, SIP and
 * audio, PostgreSQL, the desk's protocol.
 */
public final class Demo {
    private static final Duration GOODBYE = Duration.ofSeconds(15);

    private final Path folder;
    private final Path flows;
    private final Map<String, String> environment;
    private final Narrator narrator;
    private final InstantSource clock = InstantSource.system();

    /**
     * A demo that keeps its data in a folder.
     *
     * @param folder at most 60 characters
     * @param flows the folder with {@code telecom.yaml}
     */
    public Demo(Path folder, Path flows, Map<String, String> environment, PrintStream out) {
        this.folder = folder;
        this.flows = flows;
        this.environment = Map.copyOf(environment);
        this.narrator = new Narrator(out);
    }

    /**
     * Runs it.
     *
     * @param once ends after the calls, else stays up until interrupted
     * @return what did not go as it should; empty when all did
     */
    public List<String> run(boolean once) throws IOException, InterruptedException {
        var through = new CountDownLatch(1);
        try (var parts = new DemoParts(narrator::tell)) {
            var player = Thread.currentThread();
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform().unstarted(() -> cut(parts, player, through)));
            try {
                var house = new DemoHouse(parts, folder, flows, environment, narrator::tell);
                var cast = DemoWorld.Cast.fresh(new SecureRandom());
                play(house, cast);
                ending(house, cast, once);
            } catch (IOException | InterruptedException | RuntimeException failure) {
                if (!parts.areCut()) {
                    throw failure;
                }
            }
        } finally {
            through.countDown();
        }
        return narrator.failed();
    }

    /**
     * Ctrl-C, at whatever moment. Who plays ends all there is, after what they are just starting;
     * where they cannot be had it is ended here.
     */
    private void cut(DemoParts parts, Thread player, CountDownLatch through) {
        if (through.getCount() == 0) {
            return;
        }
        narrator.tell("Ctrl-C: ending the calls, the server, its database and both Asterisks");
        parts.cut();
        player.interrupt();
        try {
            if (!through.await(GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
                parts.close();
            }
        } catch (InterruptedException _) {
            parts.close();
        }
        narrator.tell("ended");
    }

    private void play(DemoHouse house, DemoWorld.Cast cast)
            throws IOException, InterruptedException {
        var world = new DemoWorld(house.base(), house.apiKey(), clock.instant(), cast);
        narrator.tell(
                world.reportPast()
                        + " contacts on phone, chat, e-mail, SMS, web and shop reported by API");
        world.people(house.stores());
        var agent = house.keep(new RobotAgent(house.base(), DemoWorld.AGENT, DemoWorld.PASSWORD));
        new Scenes(
                        narrator,
                        house.stage(),
                        house.recaller(),
                        house.stores(),
                        agent,
                        world,
                        cast,
                        clock)
                .play(
                        new WritingScene(
                                narrator,
                                house.centre(),
                                house.smsDoor(),
                                agent,
                                house.stage(),
                                cast.writer()),
                        new ScreenScene(
                                narrator, house.centre(), folder.resolve("screen"), environment));
        agent.rest();
    }

    private void ending(DemoHouse house, DemoWorld.Cast cast, boolean once)
            throws InterruptedException {
        narrator.scene("the end");
        if (narrator.failed().isEmpty()) {
            narrator.tell("every call did what it should");
        } else {
            narrator.tell(narrator.failed().size() + " things did not go as they should");
        }
        if (!once || !narrator.failed().isEmpty()) {
            narrator.tell("log      " + DemoLog.words(folder));
        }
        if (!once) {
            house.addresses().forEach(narrator::tell);
            narrator.tell("why did it go so? In another terminal:");
            cast.numbers().forEach((number, who) -> narrator.tell("  " + why(house, number, who)));
            narrator.tell("Ctrl-C ends it.");
            new CountDownLatch(1).await();
        }
    }

    /** A line as it can be pasted, from whatever folder. */
    private String why(DemoHouse house, String number, String who) {
        var launcher =
                Path.of(environment.getOrDefault("RECALLER_HOME", "."), "recaller")
                        .toAbsolutePath()
                        .normalize();
        return "%s why %s --settings %s   # %s"
                .formatted(
                        Files.isExecutable(launcher) ? launcher : "recaller",
                        number,
                        house.settingsFile(),
                        who);
    }
}
