package io.recaller.conversation.waiting;

import io.recaller.contact.ContactId;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.speech.Speech;
import java.util.function.Supplier;

/**
 * What callers are offered on the line when their queue no longer keeps them. Any thread; blocking.
 */
@FunctionalInterface
public interface PartingOffer {
    /**
     * Offers it.
     *
     * @param said before
     * @param otherwise where who does not take it goes on; the queue still has them
     */
    Waiting to(ContactId contact, Speech said, OverflowCause cause, Supplier<Waiting> otherwise);

    /** Says what there is to say, and offers nothing. */
    static PartingOffer none() {
        return (_, said, _, otherwise) ->
                new Waiting.Ask(line -> {
                    line.play(said);
                    return otherwise.get();
                });
    }
}
