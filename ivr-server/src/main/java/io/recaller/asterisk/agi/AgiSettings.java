package io.recaller.asterisk.agi;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * How calls come in. FastAGI knows neither passwords nor encryption: keep it on the loopback
 * address or on a private network.
 *
 * @param bind where to listen; port 0 takes a free one
 * @param peers addresses that Asterisk calls from; empty means this machine only
 * @param token what the dialplan sends as its first argument; calls without it are turned away
 * @param maxCalls calls served at a time; one more is closed at once, so that the dialplan tries
 *     the next server
 * @param headerWithin how long a client may take to say who calls, the token included
 * @param silence how long Asterisk may take to answer one command: longer than the longest prompt
 *     with its patience
 * @param drain how long calls may go on when the server stops; then another server resumes them
 */
public record AgiSettings(
        InetSocketAddress bind,
        Set<InetAddress> peers,
        String token,
        int maxCalls,
        Duration headerWithin,
        Duration silence,
        Duration drain) {
    public AgiSettings {
        peers = Set.copyOf(peers);
        if (token.isBlank()) {
            throw new IllegalArgumentException(
                    "agi.token: must not be empty; make one: openssl rand -hex 24");
        }
        if (maxCalls < 1) {
            throw new IllegalArgumentException("agi.max-calls: must be at least 1, is " + maxCalls);
        }
    }

    /** Usual limits: 500 calls, 2 s for the header, 10 minutes of silence, 10 s to drain. */
    public static AgiSettings of(InetSocketAddress bind, String token) {
        return new AgiSettings(
                bind,
                Set.of(),
                token,
                500,
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10));
    }

    boolean mayCall(InetAddress peer) {
        return peers.isEmpty() ? peer.isLoopbackAddress() : peers.contains(peer);
    }

    /** Never the token. */
    @Override
    public String toString() {
        return "AgiSettings[" + bind + ", maxCalls=" + maxCalls + "]";
    }
}
