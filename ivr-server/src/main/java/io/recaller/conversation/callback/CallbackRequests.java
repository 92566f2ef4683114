package io.recaller.conversation.callback;

import io.recaller.callback.CallableNumbers;
import io.recaller.callback.Callback;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.dialogue.DialogueStore.Saved;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Database;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/** A waiting caller asks to be called back, and keeps the place. Any thread; blocking. */
public final class CallbackRequests {
    /** Whoever is told that they are called back still has to hang up; when they do is told. */
    private static final Duration TO_HANG_UP = Duration.ofMinutes(1);

    private final Database database;
    private final Callbacks callbacks;
    private final CallableNumbers numbers;
    private final DatabaseDialogues dialogues;
    private final ContactStore contacts;
    private final InstantSource clock;
    private final Queue queue = new Queue();

    public CallbackRequests(
            Database database,
            Callbacks callbacks,
            CallableNumbers numbers,
            DatabaseDialogues dialogues,
            ContactStore contacts,
            InstantSource clock) {
        this.database = database;
        this.callbacks = callbacks;
        this.numbers = numbers;
        this.dialogues = dialogues;
        this.contacts = contacts;
        this.clock = clock;
    }

    /**
     * What a caller may choose.
     *
     * @param caller the number they call from; empty: withheld
     * @param own the same, if it can be called
     * @param another whether they may key another one
     */
    public record Terms(
            Language language, Optional<Handle> caller, Optional<Handle> own, boolean another) {}

    /** What came of the choice. */
    public enum Answer {
        KEPT,
        REFUSED,
        /** They no longer wait, or an agent is just asked for them. */
        TOO_LATE
    }

    /** Empty: this queue calls nobody back, or there is no number to call. */
    public Optional<Terms> terms(ContactId contact) {
        return terms(contact, name -> callbacks.rules().queues().contains(name.slug()));
    }

    /** As above, whatever the queue. */
    public Optional<Terms> termsOfAny(ContactId contact) {
        return terms(contact, _ -> true);
    }

    private Optional<Terms> terms(ContactId contact, Predicate<QueueName> queues) {
        return database.inTransaction(tx -> queue.queueOf(tx, contact))
                .filter(queues)
                .flatMap(_ -> dialogues.load(contact))
                .map(saved ->
                        new Terms(
                                saved.dialogue().language(),
                                saved.handle(),
                                numbers.own(saved.handle()),
                                numbers.mayBeKeyed()))
                .filter(terms -> terms.own().isPresent() || terms.another());
    }

    /** What the keys say to whom the terms were told. */
    public CallableNumbers.Keyed keyed(Terms terms, String keys) {
        return numbers.keyed(keys, terms.caller());
    }

    /**
     * Who is called back already and is on the line all the same, for a server may end before it
     * has told them to hang up.
     *
     * @return the language to tell them in; empty: their place is kept for no call-back
     */
    public Optional<Language> kept(ContactId contact) {
        return database.inTransaction(tx -> callbacks.find(tx, contact))
                .flatMap(_ -> dialogues.load(contact))
                .map(saved -> saved.dialogue().language());
    }

    /** The contact waits on without a line. Their line may end from now on. */
    public Answer keep(ContactId contact, Handle number) {
        var saved = dialogues.load(contact).orElseThrow();
        return database.inTransactionOrAgain(tx -> {
            if (!queue.holdsStill(tx, contact)) {
                return Answer.TOO_LATE;
            }
            var answer = callbacks.ask(tx, asked(contact, saved, number));
            if (answer != Callbacks.Answer.KEPT) {
                return Answer.REFUSED;
            }
            var nowhere = new Address.Callback(Optional.empty());
            queue.moved(tx, contact, nowhere);
            contacts.moved(tx, contact, nowhere);
            return Answer.KEPT;
        });
    }

    private Callback asked(ContactId contact, Saved saved, Handle number) {
        var now = clock.instant();
        return Callback.asked(
                contact,
                saved.customer(),
                number,
                saved.handle().filter(handle -> handle.kind() == HandleKind.TEL),
                now,
                now.plus(TO_HANG_UP));
    }
}
