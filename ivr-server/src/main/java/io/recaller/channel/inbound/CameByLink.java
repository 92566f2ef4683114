package io.recaller.channel.inbound;

import io.recaller.conversation.GoingOnWords;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.SelfService;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.message.ThreadMessage;

/**
 * Lets whoever comes by a link go on where they were shown it; by one that is not good they come as
 * anybody does, and are told so. Any thread; blocking.
 */
record CameByLink(LinkArrivals links) {
    /**
     * Whether the contact stands there by now. What the message answers is written first: whoever
     * is killed after that finds it so.
     */
    boolean goesOn(ThreadMessage message, SelfService service, Outlet outgoing) {
        service.settle();
        if (message.version().isEmpty()) {
            outgoing.answering(service.contact(), service.version(), message, false);
        }
        try {
            return links.goOn(service.contact(), service.version(), message.seq());
        } catch (SupersededException _) {
            throw new NotNowException("somebody else goes on with the contact");
        }
    }

    /** What is said of a link that is not good; empty: it was. */
    static String words(ThreadMessage message, SelfService service) {
        var isSaid = message.version().filter(before -> before < service.version()).isPresent();
        return isSaid ? "" : new GoingOnWords(service.language()).notGood();
    }
}
