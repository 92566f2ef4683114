package io.recaller.cli.option;

import io.recaller.routing.board.Board;

/** The option {@code --queue} of commands that tell of queues. */
public final class QueueOption {
    private QueueOption() {}

    /**
     * Looks whether there is such a queue.
     *
     * @throws UsageException naming those there are
     */
    public static void check(String name, Board board) {
        if (!board.queues().contains(name)) {
            throw new UsageException(
                    "there is no queue "
                            + name
                            + "; there are: "
                            + String.join(", ", board.queues()));
        }
    }
}
