package io.recaller.gateway.mail;

import io.recaller.tls.Authorities;
import java.util.Optional;

/**
 * A server of mails.
 *
 * @param login empty: it wants none
 * @param authorities who may vouch for it in TLS
 */
public record MailServer(
        String host, int port, Security security, Optional<Login> login, Authorities authorities) {

    /** One that those vouch for whom Java trusts. */
    public MailServer(String host, int port, Security security, Optional<Login> login) {
        this(host, port, security, login, Authorities.ofJava());
    }

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
