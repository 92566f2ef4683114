package io.recaller;

import io.recaller.asterisk.AmiProbe;
import io.recaller.asterisk.prompt.CommandSynthesizer;
import io.recaller.customer.Pepper;
import io.recaller.db.DiskRoom;
import io.recaller.flow.Flow;
import io.recaller.routing.AsteriskLinks;
import io.recaller.settings.Settings;
import io.recaller.settings.SettingsException;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a look at everything a server needs found. */
public final class Diagnosis {
    /** What becomes of the calls of a name that an Asterisk had before. */
    private static final String LEFT_OVER =
            ": what is still open under the old name the server ends when it starts";

    private Diagnosis() {}

    /** One thing looked at; the words hold the remedy when it is not well. */
    public record Finding(String part, boolean well, String words) {}

    /** Looks at ports, flows, database, Asterisk's manager and the synthesiser. Blocking. */
    public static List<Finding> of(Settings settings) {
        var findings = new ArrayList<Finding>();
        findings.add(port("agi.port", settings.agi().host(), settings.agi().port()));
        findings.add(port("http.port", settings.web().host(), settings.web().port()));
        findings.add(
                port(
                        "management.port",
                        settings.web().managementHost(),
                        settings.web().managementPort()));
        findings.add(flows(settings));
        findings.addAll(stored(settings));
        findings.add(disk(settings));
        findings.add(manager(settings));
        findings.add(speech(settings));
        return findings;
    }

    private static Finding port(String key, String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return new Finding("ports", true, key + " " + port + " is free");
        } catch (IOException _) {
            var words = key + " " + port + " is taken: by a running server, or set another";
            return new Finding("ports", false, words);
        }
    }

    private static Finding flows(Settings settings) {
        try {
            Map<String, Flow> flows = FlowShelf.read(settings);
            return new Finding("flows", true, String.join(", ", flows.keySet()));
        } catch (SettingsException e) {
            return new Finding("flows", false, String.valueOf(e.getMessage()));
        }
    }

    private static List<Finding> stored(Settings settings) {
        try (var stores = Stores.open(settings)) {
            var well = stores.database().answersWithin(Duration.ofSeconds(2));
            return List.of(
                    new Finding("database", well, well ? "answers" : "is slow to answer"),
                    pins(settings, stores));
        } catch (RuntimeException e) {
            return List.of(new Finding("database", false, String.valueOf(e.getMessage())));
        }
    }

    /** Where prompts, spool and our own PostgreSQL are. */
    private static Finding disk(Settings settings) {
        var places = new ArrayList<>(List.of(settings.folder()));
        if (settings.storage() instanceof Settings.Storage.Embedded(var data, _)) {
            places.add(data);
        }
        return places.stream()
                .filter(DiskRoom::isScarce)
                .findFirst()
                .map(place ->
                        new Finding(
                                "disk",
                                false,
                                place + ": " + DiskRoom.left(place) + "; free some space there"))
                .orElseGet(() ->
                        new Finding(
                                "disk",
                                true,
                                settings.folder() + ": " + DiskRoom.left(settings.folder())));
    }

    private static Finding pins(Settings settings, Stores stores) {
        if (stores.pins().pepper() instanceof Pepper.Missing(var problem)) {
            return new Finding("pins", false, problem);
        }
        var unreadable = stores.database().inTransaction(stores.pins()::unreadable);
        if (unreadable.isEmpty()) {
            return new Finding("pins", true, settings.pepper() + " is there; keep a copy of it");
        }
        return new Finding(
                "pins",
                false,
                unreadable.values().stream().mapToInt(Integer::intValue).sum()
                        + " PINs need the key "
                        + String.join(", ", unreadable.keySet())
                        + ", which is not in "
                        + settings.pepper()
                        + "; add its line from a copy or another server, or set these PINs anew");
    }

    private static Finding manager(Settings settings) {
        var ami = settings.ami();
        var at = ami.host() + ":" + ami.port();
        return switch (AsteriskCheck.ask(ami)) {
            case AmiProbe.In in -> named(settings, in);
            case AmiProbe.Refused(var words) ->
                    new Finding(
                            "ami",
                            false,
                            at
                                    + " refuses us ("
                                    + words
                                    + "); compare ami.user and ami.secret with manager.conf");
            case AmiProbe.Away(var words) ->
                    new Finding(
                            "ami",
                            false,
                            "no answer at "
                                    + at
                                    + " ("
                                    + words
                                    + "); include manager.recaller.conf in manager.conf and start"
                                    + " Asterisk");
        };
    }

    private static Finding named(Settings settings, AmiProbe.In in) {
        var ours = AsteriskCheck.link(settings, in);
        var called = in.system().isEmpty() ? "Asterisk" : "Asterisk '" + in.system() + "'";
        try (var stores = Stores.open(settings)) {
            var links = new AsteriskLinks(stores.database(), InstantSource.system());
            var former =
                    links.formerName(ours)
                            .map(name -> "; it " + new Renaming(name, in.system()) + LEFT_OVER)
                            .orElse("");
            return links.against(ours)
                    .map(other -> new Finding("ami", false, other.remedy(ours.address())))
                    .orElseGet(() -> new Finding("ami", true, called + " lets us in" + former));
        } catch (RuntimeException _) {
            return new Finding("ami", true, called + " lets us in; its name was not compared");
        }
    }

    private static Finding speech(Settings settings) {
        try {
            var file = Files.createTempFile("recaller", ".wav");
            try {
                new CommandSynthesizer(PromptShop.voice(settings))
                        .render(new Prompt(new Language("en"), "one"), file);
                return new Finding("prompts", true, "the synthesiser speaks");
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException | RuntimeException e) {
            return new Finding("prompts", false, String.valueOf(e.getMessage()));
        }
    }
}
