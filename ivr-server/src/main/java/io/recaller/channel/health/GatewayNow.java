package io.recaller.channel.health;

import io.recaller.contact.Channel;
import io.recaller.message.GatewayStates.Passed;
import io.recaller.message.GatewayStates.Unsent;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a gateway does at one moment, as all servers of the database see it.
 *
 * @param name as the settings name it
 * @param why why it is dead, with the remedy; else empty
 * @param since since when it has been so; empty: no server runs
 * @param unsent what waits to be sent; empty: nothing
 */
public record GatewayNow(
        String name,
        Channel channel,
        State state,
        String why,
        Optional<Instant> since,
        Passed passed,
        Optional<Unsent> unsent) {
    /** How it does; the lower case name is what JSON carries. */
    public enum State {
        /** No server that runs has it. */
        AWAY,
        /** Nothing was asked for or sent by it since its servers started. */
        IDLE,
        WORKS,
        /** A server says that nothing passes before somebody acts. */
        DEAD;

        /** As JSON carries it. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isDead() {
        return state == State.DEAD;
    }
}
