package io.recaller.channel;

import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Storable;
import io.recaller.db.Tx;
import io.recaller.message.Button;
import io.recaller.message.Messages;
import io.recaller.message.Messages.Received;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Takes in what gateways bring: it is a row when {@link #take} returns, so that whoever sent it may
 * be told that it has arrived. Blocking; any thread.
 */
public final class Inbox {
    /** As many characters as are kept of one message. */
    public static final int LONGEST = 20_000;

    /** Messages that a button is looked for in. */
    private static final int NEWEST = 20;

    private final Database db;
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final Consumer<ThreadId> told;
    private final GatewayTraffic traffic;
    private final InstantSource clock;

    /**
     * An inbox over one database.
     *
     * @param told of each thread in which something new came in; returns at once
     */
    public Inbox(
            Database db, Consumer<ThreadId> told, GatewayTraffic traffic, InstantSource clock) {
        this.db = db;
        this.told = told;
        this.traffic = traffic;
        this.clock = clock;
    }

    /**
     * What became of it.
     *
     * @param seq its place in the order of the thread; empty: it was there already
     */
    public record Taken(ThreadId thread, OptionalLong seq) {}

    /**
     * Takes it in, once.
     *
     * @throws DatabaseUnavailableException when it is not kept: the other side must send it again
     */
    public Taken take(Incoming incoming) {
        return take(incoming, _ -> {});
    }

    /**
     * As above.
     *
     * @param whenNew done in the same transaction, unless it was there already
     */
    public Taken take(Incoming incoming, Consumer<? super Tx> whenNew) {
        var received = received(incoming);
        var taken =
                db.inTransaction(tx -> {
                    var now = clock.instant();
                    var thread = threads.heardFrom(tx, incoming.peer().fit(), now);
                    var labelled = received.pressed().map(key -> label(tx, thread, key));
                    var seq =
                            messages.receive(
                                    tx,
                                    thread,
                                    labelled.map(received::saying).orElse(received),
                                    now);
                    seq.ifPresent(_ -> whenNew.accept(tx));
                    return new Taken(thread, seq);
                });
        if (taken.seq().isPresent() && !(incoming.said() instanceof Said.Nothing)) {
            traffic.in(incoming.peer().gateway());
        }
        told.accept(taken.thread());
        return taken;
    }

    /** What stood on a button of ours; nothing when it was not one of the last. */
    private String label(Tx tx, ThreadId thread, String key) {
        return messages.newest(tx, thread, NEWEST).reversed().stream()
                .flatMap(message -> message.buttons().stream())
                .filter(button -> button.key().equals(key))
                .map(Button::label)
                .findFirst()
                .orElse("");
    }

    private static Received received(Incoming incoming) {
        var text = incoming.said() instanceof Said.Words(String words) ? kept(words) : "";
        var pressed =
                incoming.said() instanceof Said.Pressed(String key)
                        ? Optional.of(Storable.mended(key))
                        : Optional.<String>empty();
        return new Received(
                text, pressed, incoming.externalId(), incoming.clientId(), incoming.at());
    }

    private static String kept(String words) {
        var mended = Storable.mended(words);
        return mended.length() <= LONGEST ? mended : Storable.mended(mended.substring(0, LONGEST));
    }
}
