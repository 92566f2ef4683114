package io.recaller.channel.inbound;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Said;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.LinkToken;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Storable;
import io.recaller.db.Tx;
import io.recaller.message.FileRoom;
import io.recaller.message.InboundMessages;
import io.recaller.message.InboundMessages.Received;
import io.recaller.message.Messages;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.AttachmentRules.Refusal;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes in what gateways bring: it is a row when {@link #take} returns, so that whoever sent it may
 * be told that it has arrived. Blocking; any thread.
 */
public final class Inbox {
    /** As many characters as are kept of one message. */
    public static final int LONGEST = 20_000;

    /** Messages that a button is looked for in. */
    private static final int NEWEST = 20;

    private static final Set<String> OURS = Set.of(Messages.BY_LINK, Messages.BY_PAGE);

    private final Database db;
    private final Threads threads = new Threads();
    private final InboundMessages inbound = new InboundMessages();
    private final Consumer<ThreadId> told;
    private final GatewayTraffic traffic;
    private final InstantSource clock;
    private final FileIntake files;
    private final LinkArrivals links;

    /** An inbox that takes files as usual. */
    public Inbox(
            Database db, Consumer<ThreadId> told, GatewayTraffic traffic, InstantSource clock) {
        this(db, told, traffic, AttachmentRules.usual(), clock);
    }

    /** An inbox to which no links lead. */
    public Inbox(
            Database db,
            Consumer<ThreadId> told,
            GatewayTraffic traffic,
            AttachmentRules files,
            InstantSource clock) {
        this(db, told, traffic, new FileRoom(files), clock, LinkArrivals.none());
    }

    /**
     * An inbox over one database.
     *
     * @param told of each thread in which something new came in; returns at once
     * @param files which of them are taken, and how many
     * @param links by which people come
     */
    public Inbox(
            Database db,
            Consumer<ThreadId> told,
            GatewayTraffic traffic,
            FileRoom files,
            InstantSource clock,
            LinkArrivals links) {
        this.db = db;
        this.links = links;
        this.files = new FileIntake(files);
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
        var taken =
                stored(
                        incoming,
                        tx -> {
                            var now = clock.instant();
                            var thread = threads.heardFrom(tx, incoming.peer().fit(), now);
                            var sorted =
                                    files.sorted(
                                            tx,
                                            thread,
                                            FileRoom.isVisitor(incoming.peer()),
                                            incoming.files(),
                                            now);
                            return taken(tx, incoming, thread, sorted, whenNew);
                        });
        count(incoming, taken);
        told.accept(taken.thread());
        return taken;
    }

    /** Opening a window is nothing that anybody wrote. */
    private void count(Incoming incoming, Taken taken) {
        if (taken.seq().isPresent()
                && !(incoming.said() instanceof Said.Nothing && incoming.files().isEmpty())) {
            traffic.in(incoming.peer().gateway());
        }
    }

    /** Which files are taken, for a door to say so before any is sent. */
    public AttachmentRules fileRules() {
        return files.rules();
    }

    /**
     * As {@link #take}, of a message that is nothing but files: all of them, or none.
     *
     * @return why nothing was kept; empty: it is kept, or was already
     */
    public Optional<Refusal> upload(Incoming incoming) {
        try {
            var taken = stored(incoming, tx -> uploaded(tx, incoming));
            count(incoming, taken);
            told.accept(taken.thread());
            return Optional.empty();
        } catch (RefusedException refused) {
            return Optional.of(refused.why);
        }
    }

    /** Thrown so that the transaction leaves nothing behind. */
    private Taken uploaded(Tx tx, Incoming incoming) {
        var now = clock.instant();
        var thread = threads.heardFrom(tx, incoming.peer().fit(), now);
        var seq = inbound.receive(tx, thread, received(incoming, ""), now);
        if (seq.isPresent()) {
            var sorted =
                    files.sorted(
                            tx, thread, FileRoom.isVisitor(incoming.peer()), incoming.files(), now);
            if (!sorted.refused().isEmpty()) {
                throw new RefusedException(sorted.refused().getFirst().why());
            }
            files.keep(tx, thread, seq.getAsLong(), sorted.kept(), now);
        }
        return new Taken(thread, seq);
    }

    private static final class RefusedException extends RuntimeException {
        private final Refusal why;

        private RefusedException(Refusal why) {
            super(why.slug());
            this.why = why;
        }
    }

    /** What is large takes longer than a statement usually may. */
    private Taken stored(Incoming incoming, Function<? super Tx, Taken> work) {
        return incoming.files().isEmpty()
                ? db.inTransaction(work)
                : db.inTransactionWithin(FileRoom.STORED_WITHIN, work);
    }

    private Taken taken(
            Tx tx,
            Incoming incoming,
            ThreadId thread,
            FileIntake.Sorted sorted,
            Consumer<? super Tx> whenNew) {
        var now = clock.instant();
        var received = received(incoming, sorted.words());
        var link = link(incoming);
        var labelled =
                link.isPresent()
                        ? Optional.<String>empty()
                        : received.pressed()
                                .map(key -> inbound.label(tx, thread, key, NEWEST).orElse(""));
        var seq = inbound.receive(tx, thread, labelled.map(received::saying).orElse(received), now);
        if (seq.isPresent()) {
            files.keep(tx, thread, seq.getAsLong(), sorted.kept(), now);
            var gateway = incoming.peer().gateway();
            link.ifPresent(token -> links.came(tx, token, thread, gateway, seq.getAsLong()));
            whenNew.accept(tx);
        }
        return new Taken(thread, seq);
    }

    /** Of a channel that links lead to; elsewhere it is only not to be read. */
    private Optional<LinkToken> link(Incoming incoming) {
        return incoming.said() instanceof Said.Words(String words)
                        && links.leadsTo(incoming.peer().gateway())
                ? LinkToken.in(words)
                : Optional.empty();
    }

    private Received received(Incoming incoming, String below) {
        var text =
                incoming.said() instanceof Said.Words(String words) ? LinkToken.veiled(words) : "";
        var pressed =
                incoming.said() instanceof Said.Pressed(String key)
                        ? Optional.of(pressed(Storable.mended(key)))
                        : link(incoming).map(_ -> Messages.BY_LINK);
        return new Received(
                kept(text, below),
                pressed,
                incoming.externalId(),
                incoming.clientId(),
                incoming.at());
    }

    /** No button has a key of these: whoever made it up came by no link, and from no page. */
    private static String pressed(String key) {
        return OURS.contains(key) ? "" : key;
    }

    private static String kept(String words, String below) {
        var end = below.isEmpty() || words.isBlank() ? below : "\n\n" + below;
        var most = LONGEST - end.length();
        var mended = Storable.mended(words);
        return (mended.length() <= most ? mended : Storable.mended(mended.substring(0, most)))
                + end;
    }
}
