package io.recaller.lab.stage;

import io.recaller.lab.instance.AsteriskProgram;
import io.recaller.lab.instance.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Asterisk with its own {@code basic-pbx} sample, to which an operator has added some lines. Only
 * what the sample's readme tells everybody to change is changed: addresses, ports, folders. And
 * {@code bridge_native_rtp} is not loaded, as in our own: while the switch relays packets past its
 * core, what a stage records of a caller is silence every other time, though each of the agent's
 * packets reaches the caller (seen on the wire).
 */
public final class BasicPbx implements AutoCloseable {
    private static final Duration BOOT = Duration.ofSeconds(20);

    private final Process process;

    private BasicPbx(Process process) {
        this.process = process;
    }

    /** Whether this Asterisk came with the sample. */
    public static boolean isThere(AsteriskProgram program) {
        return Files.isDirectory(sample(program));
    }

    private static Path sample(AsteriskProgram program) {
        return program.data().resolve("conf/basic-pbx");
    }

    /**
     * Starts it and waits until it has booted.
     *
     * @param added what is added at the ends of files, or new files
     * @param phonePort where phone 1111 of the sample is
     */
    public static BasicPbx start(
            AsteriskProgram program,
            Path folder,
            Ports ports,
            int phonePort,
            Map<String, String> added) {
        try {
            var etc = Files.createDirectories(folder.resolve("etc"));
            try (var files = Files.list(sample(program))) {
                for (var file : files.toList()) {
                    Files.copy(file, etc.resolve(file.getFileName().toString()));
                }
            }
            for (var file :
                    List.of("recaller.conf", "manager.recaller.conf", "modules.recaller.conf")) {
                Files.copy(Path.of("../dialplans/asterisk", file), etc.resolve(file));
            }
            edit(
                    etc.resolve("asterisk.conf"),
                    "[options]",
                    directories(program, folder) + "[options]");
            edit(etc.resolve("pjsip.conf"), "bind = 0.0.0.0", "bind = 127.0.0.1:" + ports.sip());
            edit(etc.resolve("pjsip.conf"), ";match = 8.17.32.12", "match = 127.0.0.1");
            edit(
                    etc.resolve("pjsip.conf"),
                    "[1111](aor-single-reg)",
                    "[1111](aor-single-reg)\ncontact = sip:phone-1@127.0.0.1:" + phonePort);
            edit(
                    etc.resolve("modules.conf"),
                    "load = bridge_native_rtp.so",
                    "noload = bridge_native_rtp.so");
            for (var addition : added.entrySet()) {
                var file = etc.resolve(addition.getKey());
                var before = Files.exists(file) ? Files.readString(file) + "\n" : "";
                Files.writeString(file, before + addition.getValue());
            }
            var pbx = new BasicPbx(launch(program, folder));
            Awaitility.await().atMost(BOOT).until(() -> isReady(folder));
            return pbx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReady(Path folder) throws IOException {
        return Files.readString(folder.resolve("console.log")).contains("Asterisk Ready.");
    }

    private static String directories(AsteriskProgram program, Path folder) throws IOException {
        for (var name : List.of("var", "spool", "run", "log")) {
            Files.createDirectories(folder.resolve(name));
        }
        return """
        [directories]
        astetcdir => %1$s/etc
        astmoddir => %2$s
        astvarlibdir => %1$s/var
        astdbdir => %1$s/var
        astkeydir => %1$s/var
        astdatadir => %3$s
        astagidir => %1$s/var
        astspooldir => %1$s/spool
        astrundir => %1$s/run
        astlogdir => %1$s/log

        """
                .formatted(folder, program.modules(), program.data());
    }

    private static void edit(Path file, String before, String after) throws IOException {
        var text = Files.readString(file);
        if (!text.contains(before)) {
            throw new IOException(file + " is not the sample that is known: no " + before);
        }
        Files.writeString(file, text.replace(before, after));
    }

    private static Process launch(AsteriskProgram program, Path folder) throws IOException {
        var command = new ArrayList<>(program.command());
        command.addAll(List.of("-C", folder.resolve("etc/asterisk.conf").toString(), "-f", "-n"));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.resolve("console.log").toFile())
                .start();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
