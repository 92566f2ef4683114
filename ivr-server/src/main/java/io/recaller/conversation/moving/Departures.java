package io.recaller.conversation.moving;

import io.recaller.contact.ContactId;
import io.recaller.conversation.GoingOnWords;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.dialogue.MovedDialogues.Known;
import io.recaller.conversation.dialogue.MovedRows;
import io.recaller.customer.Handle;
import io.recaller.db.Tx;
import io.recaller.message.FlowMessages;
import io.recaller.message.MessageState;
import io.recaller.message.MessageThread;
import io.recaller.message.Threads;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Contacts that go on as others; where one was written in, it is said there, so that nobody answers
 * what is asked no more. Each method works in the caller's transaction. Any thread.
 */
public final class Departures {
    private final MovedDialogues moved;
    private final Predicate<String> pushes;
    private final Threads threads = new Threads();
    private final MovedRows moves = new MovedRows();
    private final FlowMessages flowMessages = new FlowMessages();

    /**
     * Over one schema.
     *
     * @param pushes by name of a gateway, whether what is said there must be sent
     */
    public Departures(MovedDialogues moved, Predicate<String> pushes) {
        this.moved = moved;
        this.pushes = pushes;
    }

    /** As {@link MovedDialogues#leftOff}. */
    Optional<ContactId> leftOff(Tx tx, ContactId contact, Instant since, Instant now) {
        return moved.leftOff(tx, contact, since, now);
    }

    /** Whether somebody may go on elsewhere where it stands: it is there, and not over. */
    public boolean mayGoOn(Tx tx, ContactId contact) {
        return language(tx, contact).isPresent()
                && !isOver(tx, contact)
                && !moves.wentOn(tx, contact);
    }

    /** As {@link MovedDialogues#isOver}. */
    public boolean isOver(Tx tx, ContactId contact) {
        return moved.isOver(tx, contact);
    }

    /** As {@link MovedDialogues#isSpoken}. */
    public boolean isSpoken(Tx tx, ContactId contact) {
        return moved.isSpoken(tx, contact);
    }

    /** As {@link MovedDialogues#cameBy}. */
    public boolean cameBy(Tx tx, ContactId contact, Handle handle) {
        return moved.cameBy(tx, contact, handle);
    }

    /** As {@link MovedDialogues#language}. */
    public Optional<Language> language(Tx tx, ContactId contact) {
        return moved.language(tx, contact);
    }

    /** As {@link MovedRows#wentOnAs}. */
    public boolean wentOnAs(Tx tx, ContactId left, ContactId contact) {
        return moves.wentOnAs(tx, left, contact);
    }

    /** As {@link MovedDialogues#move}; the thread is locked before the contacts are. */
    public boolean move(
            Tx tx, ContactId left, ContactId contact, long version, Known by, Instant now) {
        var thread = threads.of(tx, left);
        thread.ifPresent(each -> threads.lock(tx, each.id()));
        var goesOn = moved.move(tx, left, contact, version, by, now);
        if (goesOn && moved.isOver(tx, left)) {
            thread.ifPresent(each -> tell(tx, each, left, now));
        }
        return goesOn;
    }

    private void tell(Tx tx, MessageThread thread, ContactId left, Instant now) {
        var language = moved.language(tx, left).or(() -> thread.language().flatMap(Language::of));
        flowMessages.say(
                tx,
                thread.id(),
                left,
                new GoingOnWords(language.orElse(new Language("en"))).left(),
                List.of(),
                pushes.test(thread.gateway()) ? MessageState.QUEUED : MessageState.SENT,
                now);
    }
}
