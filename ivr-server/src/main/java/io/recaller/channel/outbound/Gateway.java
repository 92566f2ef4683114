package io.recaller.channel.outbound;

import io.recaller.channel.CarriedFiles;
import java.time.Duration;

/**
 * Where messages are sent that the other side does not read from our rows. Any thread; blocking.
 */
public interface Gateway {
    /** As the settings name it. */
    String name();

    /**
     * Sends one message; what is longer than the other side takes is sent in pieces.
     *
     * @return the gateway's own id of it
     * @throws NotSentException when it was not, or may not have been
     */
    String send(Outbound message) throws NotSentException;

    /** Whether this server is the one that can send by it now; else another one does. */
    default boolean isHere() {
        return true;
    }

    /** Which files what it sends may have. */
    default CarriedFiles files() {
        return CarriedFiles.none();
    }

    /**
     * Shows the other side for a few seconds that somebody is writing to them; nothing where that
     * cannot be shown. Whether it was is not known.
     */
    default void typing(String peer) {}

    /** Why a message was not sent, and what is to be done about it. */
    final class NotSentException extends Exception {
        private final transient Remedy remedy;

        public NotSentException(Remedy remedy) {
            super(remedy.toString());
            this.remedy = remedy;
        }

        public Remedy remedy() {
            return remedy;
        }
    }

    /** What is to be done about a message that was not sent. */
    sealed interface Remedy {
        /** In plain words. */
        String why();

        /** It is sent again, then or later. */
        record Again(Duration after, String why) implements Remedy {}

        /** It never can be. */
        record GiveUp(String why) implements Remedy {}

        /** Nothing can be sent by this gateway before somebody acts; messages wait. */
        record Dead(String why) implements Remedy {}
    }
}
