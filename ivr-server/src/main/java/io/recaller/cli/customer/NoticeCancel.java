package io.recaller.cli.customer;

import io.recaller.Stores;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.customer.AuditTrail;
import io.recaller.notice.NoticeId;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels a notice. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Tells it to nobody any more; what was sent is sent.",
        footer = {"%nExample:", "  recaller notice cancel 0197f3a0-5b1c-7e00-8000-000000000001"})
public final class NoticeCancel implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "as 'recaller notice list' shows it")
    private String id = "";

    @Mixin private SettingsOption settings = new SettingsOption();

    private final PrintStream out;
    private final Map<String, String> environment;
    private final InstantSource clock;

    public NoticeCancel(PrintStream out, Map<String, String> environment, InstantSource clock) {
        this.out = out;
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var notice = new NoticeId(read());
        try (var stores = Stores.open(settings.read(environment))) {
            var isNews =
                    stores.notices(clock)
                            .cancel(AuditTrail.Actor.atTheCommandLine(), notice)
                            .orElseThrow(() -> new UsageException("there is no notice " + id));
            out.println(isNews ? "cancelled" : "it was cancelled before");
        }
        return 0;
    }

    private UUID read() {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            throw new UsageException(id + " is no id; 'recaller notice list' shows them");
        }
    }
}
