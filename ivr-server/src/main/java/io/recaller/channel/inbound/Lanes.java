package io.recaller.channel.inbound;

import static io.recaller.message.ThreadTasks.Task.ANSWERING;

import io.recaller.channel.ClosedQueues;
import io.recaller.channel.Gateways;
import io.recaller.channel.PerPeer;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.conversation.CalledInstead;
import io.recaller.conversation.Conversations;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.PinPages;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.message.InboundMessages;
import io.recaller.message.MessageThread;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadTasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets what came in be answered: each peer's messages one after another, every peer by one server.
 * What a killed server left is found when its lease is over. Any thread may tell.
 */
public final class Lanes implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int MOST_FOUND = 500;

    /** Callers wait for the same connections to the database. */
    private static final int PLACES = 8;

    private final Database db;
    private final Lane lane;
    private final String server;
    private final InstantSource clock;
    private final PerPeer peers;
    private final ThreadTasks tasks = new ThreadTasks();
    private final InboundMessages inbound = new InboundMessages();

    /**
     * The lanes of one server; nothing is answered before {@link #start}.
     *
     * @param conversations begin and go on with what comes in
     * @param newContact makes UUIDv7
     * @param server the name of this server, written to the lanes it takes
     * @param left what people may go on with here
     * @param links by which they come
     * @param instead how those who wait are called instead
     * @param pins where they prove who they are
     */
    public Lanes(
            Database db,
            Conversations conversations,
            ContactStore contacts,
            Gateways gateways,
            ClosedQueues closed,
            Supplier<ContactId> newContact,
            String server,
            InstantSource clock,
            LeftOff left,
            LinkArrivals links,
            CalledInstead instead,
            PinPages pins) {
        this.db = db;
        this.lane =
                new Lane(
                        db,
                        conversations,
                        contacts,
                        gateways,
                        closed,
                        newContact,
                        clock,
                        left,
                        links,
                        instead,
                        pins);
        this.server = server;
        this.clock = clock;
        this.peers =
                new PerPeer(
                        "lanes",
                        PLACES,
                        () ->
                                db.inTransaction(
                                        tx -> inbound.unhandled(tx, clock.instant(), MOST_FOUND)),
                        this::answer,
                        this::keep);
    }

    public void start() {
        peers.start();
    }

    /** Something came in. Returns at once. */
    public void told(ThreadId thread) {
        peers.told(thread);
    }

    private void answer(ThreadId thread) {
        var isLeft = false;
        try {
            var next = first(thread);
            while (next.isPresent()) {
                answer(next.get());
                next = next(thread);
            }
            isLeft = true;
        } finally {
            if (!isLeft) {
                db.runInTransaction(tx -> tasks.leave(tx, ANSWERING, thread, server));
            }
        }
    }

    /** Empty: there is nothing, or another server has the lane. */
    private Optional<Lane.Asked> first(ThreadId thread) {
        return db.inTransaction(tx -> {
            var now = clock.instant();
            return tasks.takeToAnswer(tx, thread, server, now, now.plus(LEASE))
                    .flatMap(taken -> nextOrLeave(tx, taken, now));
        });
    }

    private void keep(List<ThreadId> ids) {
        if (!ids.isEmpty()) {
            var until = clock.instant().plus(LEASE);
            db.runInTransaction(tx -> tasks.keep(tx, ANSWERING, ids, server, until));
        }
    }

    private Optional<Lane.Asked> next(ThreadId thread) {
        return db.atOnce(tx -> tasks.leaveUnlessAsked(tx, thread, server))
                ? Optional.empty()
                : goneOn(thread);
    }

    private Optional<Lane.Asked> goneOn(ThreadId thread) {
        return db.inTransaction(tx -> {
            var now = clock.instant();
            return tasks.keepToAnswer(tx, thread, server, now.plus(LEASE))
                    .flatMap(kept -> nextOrLeave(tx, kept, now));
        });
    }

    /**
     * How it stands with the next message is looked at with the lane taken. The lane is left
     * together with seeing that nothing is in it.
     */
    private Optional<Lane.Asked> nextOrLeave(Tx tx, MessageThread thread, Instant now) {
        var next = inbound.next(tx, thread.id(), now);
        if (next.isEmpty()) {
            tasks.leave(tx, ANSWERING, thread.id(), server);
        }
        return next.map(message -> lane.look(tx, thread, message));
    }

    /** One that cannot be answered is tried again, less and less often; nothing overtakes it. */
    private void answer(Lane.Asked asked) {
        try {
            lane.answer(asked);
        } catch (DatabaseUnavailableException down) {
            throw down;
        } catch (RuntimeException failure) {
            var seq = asked.message().seq();
            db.runInTransaction(tx -> inbound.later(tx, seq, clock.instant()));
            throw failure;
        }
    }

    @Override
    public void close() {
        peers.close();
    }
}
