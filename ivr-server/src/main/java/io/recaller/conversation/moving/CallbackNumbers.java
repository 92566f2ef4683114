package io.recaller.conversation.moving;

import io.recaller.callback.CallableNumbers;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.customer.UsedHandles;
import io.recaller.db.Tx;
import java.util.Optional;

/** At which number a contact is called back. In the caller's transaction; any thread. */
final class CallbackNumbers {
    private final MovedDialogues moved;
    private final CallableNumbers numbers;
    private final UsedHandles handles = new UsedHandles();

    CallbackNumbers(MovedDialogues moved, CallableNumbers numbers) {
        this.moved = moved;
        this.numbers = numbers;
    }

    /** What they call or write from, if it may be called. */
    Optional<Handle> own(Optional<Handle> from) {
        return numbers.own(from);
    }

    /** What they call or write from; else the first that is theirs for sure. */
    Optional<Handle> of(Tx tx, ContactId contact, Optional<Handle> from) {
        return own(from).or(() -> known(tx, contact));
    }

    private Optional<Handle> known(Tx tx, ContactId contact) {
        return moved.customer(tx, contact).stream()
                .flatMap(who -> handles.of(tx, who).stream())
                .flatMap(handle -> own(Optional.of(handle)).stream())
                .findFirst();
    }

    /** As which whoever answers there comes. */
    static Arrival arrival(Handle number, Address address) {
        return new Arrival(
                Channel.SPOKEN,
                "",
                Optional.of(number),
                TrustTier.CLAIMED,
                Optional.empty(),
                address,
                Optional.empty());
    }
}
