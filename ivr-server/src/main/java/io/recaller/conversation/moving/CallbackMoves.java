package io.recaller.conversation.moving;

import io.recaller.callback.CallableNumbers;
import io.recaller.callback.Callback;
import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.Switches.Asked;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.dialogue.MovedRows;
import io.recaller.customer.Handle;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.flow.engine.SwitchOutcome;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * To a call-back: a place in the main queue, kept without a line, for a number that identifies the
 * customer or that they call from. One they only name is never called. Any thread; blocking.
 */
public final class CallbackMoves {
    /** Of one who is on the telephone yet. */
    private static final Duration TO_HANG_UP = Duration.ofMinutes(1);

    /** As a flow's that says none. */
    private static final int PRIORITY = 5;

    private final Database database;
    private final MovedDialogues moved;
    private final Callbacks callbacks;
    private final CallbackNumbers numbers;
    private final Supplier<ContactId> newContact;
    private final InstantSource clock;
    private final Queue queue = new Queue();
    private final MovedRows moves = new MovedRows();

    public CallbackMoves(
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

    SwitchOutcome to(Asked asked) {
        if (!callbacks.rules().queues().contains(QueueName.MAIN.slug())) {
            return SwitchOutcome.IMPOSSIBLE;
        }
        try {
            return database.inTransactionOrAgain(tx ->
                    moves.wentOn(tx, asked.contact())
                            ? SwitchOutcome.MOVED
                            : numbers.of(tx, asked.contact(), from(asked))
                                    .map(number -> kept(tx, asked, number, clock.instant()))
                                    .orElse(SwitchOutcome.IMPOSSIBLE));
        } catch (NotKeptException _) {
            return SwitchOutcome.IMPOSSIBLE;
        }
    }

    private static boolean isOnTheLine(Asked asked) {
        return asked.arrival().channel().isSpoken();
    }

    private static Optional<Handle> from(Asked asked) {
        return isOnTheLine(asked) ? asked.arrival().handle() : Optional.empty();
    }

    private SwitchOutcome kept(Tx tx, Asked asked, Handle number, Instant now) {
        var contact = newContact.get();
        var address = new Address.Callback(Optional.empty());
        moved.begin(
                tx,
                asked.contact(),
                contact,
                CallbackNumbers.arrival(number, address),
                asked.dialogue(),
                MovedDialogues.Known.BY_SECRET,
                now);
        queue.enter(
                tx,
                contact,
                Channel.SPOKEN,
                new Wish(
                        QueueName.MAIN,
                        Requirement.none(),
                        asked.dialogue().language().tag(),
                        Map.of()),
                PRIORITY,
                address,
                now);
        var answer =
                callbacks.ask(
                        tx,
                        Callback.asked(
                                contact,
                                moved.customer(tx, asked.contact()),
                                number,
                                numbers.own(from(asked)),
                                now,
                                isOnTheLine(asked) ? now.plus(TO_HANG_UP) : now));
        if (answer != Callbacks.Answer.KEPT) {
            throw new NotKeptException(answer);
        }
        return SwitchOutcome.MOVED;
    }
}
