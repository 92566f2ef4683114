package io.recaller.flow;

import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.menu.Pin;
import io.recaller.speech.Text;
import java.util.List;

/**
 * One option of a menu, as the flow defines it.
 *
 * @param key {@code 0} to {@code 9}
 * @param phrase the whole sentence, with {@code {option}} and {@code {key}} to be filled in
 * @param sensitive the lowest trust at which it may be read early; {@code UNKNOWN} for most
 * @param other whether it takes every topic that no option covers
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
        String next) {
    public Option {
        topics = List.copyOf(topics);
    }
}
