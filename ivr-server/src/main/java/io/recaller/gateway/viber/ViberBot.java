package io.recaller.gateway.viber;

import io.recaller.gateway.hook.FileLinks;
import io.recaller.speech.Language;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A bot of ours.
 *
 * @param gateway its name in the settings
 * @param token the bot's key, by which its events are signed too; never printed
 * @param sender what stands above its messages, up to 28 characters
 * @param api where the API is, usually {@code https://chatapi.viber.com}
 * @param address where Viber reaches our HTTP port; empty: somebody else tells Viber
 * @param language of our own words to people of whom Viber does not tell theirs
 */
public record ViberBot(
        String gateway,
        String token,
        String sender,
        URI api,
        Optional<URI> address,
        Language language) {
    /** The API's own, of {@code sender}. */
    public static final int LONGEST_SENDER = 28;

    /** So long after somebody wrote last nothing that goes to them is paid for by itself. */
    public static final Duration SESSION = Duration.ofHours(24);

    URI method(String method) {
        return URI.create(api + "/pa/" + method);
    }

    /** Where it is told what people do. */
    Optional<String> hook() {
        return address.map(base -> base.toString().replaceFirst("/$", "") + "/viber/" + gateway);
    }

    /** By which Viber fetches what its messages name. */
    FileLinks links() {
        return new FileLinks(hook(), token);
    }

    @Override
    public String toString() {
        return "ViberBot[" + gateway + "]";
    }
}
