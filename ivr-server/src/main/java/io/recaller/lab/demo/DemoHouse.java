package io.recaller.lab.demo;

import io.recaller.Recaller;
import io.recaller.Stores;
import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.instance.LocalAsterisk;
import io.recaller.lab.instance.Ports;
import io.recaller.lab.instance.Role;
import io.recaller.lab.stage.SmsCentre;
import io.recaller.lab.stage.Stage;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything the demo runs, in one folder: a switch, a stage of callers and phones, a fault system,
 * PostgreSQL and the server. Closing its parts leaves no process behind.
 */
final class DemoHouse {
    private final DemoParts parts;
    private final DemoSettings made;
    private final LocalAsterisk pbx;
    private final Stage stage;
    private final SmsCentre centre;
    private final Path settingsFile;
    private final Settings settings;
    private final Recaller recaller;
    private final Stores stores;

    /**
     * Starts it all; returns when calls are taken.
     *
     * @param parts has what was started, also when it fails
     * @param flows the folder with {@code telecom.yaml}
     */
    DemoHouse(
            DemoParts parts,
            Path folder,
            Path flows,
            Map<String, String> environment,
            Consumer<String> progress)
            throws IOException {
        this.parts = parts;
        Files.createDirectories(folder);
        var cache = AsteriskPackages.defaultCache(environment);
        var packages = new AsteriskPackages(cache, environment, progress);
        var program = packages.asterisk().apart();
        made = DemoSettings.fresh();
        progress.accept(
                "starting Asterisk, and a second one that plays the callers and the phones");
        var stagePorts = Ports.free();
        var role = role(stagePorts);
        pbx = keep(LocalAsterisk.start(program, folder.resolve("pbx"), Ports.free(), role));
        var audience = new Role.Stage(pbx.ports().sip());
        stage = keep(Stage.open(program, folder.resolve("stage"), stagePorts, audience));
        var faults = keep(new FaultDesk());
        var espeak = EspeakCommand.of(packages.espeakCommand());
        centre = keep(new SmsCentre());
        var others = new DemoSettings.Others(faults.url(), centre.url());
        settingsFile = made.write(folder, flows, pbx.server(), espeak, others);
        settings = SettingsReader.read(settingsFile, Map.of());
        new FreshMemory(settings).begin();
        keep(new DatabaseOff(settings));
        recaller = keep(Recaller.start(settings, progress));
        stores = keep(Stores.open(settings));
        keep(stage); // once more: callers hang up before the server goes, which would wait
    }

    private Role.Pbx role(Ports stagePorts) {
        return new Role.Pbx(
                stagePorts.sip(),
                List.of("phone-1", "phone-2"),
                List.of("127.0.0.1:" + made.agiPort()),
                made.agiToken());
    }

    /** Where desk and API answer. */
    String base() {
        return "http://127.0.0.1:" + made.httpPort();
    }

    String apiKey() {
        return made.apiKey();
    }

    Stage stage() {
        return stage;
    }

    SmsCentre centre() {
        return centre;
    }

    /** Where the server takes short messages. */
    String smsDoor() {
        return base() + "/sms/texts/" + made.smsToken();
    }

    Recaller recaller() {
        return recaller;
    }

    Stores stores() {
        return stores;
    }

    /** Where to find things, for who wants to look around. */
    List<String> addresses() {
        return List.of(
                "desk     " + base() + "/desk",
                "         sign in as timur, password " + DemoWorld.PASSWORD + ", and press F2",
                "chat     " + base() + "/chat/demo?gateway=site",
                "API      " + base() + "/api/v1/openapi.yaml",
                "metrics  http://127.0.0.1:" + settings.web().managementPort() + "/metrics",
                "SIP      sip:8000@127.0.0.1:" + pbx.ports().sip(),
                "settings " + settingsFile);
    }

    Path settingsFile() {
        return settingsFile;
    }

    <T extends AutoCloseable> T keep(T part) {
        return parts.keep(part);
    }
}
