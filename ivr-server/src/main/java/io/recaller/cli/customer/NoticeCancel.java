package io.recaller.cli.customer;

import io.recaller.Stores;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.option.UsageException;
import io.recaller.cli.terminal.Shell;
import io.recaller.customer.AuditTrail;
import io.recaller.notice.NoticeId;
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

    private final Shell shell;

    public NoticeCancel(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var notice = new NoticeId(read());
        try (var stores = Stores.open(settings.read(shell.environment()))) {
            var isNews =
                    stores.notices(shell.clock())
                            .cancel(AuditTrail.Actor.atTheCommandLine(), notice)
                            .orElseThrow(() -> new UsageException("there is no notice " + id));
            shell.out().println(isNews ? "cancelled" : "it was cancelled before");
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
