package io.recaller.gateway.viber;

import io.recaller.channel.inbound.Incoming;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.db.Database;
import io.recaller.db.Signals;
import io.recaller.db.Signals.Subject;
import io.recaller.db.Storable;
import io.recaller.db.Tx;
import io.recaller.message.LeavingMessages;
import io.recaller.message.MessageThread;
import io.recaller.message.Stops;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Who has left a bot, and who came back: nothing goes to them in between. Events are told late and
 * twice, by Viber's own time. Any thread; blocking.
 */
final class ViberLeavers {
    private static final String SOURCE = "left the bot in Viber";

    private final String gateway;
    private final Database db;
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final LeavingMessages leaving = new LeavingMessages();
    private final Consents consents = new Consents();
    private final Stops stops = new Stops();

    ViberLeavers(String gateway, Database db, InstantSource clock) {
        this.gateway = gateway;
        this.db = db;
        this.clock = clock;
    }

    /**
     * To who never wrote nothing is sent anyway. What they write in that very moment comes before
     * it, or after.
     */
    void left(ViberEvent.Left left) {
        var person = Storable.mended(left.person());
        db.runInTransaction(tx ->
                threads.find(tx, gateway, person)
                        .flatMap(thread -> threads.locked(tx, thread))
                        .map(MessageThread::id)
                        .filter(thread -> hasNotWrittenSince(tx, thread, left.at()))
                        .filter(_ -> stops.begin(tx, gateway, person, left.at()))
                        .ifPresent(thread -> {
                            var handle = new Handle(HandleKind.VIBER, person);
                            consents.withdraw(
                                    tx, handle, ConsentChannel.VIBER, SOURCE, clock.instant());
                            Signals.send(tx, Subject.MESSAGE, thread.value());
                        }));
    }

    private boolean hasNotWrittenSince(Tx tx, ThreadId thread, Instant at) {
        return leaving.lastHeard(tx, thread).filter(heard -> heard.isAfter(at)).isEmpty();
    }

    void cameBack(ViberEvent.CameBack back) {
        var person = Storable.mended(back.person());
        db.runInTransaction(tx -> {
            stops.end(tx, gateway, person, back.at());
            threads.find(tx, gateway, person)
                    .ifPresent(thread -> Signals.send(tx, Subject.MESSAGE, thread.value()));
        });
    }

    /** Whoever writes wants to be answered. */
    void wrote(Tx tx, Incoming incoming) {
        stops.end(tx, gateway, incoming.peer().id(), incoming.at());
    }
}
