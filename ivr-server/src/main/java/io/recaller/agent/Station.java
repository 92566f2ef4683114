package io.recaller.agent;

import java.util.Optional;

/**
 * A phone an agent can sit at.
 *
 * @param name what is written on it, unique
 * @param endpoint what Asterisk dials to ring it, such as {@code PJSIP/1001}
 * @param asteriskSystem the Asterisk that knows the endpoint; empty: the only one
 */
public record Station(StationId id, String name, String endpoint, Optional<String> asteriskSystem) {
    /** What is left of the endpoint without its technology: {@code 1001} of {@code PJSIP/1001}. */
    public String number() {
        return number(endpoint);
    }

    static String number(String endpoint) {
        return endpoint.substring(endpoint.indexOf('/') + 1);
    }
}
