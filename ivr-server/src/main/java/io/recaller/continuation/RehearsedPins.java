package io.recaller.continuation;

import io.recaller.contact.Channel;
import io.recaller.conversation.PinPages;
import io.recaller.db.Tx;
import io.recaller.message.ThreadMessage;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * Pages for PINs without rows: of whoever is known the PIN is taken for right, and any number for
 * the one that the page shows.
 *
 * @param link without the token; empty: there are no pages
 */
public record RehearsedPins(Optional<String> link) implements PinPages {
    /** With pages at that public address. */
    public static RehearsedPins at(Optional<URI> page) {
        return new RehearsedPins(page.map(PinLinks::at));
    }

    @Override
    public Possible mayAsk(Asked asked) {
        return link.isPresent() && asked.who().customer().isPresent()
                ? Possible.YES
                : Possible.NEVER;
    }

    @Override
    public Heard hear(Asked asked, ThreadMessage message) {
        return WrittenNumber.in(message.words()).isPresent()
                ? new Heard.Proved(asked.who().customer().orElseThrow())
                : new Heard.Nothing();
    }

    @Override
    public Words ask(Tx tx, Asked asked, Channel channel, boolean isGuess) {
        return words(asked, channel);
    }

    /** With as many letters as a real one. */
    public Words words(Asked asked, Channel channel) {
        var token = new PageSecret("x".repeat(PageSecret.LETTERS_OF_PIN));
        return new Words(
                PinWords.asked(asked.language(), channel, link.orElse(""), token, Instant.MAX)
                        .clear(),
                Optional.empty());
    }
}
