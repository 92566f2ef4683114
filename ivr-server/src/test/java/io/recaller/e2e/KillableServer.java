package io.recaller.e2e;

import io.recaller.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** {@code recaller serve} in a JVM of its own. Logs everything it can, for tests that look. */
final class KillableServer implements AutoCloseable {
    private static final Duration UP = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    private KillableServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Returns when it takes calls. */
    static KillableServer start(Path settings) {
        var server = begin(settings);
        server.awaitReady();
        return server;
    }

    /** Returns at once. */
    static KillableServer begin(Path settings) {
        return begin(settings, "TRACE");
    }

    /** As above; logs what goes wrong only. */
    static KillableServer beginQuietly(Path settings) {
        return begin(settings, "WARN");
    }

    /**
     * As above, as it is installed: its start was {@link #practise practised}.
     *
     * @param launcher {@code recaller}, of a build of this source
     */
    static KillableServer beginQuietly(Path settings, Path launcher) {
        return begin(settings, "WARN", List.of(launcher.toString()));
    }

    /** Has a start practised where what was built last has none; that takes half a minute. */
    static void practise(Path launcher) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(launcher.toString(), "--train").inheritIO();
        builder.environment().put("RECALLER_BUILD", "never");
        var practice = builder.start();
        if (!practice.waitFor(5, TimeUnit.MINUTES) || practice.exitValue() != 0) {
            practice.destroy();
            throw new IllegalStateException("no start can be practised by " + launcher);
        }
    }

    private static KillableServer begin(Path settings, String level) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return begin(
                settings,
                level,
                List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile=logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
    }

    private static KillableServer begin(Path settings, String level, List<String> program) {
        try {
            var log = Files.createTempFile(settings.getParent(), "server", ".log");
            var words = new ArrayList<>(program);
            words.addAll(List.of("serve", "--settings", settings.toString()));
            var builder =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().put("RECALLER_LOG_LEVEL", level);
            builder.environment().put("RECALLER_BUILD", "never");
            return new KillableServer(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when calls are taken, and desk, chats and API answer: that is said last. */
    void awaitReady() {
        Awaitility.await()
                .alias("server is ready, see " + log)
                .atMost(UP)
                .until(() -> !process.isAlive() || output().contains("recaller: desk http"));
        if (!process.isAlive()) {
            throw new IllegalStateException("the server ended: " + output());
        }
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frozen one is. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: nothing of it runs any more when this returns. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGSTOP: it lives, keeps its connections, and does nothing. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT. */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()));
            if (kill.start().waitFor() != 0) {
                throw new IllegalStateException("no process to send " + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM; returns at once. */
    void stop() {
        process.destroy();
    }

    void awaitEnd(Duration within) {
        Awaitility.await().alias("server ends").atMost(within).until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        kill();
    }
}
