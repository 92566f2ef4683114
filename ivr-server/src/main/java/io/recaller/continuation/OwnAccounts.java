package io.recaller.continuation;

import io.recaller.contact.ContactStore;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.Resolution;
import io.recaller.customer.UsedHandles;
import io.recaller.db.Tx;
import io.recaller.message.LeavingMessages;
import io.recaller.message.MessageThread;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Links by a channel in which the number's owner wrote before, by an account or address that is
 * surely theirs and nobody else's: whoever reads there is who the number belongs to, as with a
 * short message to it. Any thread.
 */
public final class OwnAccounts implements LinkDoor {
    private final String gateway;
    private final Optional<Duration> window;
    private final CustomerStore customers;
    private final ContactStore contacts;
    private final UsedHandles handles = new UsedHandles();
    private final Threads threads = new Threads();
    private final LeavingMessages leaving = new LeavingMessages();

    /**
     * @param window how long after their last message somebody may be written to; empty: at any
     *     time
     */
    public OwnAccounts(
            String gateway,
            Optional<Duration> window,
            CustomerStore customers,
            ContactStore contacts) {
        this.gateway = gateway;
        this.window = window;
        this.customers = customers;
        this.contacts = contacts;
    }

    @Override
    public Optional<ThreadId> thread(Tx tx, Handle number, Instant now) {
        return threads.withHandles(tx, gateway, own(tx, number)).stream()
                .filter(thread -> !isBusy(tx, thread) && isOpen(tx, thread, now))
                .findFirst()
                .map(MessageThread::id);
    }

    private List<Handle> own(Tx tx, Handle number) {
        if (!(customers.resolve(tx, number) instanceof Resolution.One(var customer))) {
            return List.of();
        }
        return handles.of(tx, customer).stream()
                .filter(each -> customers.resolve(tx, each).equals(new Resolution.One(customer)))
                .toList();
    }

    /** The buttons before their eyes would not be the last there any more. */
    private boolean isBusy(Tx tx, MessageThread thread) {
        return thread.contact().filter(each -> contacts.endReason(tx, each).isEmpty()).isPresent();
    }

    private boolean isOpen(Tx tx, MessageThread thread, Instant now) {
        return window.isEmpty()
                || leaving.lastHeard(tx, thread.id())
                        .filter(at -> at.plus(window.get()).isAfter(now))
                        .isPresent();
    }
}
