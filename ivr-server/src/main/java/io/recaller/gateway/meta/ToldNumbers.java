package io.recaller.gateway.meta;

import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.handle.Handles;
import io.recaller.customer.identity.Links;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Telephone numbers that WhatsApp tells of who writes, beside what it calls them: their customer
 * claims them, no more. Any thread; blocking.
 */
public final class ToldNumbers {
    private final Handles handles;
    private final Links links;
    private final Database db;
    private final InstantSource clock;
    private final Threads threads = new Threads();

    public ToldNumbers(Handles handles, Links links, Database db, InstantSource clock) {
        this.handles = handles;
        this.links = links;
        this.db = db;
        this.clock = clock;
    }

    /**
     * A number as WhatsApp writes it, without +; empty: it is none.
     *
     * @param from may be what WhatsApp calls somebody instead
     */
    Optional<Handle> read(String from) {
        return Optional.of(from)
                .filter(text -> text.matches("[0-9]{5,20}"))
                .flatMap(digits -> handles.caller("+" + digits))
                .filter(handle -> handle.kind() == HandleKind.TEL);
    }

    /**
     * Nothing before their contact has begun: their next message tells it again.
     *
     * @throws DatabaseUnavailableException when it is not kept
     */
    void claim(ThreadId thread, Handle number) {
        db.runInTransaction(tx ->
                threads.find(tx, thread)
                        .flatMap(found -> found.contact())
                        .ifPresent(contact ->
                                links.claimIn(tx, contact.value(), number, clock.instant())));
    }
}
