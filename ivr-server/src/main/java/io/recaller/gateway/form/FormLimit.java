package io.recaller.gateway.form;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** As many forms of one client, or to one number, within a time. Thread-safe by its own lock. */
final class FormLimit {
    /** Who comes after so many others has begun anew. */
    private static final int MOST_CLIENTS = 10_000;

    private final int most;
    private final Duration within;

    // Guarded by this; the oldest first.
    private final Map<String, Window> clients = new LinkedHashMap<>();

    private record Window(Instant until, int count) {}

    FormLimit(int most, Duration within) {
        this.most = most;
        this.within = within;
    }

    /** How long this client has to wait; nothing: one more was counted. */
    synchronized Duration take(String client, Instant now) {
        var known = clients.getOrDefault(client, new Window(now.plus(within), 0));
        var window = known.until().isAfter(now) ? known : new Window(now.plus(within), 0);
        if (window.count() >= most) {
            return Duration.between(now, window.until());
        }
        clients.remove(client);
        clients.put(client, new Window(window.until(), window.count() + 1));
        if (clients.size() > MOST_CLIENTS) {
            clients.remove(clients.keySet().iterator().next());
        }
        return Duration.ZERO;
    }
}
