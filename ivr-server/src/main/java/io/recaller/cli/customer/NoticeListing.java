package io.recaller.cli.customer;

import io.recaller.Stores;
import io.recaller.cli.option.SettingsOption;
import io.recaller.cli.terminal.Shell;
import io.recaller.notice.Notices.Progress;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the newest notices. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "The newest notices, and how many customers they have reached.",
        footer = {"%nExample:", "  recaller notice list"})
public final class NoticeListing implements Callable<Integer> {
    private static final int MOST = 50;

    @Mixin private SettingsOption settings = new SettingsOption();

    private final Shell shell;

    public NoticeListing(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        var read = settings.read(shell.environment());
        try (var stores = Stores.toRead(read)) {
            var found = stores.notices(shell.clock()).newest(MOST);
            found.forEach(each -> tell(each, read.zone()));
            if (found.isEmpty()) {
                shell.out().println("no notices");
            }
        }
        return 0;
    }

    private void tell(Progress progress, ZoneId zone) {
        var notice = progress.notice();
        shell.out()
                .println(
                        notice.id()
                                + "  "
                                + notice.topic().id()
                                + "  until "
                                + notice.until().atZone(zone).toLocalDateTime()
                                + notice.cancelledAt().map(_ -> "  cancelled").orElse(""));
        shell.out().println("  " + counts(progress.customers()));
        if (!progress.reasons().isEmpty()) {
            shell.out().println("  unreachable: " + counts(progress.reasons()));
        }
    }

    private static String counts(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "nobody yet"
                : counts.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }
}
