package io.recaller.demo;

import io.recaller.Recaller;
import io.recaller.Settings;
import io.recaller.SettingsReader;
import io.recaller.Stores;
import io.recaller.asterisk.local.AsteriskPackages;
import io.recaller.asterisk.local.LocalAsterisk;
import io.recaller.asterisk.local.Ports;
import io.recaller.asterisk.local.Role;
import io.recaller.asterisk.local.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the whole world, makes the calls, and stays up. Everything is real: two Asterisks, SIP and
 * audio, PostgreSQL, the desk's protocol.
 */
public final class Demo {
    private final Path folder;
    private final Path flows;
    private final Map<String, String> environment;
    private final Narrator narrator;
    private final InstantSource clock = InstantSource.system();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

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
        try {
            play(once);
            return narrator.failed();
        } finally {
            stop();
        }
    }

    private void play(boolean once) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var packages =
                new AsteriskPackages(
                        AsteriskPackages.defaultCache(environment), environment, narrator::tell);
        var program = packages.asterisk();
        var demo = DemoSettings.fresh();
        var stagePorts = Ports.free();
        var agi = "127.0.0.1:" + demo.agiPort();
        var role =
                new Role.Pbx(
                        stagePorts.sip(),
                        List.of("phone-1", "phone-2"),
                        List.of(agi),
                        demo.agiToken());
        narrator.tell("starting Asterisk, and a second one that plays the callers and the phones");
        var pbx = keep(LocalAsterisk.start(program, folder.resolve("pbx"), Ports.free(), role));
        var stage =
                keep(
                        Stage.open(
                                program,
                                folder.resolve("stage"),
                                stagePorts,
                                new Role.Stage(pbx.ports().sip())));
        var faults = keep(new FaultDesk());
        var espeak = EspeakCommand.of(packages.espeakCommand());
        var file = demo.write(folder, flows, pbx.server(), espeak, faults.url());
        var settings = SettingsReader.read(file, Map.of());
        keep(new DatabaseOff(settings));
        var recaller = keep(Recaller.start(settings, narrator::tell));
        try (var stores = Stores.open(settings)) {
            var base = "http://127.0.0.1:" + demo.httpPort();
            var cast = DemoWorld.Cast.fresh(new SecureRandom());
            var world = new DemoWorld(base, demo.apiKey(), clock.instant(), cast);
            people(world, stores);
            var agent = keep(new RobotAgent(base, DemoWorld.AGENT, DemoWorld.PASSWORD));
            new Scenes(narrator, stage, recaller, stores, agent, world, cast, clock).play();
        }
        ending(settings, pbx, once);
    }

    private void people(DemoWorld world, Stores stores) throws IOException, InterruptedException {
        narrator.tell(
                world.reportPast()
                        + " contacts on phone, chat, e-mail, SMS, web and shop reported by API");
        world.people(stores);
    }

    private void ending(Settings settings, LocalAsterisk pbx, boolean once)
            throws InterruptedException {
        narrator.scene("the end");
        if (narrator.failed().isEmpty()) {
            narrator.tell("every call did what it should");
        } else {
            narrator.tell(narrator.failed().size() + " things did not go as they should");
        }
        if (once) {
            return;
        }
        var web = settings.web();
        narrator.tell("desk     http://127.0.0.1:" + web.port() + "/desk");
        narrator.tell("         sign in as timur, password " + DemoWorld.PASSWORD);
        narrator.tell("API      http://127.0.0.1:" + web.port() + "/api/v1/openapi.yaml");
        narrator.tell("metrics  http://127.0.0.1:" + web.managementPort() + "/metrics");
        narrator.tell("SIP      sip:8000@127.0.0.1:" + pbx.ports().sip());
        narrator.tell("settings " + folder.resolve("recaller.yaml"));
        narrator.tell("Ctrl-C ends it.");
        new CountDownLatch(1).await();
    }

    private <T extends AutoCloseable> T keep(T part) {
        running.push(part);
        return part;
    }

    private void stop() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failure) {
                narrator.tell("did not stop cleanly: " + failure.getMessage());
            }
        }
    }
}
