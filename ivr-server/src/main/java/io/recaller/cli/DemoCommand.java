package io.recaller.cli;

import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.lab.debian.AsteriskPackages;
import io.recaller.lab.demo.Demo;
import io.recaller.lab.demo.DemoLock;
import io.recaller.lab.demo.DemoLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Real calls in a small made-up world, told in plain words. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts everything in a private folder, makes six real calls and tells in plain"
                        + " words what happens; then stays up until Ctrl-C.",
        footer = {
            "%nExit code 0 only if each call did what it should.",
            "%nExamples:",
            "  recaller demo",
            "  recaller demo --once"
        })
final class DemoCommand implements Callable<Integer> {
    /** Asterisk's control sockets lie below it, and the kernel bounds their paths (unix(7)). */
    private static final int LONGEST_FOLDER = 78;

    @Option(names = "--once", description = "ends after the calls")
    private boolean once;

    @Option(
            names = "--folder",
            description = "where the demo's data is kept (default: ~/.cache/recaller/demo)")
    private Optional<Path> folder = Optional.empty();

    private final Shell shell;

    DemoCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        requireCache();
        var data = data();
        try (var _ = DemoLock.take(data).orElseThrow(() -> running(data))) {
            DemoLog.begin(data);
            var home = Path.of(shell.environment().getOrDefault("RECALLER_HOME", "."));
            var flows = home.resolve("dialplans").resolve("flows").toAbsolutePath().normalize();
            return new Demo(data, flows, shell.environment(), shell.out()).run(once).isEmpty()
                    ? 0
                    : 1;
        } catch (IOException | RuntimeException failure) {
            if (Files.exists(DemoLog.in(data)) && !(failure instanceof UsageException)) {
                shell.out().println("the log of it is " + DemoLog.in(data));
            }
            throw failure;
        }
    }

    private static UsageException running(Path data) {
        var process = DemoLock.holder(data).map(pid -> " (process " + pid + ")").orElse("");
        return new UsageException(
                "a demo is running"
                        + process
                        + " in "
                        + data
                        + "; stop it with Ctrl-C there\n"
                        + "  or have a second one beside it: recaller demo --folder "
                        + data
                        + "-2");
    }

    /** What is fetched is kept there, for the next time too. */
    private void requireCache() {
        var named = shell.environment().containsKey("RECALLER_CACHE");
        var cache = AsteriskPackages.defaultCache(shell.environment());
        try {
            if ((named || cache.isAbsolute()) && Files.isWritable(Files.createDirectories(cache))) {
                return;
            }
        } catch (IOException _) {
            // Told below: why is in the path.
        }
        throw new UsageException(
                "cannot write to "
                        + cache
                        + (named
                                ? " (RECALLER_CACHE)"
                                : " (HOME is '"
                                        + shell.environment().getOrDefault("HOME", "")
                                        + "')")
                        + ", where fetched programs are kept\n"
                        + "  name a folder of yours, such as: RECALLER_CACHE=/tmp/recaller"
                        + " ./recaller demo");
    }

    private Path data() {
        var data =
                folder.orElseGet(() ->
                                AsteriskPackages.defaultCache(shell.environment()).resolve("demo"))
                        .toAbsolutePath()
                        .normalize();
        if (data.toString().length() > LONGEST_FOLDER) {
            throw new UsageException(
                    "the demo's folder may have at most "
                            + LONGEST_FOLDER
                            + " characters in its path, this has "
                            + data.toString().length()
                            + ": "
                            + data
                            + "\n"
                            + "  name a shorter one, such as: recaller demo --folder"
                            + " /tmp/recaller-demo");
        }
        return data;
    }
}
