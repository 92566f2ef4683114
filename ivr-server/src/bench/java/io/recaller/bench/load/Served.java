package io.recaller.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A server in a process of its own, as in production: its processor time can be told apart. */
final class Served implements AutoCloseable {
    private static final long LONGEST_START_SECONDS = 120;

    /** Of the server's virtual machine, such as {@code -Dload.java="-Xmx256m -Xlog:gc"}. */
    private static final List<String> OPTIONS =
            Pattern.compile(" ")
                    .splitAsStream(
                            System.getProperty("load.java", "--enable-native-access=ALL-UNNAMED"))
                    .toList();

    private final Process process;
    private final Path log;

    private Served(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Returns when it says that it takes calls. */
    static Served start(Path log, Class<?> main, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return start(log, command, Map.of());
    }

    /**
     * As above.
     *
     * @param command becomes the server itself, so that its id is the server's
     * @param environment beside this process's own
     */
    static Served start(Path log, List<String> command, Map<String, String> environment) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.redirectOutput(log.toFile()).start();
            var served = new Served(process, log);
            served.awaitLine("ready for ");
            return served;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This one, once desk, chats and API answer too: a moment after it takes calls. */
    Served whole() {
        try {
            awaitLine("recaller: desk http");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitLine(String words) throws IOException {
        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        while (!Files.readString(log).contains(words)) {
            if (!process.isAlive() || System.nanoTime() > patience) {
                process.destroyForcibly();
                throw new IllegalStateException("does not start: " + Files.readString(log));
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    long process() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
