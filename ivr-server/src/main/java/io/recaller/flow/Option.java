package io.recaller.flow;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.menu.Pin;
import io.recaller.speech.Language;
import io.recaller.speech.Text;
import java.util.List;
import java.util.Optional;

/**
 * One option of a menu, as the flow defines it.
 *
 * @param key {@code 0} to {@code 9}
 * @param phrase the whole sentence, with {@code {option}} and {@code {key}} to be filled in
 * @param sensitive the lowest trust at which it may be read early; {@code UNKNOWN} for most
 * @param other whether it takes every topic that no option covers
 * @param language the one the caller goes on in, which its own words are in; empty for most
 */
public record Option(
        String id,
        char key,
        List<Topic> topics,
        Text say,
        Text phrase,
        Pin pin,
        TrustTier sensitive,
        boolean other,
        Optional<Language> language,
        String next) {
    public Option {
        topics = List.copyOf(topics);
    }
}
