package io.recaller.cli.customer;

import picocli.CommandLine.Command;

/** What customers are told unasked. */
@Command(
        name = "notice",
        mixinStandardHelpOptions = true,
        description = "What customers are told unasked, who agreed to it.",
        synopsisSubcommandLabel = "COMMAND")
public final class NoticeCommand {
    private NoticeCommand() {}

    public static NoticeCommand group() {
        return new NoticeCommand();
    }
}
