package io.recaller.gateway.sms;

import io.recaller.speech.Language;
import io.recaller.tls.Authorities;
import java.net.URI;
import java.util.Optional;

/**
 * What the settings say of a gateway for short messages.
 *
 * @param gateway its name
 * @param url where messages are sent to
 * @param user as the provider knows us; may be empty where the password says it all
 * @param from the number or name that messages come from
 * @param address where the provider reaches our HTTP port; empty: it tells nothing of what it sent
 * @param token what a provider that signs nothing must show; empty: of one that signs
 * @param segments as many are paid for a message of a flow at most, 1 to 10
 * @param perSecond as many the provider takes a second, segments with SMPP; empty: it is not known
 * @param authorities who may vouch for a centre or provider that is spoken to in TLS
 * @param language of our own words
 */
public record SmsPlan(
        String gateway,
        Provider provider,
        URI url,
        String user,
        String password,
        String from,
        Optional<URI> address,
        Optional<String> token,
        int segments,
        Optional<Integer> perSecond,
        Authorities authorities,
        Language language) {
    /** How a provider speaks. */
    public enum Provider {
        TWILIO,
        INFOBIP,
        KANNEL,
        SMPP
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "SmsPlan[" + gateway + ", " + provider + ", " + url + ", " + from + ", •••]";
    }
}
