package io.recaller.cli.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Where a simulated caller's keys come from, one entry per question. One thread. */
public interface KeyScript {
    /** What is keyed now: digits, nothing for silence; empty when the caller hangs up. */
    Optional<String> next();

    /** Tells what is wrong with what came; false when nothing else can be keyed instead. */
    default boolean again(String problem) {
        return false;
    }

    /**
     * Keys given beforehand, separated by commas: {@code 6,1,12345678}; an empty item is silence.
     */
    static KeyScript of(String keys) {
        Iterator<String> each = List.of(keys.split(",", -1)).iterator();
        return () -> each.hasNext() ? Optional.of(each.next().strip()) : Optional.empty();
    }

    /** Keys typed at a terminal; the end of input hangs up. */
    static KeyScript typed(BufferedReader in, PrintStream prompt) {
        return typed(in, prompt, "keys> ");
    }

    /** As above, asked for in these words. */
    static KeyScript typed(BufferedReader in, PrintStream prompt, String asking) {
        return new Typed(in, prompt, asking);
    }

    /** Somebody at a terminal, who may key again what was wrong. */
    record Typed(BufferedReader in, PrintStream prompt, String asking) implements KeyScript {
        @Override
        public Optional<String> next() {
            prompt.print(asking);
            prompt.flush();
            try {
                return Optional.ofNullable(in.readLine()).map(String::strip);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean again(String problem) {
            prompt.println(problem);
            return true;
        }
    }
}
