package io.recaller.channel.outbound;

import static io.recaller.message.ThreadTasks.Task.SENDING;

import io.recaller.channel.CarriedFiles;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.PerPeer;
import io.recaller.channel.health.GatewayHealth;
import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.message.Attachments;
import io.recaller.message.Author;
import io.recaller.message.FileRoom;
import io.recaller.message.MessageThread;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadTasks;
import io.recaller.message.Threads;
import io.recaller.notice.StillTold;
import io.recaller.notice.StillTold.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits to be sent: each peer's messages in their order, every peer by one server. One
 * that cannot be sent now holds up that peer only. Any thread may tell.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration DEAD_FOR = Duration.ofMinutes(1);
    private static final int MOST_FOUND = 500;

    /** Of each gateway: one that is slow holds up no other. */
    private static final int PLACES = 16;

    /** Who waits for a place waits on a thread that costs nothing. */
    private static final int MOST_WAITING = 2000;

    private final Database db;
    private final Map<String, Way> ways;
    private final GatewayHealth health;
    private final GatewayTraffic traffic;
    private final String server;
    private final InstantSource clock;
    private final PerPeer peers;
    private final Optional<StillTold> stillTold;

    /** What is not yet so in its row, by place. */
    private final Map<Long, Sent> unwritten = new ConcurrentHashMap<>();

    private final Semaphore typing = new Semaphore(PLACES);
    private final LastOutage outage = new LastOutage();
    private final Threads threads = new Threads();
    private final ThreadTasks tasks = new ThreadTasks();
    private final OutgoingMessages outgoing = new OutgoingMessages();
    private final Attachments attachments = new Attachments();

    /** To whom it was, and under which id of the gateway's. */
    private record Sent(ThreadId thread, String id) {}

    /** A gateway, and the places there are for peers of it. */
    private record Way(Gateway gateway, Semaphore room) {}

    /**
     * An outbox where nobody is told what they did not ask for; nothing is sent before {@link
     * #start}.
     *
     * @param gateways by name
     * @param server the name of this server, written to the peers it sends to
     */
    public Outbox(
            Database db,
            Map<String, Gateway> gateways,
            GatewayHealth health,
            GatewayTraffic traffic,
            String server,
            InstantSource clock) {
        this(db, gateways, health, traffic, Optional.empty(), server, clock);
    }

    /**
     * As above.
     *
     * @param stillTold asked before a notice is sent
     */
    public Outbox(
            Database db,
            Map<String, Gateway> gateways,
            GatewayHealth health,
            GatewayTraffic traffic,
            Optional<StillTold> stillTold,
            String server,
            InstantSource clock) {
        this.db = db;
        this.ways =
                gateways.values().stream()
                        .collect(
                                Collectors.toMap(
                                        Gateway::name,
                                        each -> new Way(each, new Semaphore(PLACES))));
        this.health = health;
        this.traffic = traffic;
        this.stillTold = stillTold;
        this.server = server;
        this.clock = clock;
        this.peers = new PerPeer("outbox", MOST_WAITING, this::unsent, this::send, this::keep);
    }

    public void start() {
        peers.start();
    }

    /** Something may be to send. Returns at once. */
    public void told(ThreadId thread) {
        if (!ways.isEmpty()) {
            peers.told(thread);
        }
    }

    /** Which files the gateway of that name sends too. */
    public CarriedFiles files(String gateway) {
        return Optional.ofNullable(ways.get(gateway))
                .map(way -> way.gateway().files())
                .orElseGet(CarriedFiles::none);
    }

    /** Somebody is writing to them. Returns at once. */
    public void typing(MessageThread thread) {
        Optional.ofNullable(ways.get(thread.gateway()))
                .map(Way::gateway)
                .filter(Gateway::isHere)
                .ifPresent(gateway -> typing(gateway, thread.peer()));
    }

    /** As many at once as there are places: who comes later is not told. */
    private void typing(Gateway gateway, String peer) {
        if (typing.tryAcquire()) {
            Thread.ofVirtual()
                    .name("typing")
                    .start(() -> {
                        try {
                            gateway.typing(peer);
                        } finally {
                            typing.release();
                        }
                    });
        }
    }

    private List<ThreadId> unsent() {
        try {
            var found =
                    db.inTransaction(
                            tx -> outgoing.unsent(tx, ways.keySet(), clock.instant(), MOST_FOUND));
            outage.isThere(clock.instant());
            return found;
        } catch (DatabaseUnavailableException away) {
            outage.isAway();
            throw away;
        }
    }

    private void send(ThreadId id) {
        unwritten.forEach((seq, sent) -> {
            if (sent.thread().equals(id)) {
                write(seq, sent);
            }
        });
        var thread = db.inTransaction(tx -> threads.find(tx, id));
        var way = thread.flatMap(each -> Optional.ofNullable(ways.get(each.gateway())));
        if (way.filter(each -> each.gateway().isHere()).isPresent()) {
            var room = way.get().room();
            room.acquireUninterruptibly();
            try {
                if (!peers.isClosing()) {
                    send(way.get().gateway(), thread.orElseThrow());
                }
            } finally {
                room.release();
            }
        }
    }

    private void send(Gateway gateway, MessageThread thread) {
        var id = thread.id();
        if (isTaken(id)) {
            try {
                while (sentNext(gateway, thread) && isKept(id)) {}
            } finally {
                leave(id);
            }
        }
    }

    /** Where something is not written yet, another server would send it once more. */
    private void leave(ThreadId id) {
        if (unwritten.values().stream().noneMatch(sent -> sent.thread().equals(id))) {
            db.runInTransaction(tx -> tasks.leave(tx, SENDING, id, server));
        }
    }

    private boolean isTaken(ThreadId id) {
        return db.inTransaction(tx ->
                tasks.take(
                        tx,
                        SENDING,
                        id,
                        server,
                        outage.leasesUntil(clock.instant()),
                        leaseUntil()));
    }

    /** Whether it is still this server's: sending may have taken longer than the lease. */
    private boolean isKept(ThreadId id) {
        return db.inTransaction(tx -> tasks.keep(tx, SENDING, id, server, leaseUntil()));
    }

    /**
     * One message may take longer than the lease: many pieces, a slow other side. What was sent and
     * is not written yet is held as well, until it is.
     */
    private void keep(List<ThreadId> inHand) {
        var sent = unwritten.values().stream().map(Sent::thread).toList();
        var held = Stream.concat(inHand.stream(), sent.stream()).distinct().toList();
        if (!held.isEmpty()) {
            db.runInTransaction(tx -> tasks.keep(tx, SENDING, held, server, leaseUntil()));
        }
        sent.forEach(peers::told);
    }

    private Instant leaseUntil() {
        return clock.instant().plus(LEASE);
    }

    /** False: there is nothing, or it has to wait. */
    private boolean sentNext(Gateway gateway, MessageThread thread) {
        var next = db.inTransaction(tx -> outgoing.toSend(tx, thread.id(), clock.instant()));
        return next.isPresent()
                && switch (verdict(next.get())) {
                    case Verdict.Send() -> sent(gateway, thread, next.get());
                    case Verdict.Wait(var until) -> {
                        later(next.get(), until);
                        yield false;
                    }
                    case Verdict.Drop(var why) -> {
                        var seq = next.get().seq();
                        db.runInTransaction(tx -> outgoing.failed(tx, seq, why, clock.instant()));
                        yield true;
                    }
                };
    }

    /** What answers somebody is sent at any time. */
    private Verdict verdict(ThreadMessage message) {
        return stillTold
                .filter(_ -> message.contact().isEmpty() && message.author() == Author.FLOW)
                .map(still -> db.inTransaction(tx -> still.of(tx, message.seq(), clock.instant())))
                .orElseGet(Verdict.Send::new);
    }

    private boolean sent(Gateway gateway, MessageThread thread, ThreadMessage message) {
        try {
            var sent = new Sent(thread.id(), sentBy(gateway, thread, message));
            unwritten.put(message.seq(), sent);
            health.works(gateway.name(), GatewayHealth.Way.OUT);
            traffic.out(gateway.name());
            write(message.seq(), sent);
            return true;
        } catch (NotSentException failure) {
            return dealtWith(gateway, message, failure.remedy());
        } catch (DatabaseUnavailableException down) {
            throw down;
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("a message is sent again");
            later(message, clock.instant().plus(DEAD_FOR));
            return false;
        }
    }

    private String sentBy(Gateway gateway, MessageThread thread, ThreadMessage message)
            throws NotSentException {
        if (!message.attachments().isEmpty() && gateway.files().areNone()) {
            throw new NotSentException(new Remedy.GiveUp("no files can be sent there"));
        }
        return gateway.send(
                new Outbound(
                        message.seq(),
                        thread.peer(),
                        message.text(),
                        message.buttons(),
                        message.author(),
                        files(message)));
    }

    /** One that is not there any more goes with its message: then the message is gone too. */
    private List<OutboundFile> files(ThreadMessage message) {
        return message.attachments().stream()
                .flatMap(file ->
                        db
                                .inTransactionWithin(
                                        FileRoom.STORED_WITHIN,
                                        tx -> attachments.content(tx, file.id()))
                                .map(content -> new OutboundFile(file, content))
                                .stream())
                .toList();
    }

    /** What was sent is not sent again because its row cannot be written, or not under that id. */
    private void write(long seq, Sent sent) {
        try {
            db.runInTransaction(tx -> outgoing.sent(tx, seq, sent.id(), clock.instant()));
        } catch (DatabaseUnavailableException down) {
            throw down;
        } catch (RuntimeException refused) {
            LOG.atWarn()
                    .addKeyValue("seq", seq)
                    .addKeyValue("error", refused.toString())
                    .log("a gateway's id of a message cannot be kept");
            db.runInTransaction(tx -> outgoing.sent(tx, seq, "seq-" + seq, clock.instant()));
        }
        unwritten.remove(seq);
    }

    /** True: the next one may be sent. */
    private boolean dealtWith(Gateway gateway, ThreadMessage message, Remedy remedy) {
        switch (remedy) {
            case Remedy.GiveUp(var why) -> {
                LOG.atWarn()
                        .addKeyValue("gateway", gateway.name())
                        .addKeyValue("seq", message.seq())
                        .addKeyValue("why", why)
                        .log("a message cannot be sent");
                db.runInTransaction(tx -> outgoing.failed(tx, message.seq(), why, clock.instant()));
                traffic.failed(gateway.name());
                return true;
            }
            case Remedy.Again(var after, var why) -> {
                LOG.atDebug().addKeyValue("why", why).log("a message is sent again");
                later(message, clock.instant().plus(after));
                return false;
            }
            case Remedy.Dead(var why) -> {
                health.isDead(gateway.name(), GatewayHealth.Way.OUT, why);
                later(message, clock.instant().plus(DEAD_FOR));
                return false;
            }
        }
    }

    private void later(ThreadMessage message, Instant then) {
        db.runInTransaction(tx -> outgoing.sendLater(tx, message.seq(), then));
    }

    @Override
    public void close() {
        peers.close();
    }
}
