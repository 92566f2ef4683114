package io.recaller.contact;

import java.util.Optional;

/**
 * Where a contact is reached while it lasts. Only the door that made it looks inside; to everybody
 * else two addresses are the same or they are not.
 */
public sealed interface Address {
    /**
     * A telephone call.
     *
     * @param system Asterisk's {@code systemname}; empty when it has none
     * @param linkedId Asterisk's id of the whole call
     * @param channelName Asterisk's name of the caller's channel; both may change under way
     */
    record Call(String system, String linkedId, String channelName) implements Address {}

    /**
     * Messages to and fro.
     *
     * @param gateway which of our gateways they pass
     * @param id that gateway's own id of the exchange
     */
    @SuppressWarnings("JavaLangClash") // the field's word, always read as Address.Thread
    record Thread(String gateway, String id) implements Address {}

    /**
     * Nowhere: who was here hung up, and is called back when it is their turn.
     *
     * @param system the Asterisk whose phone rings for them, or rang last; empty: none did
     */
    record Callback(Optional<String> system) implements Nowhere {}

    /**
     * Nowhere: who was here left a message, and hung up.
     *
     * @param system as of a call-back
     */
    record Voicemail(Optional<String> system) implements Nowhere {}

    /** No line waits: the contact's turn comes all the same. */
    sealed interface Nowhere extends Address {
        /** The Asterisk whose phone rings for it, or rang last; empty: none did. */
        Optional<String> system();

        /** The same, with a phone of that Asterisk. */
        default Nowhere at(String other) {
            return switch (this) {
                case Callback _ -> new Callback(Optional.of(other));
                case Voicemail _ -> new Voicemail(Optional.of(other));
            };
        }
    }
}
