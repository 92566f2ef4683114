package io.recaller;

import io.recaller.asterisk.prompt.Prompts;
import io.recaller.flow.Flow;
import io.recaller.settings.Settings;
import io.recaller.settings.file.SettingsException;
import java.util.function.Consumer;

/**
 * The server: everything wired by hand, started in order, stopped in the reverse. Make it with
 * {@link #start}.
 */
public final class Recaller implements AutoCloseable {
    private final Running running;
    private final Start.Started started;

    private Recaller(Running running, Start.Started started) {
        this.running = running;
        this.started = started;
    }

    /**
     * Starts everything; returns when desk and API answer; calls are taken before.
     *
     * @param progress told in plain words what is being done; by several threads
     * @throws SettingsException naming every mistake in settings and flows
     */
    public static Recaller start(Settings settings, Consumer<String> progress) {
        return start(settings, progress, _ -> {});
    }

    /**
     * As {@link #start(Settings, Consumer)}.
     *
     * @param beforeCalls given, before the first call is taken, what ends the server as {@link
     *     #close} does, from another thread and while it is still starting
     */
    public static Recaller start(
            Settings settings, Consumer<String> progress, Consumer<Runnable> beforeCalls) {
        var running = new Running();
        var ending = new Ending();
        try {
            var start =
                    new Start(settings, progress, running, () -> beforeCalls.accept(ending::end));
            return new Recaller(running, start.run());
        } catch (RuntimeException failure) {
            // Who was interrupted would wait for nothing that is being stopped.
            var interrupted = Thread.interrupted();
            running.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw failure;
        } finally {
            ending.started(running::close);
        }
    }

    /**
     * A flow as it is served.
     *
     * @throws IllegalArgumentException when there is none of that name
     */
    public Flow flow(String name) {
        return started.flows()
                .named(name)
                .orElseThrow(() -> new IllegalArgumentException("no such flow: " + name));
    }

    /** The audio files of what is spoken. */
    public Prompts prompts() {
        return started.prompts();
    }

    @Override
    public void close() {
        running.close();
    }
}
