package io.recaller.cli;

import io.recaller.Recaller;
import io.recaller.cli.option.SettingsOption;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the server until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the server until it is told to stop (SIGTERM, Ctrl-C).",
        footer = {"%nExample:", "  recaller serve --settings /etc/recaller/recaller.yaml"})
final class ServeCommand implements Callable<Integer> {
    @Mixin private SettingsOption settings = new SettingsOption();

    private final PrintStream out;
    private final Map<String, String> environment;

    ServeCommand(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        var read = settings.read(environment);
        var server = Recaller.start(read, line -> out.println("recaller: " + line));
        out.printf(
                "recaller: desk http://%s:%d/desk, API http://%s:%d/api/v1, health"
                        + " http://%s:%d/health/ready%n",
                read.web().host(),
                read.web().port(),
                read.web().host(),
                read.web().port(),
                read.web().managementHost(),
                read.web().managementPort());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
        new CountDownLatch(1).await();
        return 0;
    }
}
