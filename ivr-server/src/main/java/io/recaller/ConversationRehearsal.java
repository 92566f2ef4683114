package io.recaller;

import io.recaller.asterisk.prompt.Prompts;
import io.recaller.conversation.voice.Calls;
import io.recaller.db.Tx;
import io.recaller.flow.Flow;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readies what serves conversations for the first caller: calls are made that nobody makes, while
 * each connection is asked what calls ask.
 */
record ConversationRehearsal(ConversationParts parts, Map<String, Flow> served) {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationRehearsal.class);
    private static final Duration READY_WITHIN = Duration.ofMillis(800);

    /** How many questions were answered; they left no rows. */
    int run(Prompts prompts) {
        var ground = parts.ground();
        var connections = new FutureTask<>(this::readied, true);
        var answered =
                new Rehearsal(
                                ground.stores(),
                                prompts,
                                stores -> new Calls(parts.rehearsed(stores)))
                        .run(
                                ground.settings().numbers().keySet(),
                                () -> parts.workers().execute(connections));
        connections.run();
        finish(connections);
        return answered;
    }

    private void readied() {
        parts.ground().stores().database().rehearse(this::ask, READY_WITHIN);
        try {
            // Until it is known whether any notice runs, each call would ask for its own.
            parts.notices().run();
        } catch (RuntimeException failure) {
            LOG.atDebug().setCause(failure).log("notices are looked for later");
        }
    }

    private static void finish(FutureTask<?> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("connections cannot be rehearsed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Tx tx) {
        var now = parts.ground().clock().instant();
        parts.contexts().rehearse(tx, now);
        served.values().stream()
                .limit(1)
                .forEach(flow -> parts.dialogues().rehearse(tx, flow, now));
    }
}
