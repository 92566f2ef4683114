package io.recaller.gateway.sms;

import io.recaller.channel.outbound.Gateway.NotSentException;

/** Brings one message to a provider. Any thread; blocking. */
public interface Carrier {
    /**
     * What is sent.
     *
     * @param seq of our message
     * @param to a number, with + where it is one of the whole world
     */
    record Parcel(long seq, String to, String text) {
        @Override
        public String toString() {
            return "Parcel[" + seq + "]";
        }
    }

    /** The provider's own id of it, never empty. */
    String carry(Parcel parcel) throws NotSentException;

    /** Whether this server is the one that can. */
    default boolean isHere() {
        return true;
    }
}
