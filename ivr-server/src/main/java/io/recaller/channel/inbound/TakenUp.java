package io.recaller.channel.inbound;

import io.recaller.contact.ContactId;
import io.recaller.conversation.GoingOnWords;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.Talk;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.flow.engine.Choice;
import io.recaller.flow.engine.Turn;
import io.recaller.message.Button;
import io.recaller.message.ThreadMessage;
import java.util.Optional;

/**
 * Lets whoever writes go on where they stood on another channel: the first menu has a button for
 * it, and the star stands for it in any menu that has no offer of its own. Nothing is kept of that:
 * what there is to go on with is looked up when it is asked for. Any thread; blocking.
 */
record TakenUp(LeftOff left) {
    /** Empty: there is nothing to go on with, or what is asked now has a star of its own. */
    Optional<Button> button(Talk talk) {
        return hasRoom(talk) && left.of(talk.contact()).isPresent()
                ? Optional.of(
                        new Button(
                                Press.key(talk.version(), Choice.OFFER),
                                Choice.OFFER + " · " + label(talk)))
                : Optional.empty();
    }

    /**
     * Whether a message asked for it, and the contact stands there by now. What it answers is
     * written first: whoever is killed after that shows what comes then, and does it once.
     */
    boolean isTakenUp(ThreadMessage message, Talk talk, Outlet outgoing) {
        if (!left.isOffered() || !isAsked(message, talk) || isAnswered(message, talk)) {
            return false;
        }
        talk.settle();
        return left.of(talk.contact())
                .filter(each -> {
                    outgoing.answering(talk.contact(), talk.version(), message, false);
                    return goesOn(talk, each);
                })
                .isPresent();
    }

    private boolean goesOn(Talk talk, ContactId each) {
        try {
            return left.goOn(talk.contact(), talk.version(), each);
        } catch (SupersededException _) {
            throw new NotNowException("somebody else goes on with the contact");
        }
    }

    private static boolean isAnswered(ThreadMessage message, Talk talk) {
        return message.version().filter(before -> before < talk.version()).isPresent();
    }

    private static boolean isAsked(ThreadMessage message, Talk talk) {
        return hasRoom(talk)
                && message.pressed()
                        .map(key ->
                                Press.of(key)
                                        .filter(press -> press.version() == talk.version())
                                        .filter(press -> press.key().equals(Choice.OFFER))
                                        .isPresent())
                        .orElseGet(() -> isAsked(message.text().strip(), talk));
    }

    private static boolean isAsked(String text, Talk talk) {
        return text.equals(Choice.OFFER) || text.equalsIgnoreCase(label(talk));
    }

    private static boolean hasRoom(Talk talk) {
        return talk.turn() instanceof Turn.Choose menu && menu.offer().isEmpty();
    }

    private static String label(Talk talk) {
        return new GoingOnWords(talk.language()).label();
    }
}
