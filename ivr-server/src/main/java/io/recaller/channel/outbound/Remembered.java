package io.recaller.channel.outbound;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of the last so many things. Of that which was written longest ago it is
 * forgotten when there are more: what never comes to its end here, because another server goes on
 * with it or it is given up, would fill the memory otherwise. Thread-safe by its own lock.
 */
public final class Remembered<K, V> {
    private final int most;

    // Guarded by this; what was written longest ago first.
    private final Map<K, V> kept = new LinkedHashMap<>();

    /** Nothing is remembered yet. */
    public Remembered(int most) {
        this.most = most;
    }

    /** Empty: nothing is remembered of it. */
    public synchronized Optional<V> of(K key) {
        return Optional.ofNullable(kept.get(key));
    }

    public synchronized void put(K key, V value) {
        kept.remove(key);
        kept.put(key, value);
        if (kept.size() > most) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** What was remembered of it, and is no more. */
    public synchronized Optional<V> forget(K key) {
        return Optional.ofNullable(kept.remove(key));
    }
}
