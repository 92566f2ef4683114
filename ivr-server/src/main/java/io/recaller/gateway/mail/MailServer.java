package io.recaller.gateway.mail;

import java.util.Optional;

/**
 * A server of mails.
 *
 * @param login empty: it wants none
 */
public record MailServer(String host, int port, Security security, Optional<Login> login) {
    /** How what is said to it is kept from others. */
    public enum Security {
        /** TLS from the first byte. */
        TLS,
        /** TLS after a word in the clear; without it nothing is said. */
        STARTTLS,
        /** Not at all: for a server on the same machine. */
        NONE
    }

    /** Who we are there. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[•••]";
        }
    }
}
