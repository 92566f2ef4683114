package io.recaller.cli;

import io.recaller.Recaller;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.terminal.Shell;
import io.recaller.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the server until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the server until it is told to stop (SIGTERM, Ctrl-C).",
        footer = {"%nExample:", "  recaller serve --settings /etc/recaller/recaller.yaml"})
final class ServeCommand implements Callable<Integer> {
    private static final List<String> PLAIN = List.of("serve");
    private static final List<String> NAMING = List.of("serve", "--settings");

    @Mixin private SettingsOption settings;

    private final Shell shell;

    ServeCommand(Shell shell) {
        this(new SettingsOption(), shell);
    }

    private ServeCommand(SettingsOption settings, Shell shell) {
        this.settings = settings;
        this.shell = shell;
    }

    /**
     * The command as units and containers write it: {@code serve}, and perhaps {@code --settings
     * FILE}. To read that as any other line, all commands would be made first, which takes a start
     * half a second.
     *
     * @return empty for every other line
     */
    static Optional<ServeCommand> plain(List<String> line, Shell shell) {
        if (line.equals(PLAIN)) {
            return Optional.of(new ServeCommand(shell));
        }
        return line.size() == 3 && line.subList(0, 2).equals(NAMING) && isName(line.getLast())
                ? Optional.of(new ServeCommand(new SettingsOption(Path.of(line.getLast())), shell))
                : Optional.empty();
    }

    /** Neither an option nor a file of options. */
    private static boolean isName(String word) {
        return !word.isEmpty() && word.charAt(0) != '-' && word.charAt(0) != '@';
    }

    @Override
    public Integer call() throws InterruptedException {
        var read = settings.read(shell.environment());
        var stopped = new AtomicBoolean();
        try {
            Recaller.start(
                    read,
                    line -> shell.out().println("recaller: " + line),
                    end ->
                            atShutdown(() -> {
                                stopped.set(true);
                                end.run();
                            }));
            tellAddresses(read.web());
            new CountDownLatch(1).await();
        } catch (RuntimeException | InterruptedException failure) {
            if (!stopped.get()) {
                throw failure;
            }
        }
        return 0;
    }

    private static void atShutdown(Runnable work) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(work));
    }

    private void tellAddresses(Settings.Web web) {
        shell.out()
                .printf(
                        "recaller: desk http://%s:%d/desk, API http://%s:%d/api/v1, health"
                                + " http://%s:%d/health/ready%n",
                        web.host(),
                        web.port(),
                        web.host(),
                        web.port(),
                        web.managementHost(),
                        web.managementPort());
    }
}
