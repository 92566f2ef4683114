package io.recaller.gateway.peer;

import io.recaller.lab.debian.AsteriskPackages;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of the npm registry that plays another side, driven by a script of ours: both tell each
 * other things in lines of JSON. Of one thread.
 */
public final class NodePeer implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/test/peers");
    private static final Duration INSTALLED_WITHIN = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<JsonObject> told = new LinkedBlockingQueue<>();
    private final Process process;
    private final JsonObject listening;

    private NodePeer(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
        try {
            this.listening = hears("listens");
        } catch (AssertionError mute) {
            process.destroy();
            throw mute;
        }
    }

    /**
     * Runs a script; returns when it listens. The test is skipped where there is no Node, or its
     * packages cannot be had.
     */
    public static NodePeer start(String script, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("node", SCRIPTS.resolve(script).toString()));
        command.add(installed().resolve("package.json").toString());
        command.addAll(List.of(arguments));
        return new NodePeer(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** The packages of the lock file, in a folder of the cache that is theirs. */
    private static Path installed() throws IOException {
        var lock = SCRIPTS.resolve("package-lock.json");
        var cache = AsteriskPackages.defaultCache(System.getenv());
        var name = "peers-" + UUID.nameUUIDFromBytes(Files.readAllBytes(lock));
        var folder = cache.resolve(name);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(cache);
            var partial = Files.createTempDirectory(cache, name);
            for (var file : List.of("package.json", "package-lock.json", ".npmrc")) {
                Files.copy(SCRIPTS.resolve(file), partial.resolve(file));
            }
            install(partial);
            try {
                Files.move(partial, folder);
            } catch (FileAlreadyExistsException _) {
                return folder; // another test was sooner
            }
        }
        return folder;
    }

    private static void install(Path folder) throws IOException {
        var log = folder.resolve("npm.log");
        try {
            var npm =
                    new ProcessBuilder("npm", "ci", "--prefer-offline", "--loglevel=error")
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            npm.getOutputStream().close();
            var isDone = npm.waitFor(INSTALLED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            if (!isDone) {
                npm.destroyForcibly();
            }
            Assumptions.assumeTrue(
                    isDone && npm.exitValue() == 0,
                    () -> "the npm registry does not give what this test needs, see " + log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while packages are fetched", e);
        } catch (IOException none) {
            Assumptions.abort("no npm on this machine: " + none.getMessage());
        }
    }

    private void listen() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    told.add(new JsonObject(line));
                }
            }
        } catch (IOException _) {
            // it ended
        }
    }

    public int port() {
        return listening.getInteger("port");
    }

    /** The next thing of one of those kinds; what comes before it is left out. */
    public JsonObject hears(String... what) {
        try {
            while (true) {
                var next = told.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    throw new AssertionError("the other side tells of no " + List.of(what));
                }
                if (List.of(what).contains(next.getString("told"))) {
                    return next;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Tells it to do something. */
    public void does(String what, JsonObject how) {
        try {
            var line = how.copy().put("do", what).encode() + "\n";
            process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
