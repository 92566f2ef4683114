package io.recaller.cli;

import io.recaller.Stores;
import io.recaller.contact.Channel;
import io.recaller.contact.Direction;
import io.recaller.contact.Nature;
import io.recaller.contact.Topic;
import io.recaller.contact.reported.Intake;
import io.recaller.contact.reported.Reported;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.db.TestDatabase;
import io.recaller.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands with settings that have a database of their own. */
final class DatabaseTerminal {
    private final Terminal terminal = new Terminal();
    private final Path settings;

    private DatabaseTerminal(Path settings) {
        this.settings = settings;
    }

    static DatabaseTerminal in(Path folder) {
        var access = TestDatabase.freshSettings();
        var yaml =
                """
                time-zone: Asia/Almaty
                flows: %s
                numbers: {8000: telecom}
                agi: {token: t0ken}
                ami: {secret: s3cret, port: 1}
                database: {url: "%s", user: "%s", password: "%s"}
                fields: {account: {kind: digits}}
                look-ups: {outage_status: {url: "http://127.0.0.1:1/"}}
                speech: {command: [/nowhere/speak]}
                """
                        .formatted(
                                Path.of("../dialplans/flows").toAbsolutePath(),
                                access.url(),
                                access.user(),
                                access.password());
        try {
            return new DatabaseTerminal(Files.writeString(folder.resolve("recaller.yaml"), yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path settings() {
        return settings;
    }

    Stores stores() {
        return Stores.open(SettingsReader.read(settings, Map.of()));
    }

    void types(String text) {
        terminal.types(text);
    }

    /** The exit code. */
    int run(String... arguments) {
        return runWith(settings, arguments);
    }

    /** With settings of its own. */
    int runWith(Path other, String... arguments) {
        var all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--settings";
        all[arguments.length + 1] = other.toString();
        return terminal.run(all);
    }

    String out() {
        return terminal.out();
    }

    List<String> lines() {
        return terminal.lines();
    }

    String err() {
        return terminal.err();
    }

    /** Another system tells of a chat. */
    void hearsOfAChat(String id, Optional<String> topic, Handle by) {
        var at = Instant.parse("2026-03-10T12:00:00Z");
        hears(id, Channel.CHAT, List.of(by), TrustTier.CLAIMED, topic.map(Topic::new), at);
    }

    /** Another system tells of a contact. */
    void hears(
            String id,
            Channel channel,
            List<Handle> by,
            TrustTier trust,
            Optional<Topic> topic,
            Instant at) {
        var reported =
                new Reported(
                        "crm",
                        id,
                        Nature.INTERACTION,
                        channel,
                        Direction.INBOUND,
                        by,
                        trust,
                        topic,
                        at,
                        Optional.of(at),
                        Optional.empty(),
                        Map.of());
        try (var stores = stores()) {
            var intake = new Intake(stores.ids(), stores.links(), stores.fields(), stores.topics());
            stores.database()
                    .runInTransaction(tx -> {
                        topic.ifPresent(known -> stores.topics().define(tx, known, Map.of()));
                        intake.record(tx, List.of(reported), at);
                    });
        }
    }
}
