package io.recaller.channel.inbound;

import io.recaller.contact.ContactId;
import io.recaller.conversation.GoingOnWords;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.SelfService;
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
    Optional<Button> button(SelfService service) {
        return hasRoom(service) && left.of(service.contact()).isPresent()
                ? Optional.of(
                        new Button(
                                Press.key(service.version(), Choice.OFFER),
                                Choice.OFFER + " · " + label(service)))
                : Optional.empty();
    }

    /**
     * Whether a message asked for it, and the contact stands there by now. What it answers is
     * written first: whoever is killed after that shows what comes then, and does it once.
     */
    boolean isTakenUp(ThreadMessage message, SelfService service, Outlet outgoing) {
        if (!left.isOffered() || !isAsked(message, service) || isAnswered(message, service)) {
            return false;
        }
        service.settle();
        return left.of(service.contact())
                .filter(each -> {
                    outgoing.answering(service.contact(), service.version(), message, false);
                    return goesOn(service, each);
                })
                .isPresent();
    }

    private boolean goesOn(SelfService service, ContactId each) {
        try {
            return left.goOn(service.contact(), service.version(), each);
        } catch (SupersededException _) {
            throw new NotNowException("somebody else goes on with the contact");
        }
    }

    private static boolean isAnswered(ThreadMessage message, SelfService service) {
        return message.version().filter(before -> before < service.version()).isPresent();
    }

    private static boolean isAsked(ThreadMessage message, SelfService service) {
        return hasRoom(service)
                && message.pressed()
                        .map(key ->
                                Press.of(key)
                                        .filter(press -> press.version() == service.version())
                                        .filter(press -> press.key().equals(Choice.OFFER))
                                        .isPresent())
                        .orElseGet(() -> isAsked(message.text().strip(), service));
    }

    private static boolean isAsked(String text, SelfService service) {
        return text.equals(Choice.OFFER) || text.equalsIgnoreCase(label(service));
    }

    private static boolean hasRoom(SelfService service) {
        return service.turn() instanceof Turn.Choose menu && menu.offer().isEmpty();
    }

    private static String label(SelfService service) {
        return new GoingOnWords(service.language()).label();
    }
}
