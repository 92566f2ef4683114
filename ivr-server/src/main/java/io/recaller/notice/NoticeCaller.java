package io.recaller.notice;

import io.recaller.customer.Handle;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Calls customers to tell them a notice. Any thread. */
public interface NoticeCaller {
    /**
     * One call.
     *
     * @param language an ISO 639 code
     * @param text told to whoever answered and pressed 1
     * @param ring how long it rings
     */
    record Placed(UUID call, Handle number, String language, String text, Duration ring) {}

    /** Which Asterisk would call now; empty: none is in reach. */
    Optional<String> system();

    /** Whether all that is said can be said at once; else it is made, for another time. */
    boolean isReady(String language, String text);

    /**
     * Begins and returns. What comes of it is told to {@link NoticeCalls#ended}, or nobody hears of
     * it.
     */
    void call(Placed placed);

    /** How far one has come. */
    sealed interface Fate {
        record GoesOn() implements Fate {}

        record Over(CallOutcome outcome) implements Fate {}

        /** It is on no channel, and nothing was kept of it. */
        record Gone() implements Fate {}

        /** It cannot be asked now. */
        record NotKnown() implements Fate {}
    }

    /** As Asterisk has it. It may block. */
    Fate fate(UUID call);

    /** Where nobody calls. */
    static NoticeCaller none() {
        return new NoticeCaller() {
            @Override
            public Optional<String> system() {
                return Optional.empty();
            }

            @Override
            public boolean isReady(String language, String text) {
                return false;
            }

            @Override
            public void call(Placed placed) {
                throw new IllegalStateException("nobody calls here");
            }

            @Override
            public Fate fate(UUID call) {
                return new Fate.NotKnown();
            }
        };
    }
}
