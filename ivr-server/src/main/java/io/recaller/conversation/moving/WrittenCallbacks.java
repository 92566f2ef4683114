package io.recaller.conversation.moving;

import io.recaller.callback.CallableNumbers;
import io.recaller.callback.Callback;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.CalledInstead;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.customer.Handle;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.MessageThread;
import io.recaller.message.Threads;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.Wish;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Call-backs of those who wait for an agent in writing: to the number that they write from, or one
 * that identifies the customer, in a queue that calls back, with the wishes, age and priority of
 * the place. Any thread; blocking.
 */
public final class WrittenCallbacks implements CalledInstead {
    private final Database database;
    private final MovedDialogues moved;
    private final Callbacks callbacks;
    private final CallbackNumbers numbers;
    private final Supplier<ContactId> newContact;
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final Queue queue = new Queue();

    public WrittenCallbacks(
            Database database,
            MovedDialogues moved,
            Callbacks callbacks,
            CallableNumbers numbers,
            Supplier<ContactId> newContact,
            InstantSource clock) {
        this.database = database;
        this.moved = moved;
        this.callbacks = callbacks;
        this.numbers = new CallbackNumbers(moved, numbers);
        this.newContact = newContact;
        this.clock = clock;
    }

    @Override
    public boolean isPossible(Tx tx, ContactId waiting) {
        return !callbacks.rules().queues().isEmpty()
                && wish(tx, waiting).isPresent()
                && number(tx, waiting)
                        .filter(number -> callbacks.mayAsk(tx, asked(tx, waiting, waiting, number)))
                        .isPresent();
    }

    @Override
    public Answer ask(ContactId waiting, Consumer<Tx> also) {
        try {
            return database.inTransactionOrAgain(tx -> ask(tx, waiting, also));
        } catch (NotKeptException e) {
            return e.hasOne() ? Answer.HAS_ONE : Answer.IMPOSSIBLE;
        } catch (SupersededException wentOn) {
            // As another contact, which has its place by now.
            return Answer.FOR_PEOPLE;
        }
    }

    private Answer ask(Tx tx, ContactId waiting, Consumer<Tx> also) {
        threads.of(tx, waiting).ifPresent(thread -> threads.lock(tx, thread.id()));
        if (!queue.holdsStill(tx, waiting)) {
            return Answer.FOR_PEOPLE;
        }
        var wish = wish(tx, waiting);
        if (wish.isEmpty()) {
            return Answer.FOR_PEOPLE;
        }
        var number = number(tx, waiting);
        if (number.isEmpty()) {
            return Answer.IMPOSSIBLE;
        }
        keep(tx, waiting, wish.get(), number.get());
        also.accept(tx);
        return Answer.KEPT;
    }

    /** Empty: it is in no queue that calls back. */
    private Optional<Wish> wish(Tx tx, ContactId waiting) {
        return queue.place(tx, waiting)
                .map(Queue.Place::wish)
                .filter(wish -> callbacks.rules().queues().contains(wish.queue().slug()));
    }

    private Optional<Handle> number(Tx tx, ContactId waiting) {
        return numbers.of(tx, waiting, from(tx, waiting));
    }

    private Optional<Handle> from(Tx tx, ContactId waiting) {
        return threads.of(tx, waiting).flatMap(MessageThread::handle);
    }

    private void keep(Tx tx, ContactId waiting, Wish wish, Handle number) {
        var now = clock.instant();
        var contact = newContact.get();
        var address = new Address.Callback(Optional.empty());
        var arrival = CallbackNumbers.arrival(number, address);
        var kept = moved.takePlace(tx, waiting, contact, arrival, wish.queue(), now);
        queue.enter(
                tx,
                contact,
                Channel.SPOKEN,
                wish,
                kept.map(Queue.Kept::priority).orElse(0),
                address,
                now,
                kept);
        var answer = callbacks.ask(tx, asked(tx, waiting, contact, number));
        if (answer != Callbacks.Answer.KEPT) {
            throw new NotKeptException(answer);
        }
    }

    private Callback asked(Tx tx, ContactId waiting, ContactId contact, Handle number) {
        var now = clock.instant();
        var customer = moved.customer(tx, waiting);
        return Callback.asked(contact, customer, number, numbers.own(from(tx, waiting)), now, now);
    }
}
