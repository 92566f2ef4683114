package io.recaller.routing.storm;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When a server dies: before it says something to the database, or after it has said it and before
 * it hears the answer. Only what the thread that made it says counts.
 */
final class Fate {
    private static final Map<String, Fate> ALL = new ConcurrentHashMap<>();

    private final String name;
    private final Thread thread = Thread.currentThread();
    private volatile boolean dead;
    private int left = Integer.MAX_VALUE;
    private boolean afterIt;

    Fate(String name) {
        this.name = name;
        ALL.put(name, this);
    }

    static @Nullable Fate of(String name) {
        return ALL.get(name);
    }

    String name() {
        return name;
    }

    /**
     * Dies at that word from now on.
     *
     * @param isHeard whether the database hears it
     */
    void dieAt(int word, boolean isHeard) {
        left = word;
        afterIt = isHeard;
    }

    void die() {
        dead = true;
        ALL.remove(name);
    }

    boolean isDead() {
        return dead;
    }

    /** Says something to the database, or dies. */
    void say(Word word) throws IOException {
        if (dead) {
            throw new IOException("a dead process says nothing");
        }
        var isLast = Thread.currentThread().equals(thread) && --left == 0;
        if (!isLast || afterIt) {
            word.say();
        }
        if (isLast) {
            die();
            throw new Killed();
        }
    }

    @FunctionalInterface
    interface Word {
        void say() throws IOException;
    }
}
