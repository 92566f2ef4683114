package io.recaller.callback;

import java.util.Set;

/** The usual rules, where some queues are called back. */
public final class CalledBack {
    private CalledBack() {}

    public static CallbackRules from(String... queues) {
        var usual = CallbackRules.usual();
        return new CallbackRules(
                Set.of(queues),
                usual.prefixes(),
                usual.attempts(),
                usual.pause(),
                usual.ring(),
                usual.keep(),
                usual.aDay());
    }
}
