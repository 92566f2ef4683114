package io.recaller.asterisk.ami;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.asterisk.ami.wire.AmiException;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.ami.wire.AmiWire;
import io.recaller.asterisk.ami.wire.LiveCalls.LiveChannel;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.continuation.CallMover;
import io.recaller.conversation.ending.CallerEvents;
import io.recaller.conversation.ending.LastWords;
import io.recaller.notice.CallOutcome;
import io.recaller.notice.NoticeCaller;
import io.recaller.routing.ring.AgentPhones;
import io.recaller.routing.ring.Engagement;
import io.recaller.routing.ring.PhoneEvents;
import io.recaller.routing.ring.Reach;
import io.recaller.speech.Language;
import io.recaller.speech.Speech;
import io.recaller.transfer.Switchboard;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.event.ConnectEvent;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.response.ManagerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one link to an Asterisk's manager. Events go at once into a bounded queue of our own, so that
 * asterisk-java's is never late; one thread takes them out. When the queue overflows, or the link
 * was lost, the state is read anew; and now and then all the same, for what was heard but could not
 * be written.
 */
public final class AmiLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AmiLink.class);
    private static final int QUEUE = 10_000;

    /** How long the consumer waits for an event before it looks at what is due. */
    private static final Duration TICK = Duration.ofMillis(500);

    private final AmiSettings settings;
    private final MeterRegistry meters;
    private final BlockingQueue<ManagerEvent> events = new ArrayBlockingQueue<>(QUEUE);
    private final CallerEvents callers;
    private final AsteriskState state;
    private final AmiWire wire;
    private final AmiPhones phones;
    private final List<AmiListener> listeners;
    private volatile boolean closed;

    private AmiLink(
            AmiSettings settings,
            PhoneEvents rings,
            Supplier<List<Engagement>> engagements,
            Function<LastWords, CallerEvents> callers,
            SystemNames names,
            MeterRegistry meters) {
        this.settings = settings;
        this.meters = meters;
        this.callers = callers.apply(new AmiLastWords(this::kept));
        this.state = new AsteriskState(settings, engagements, this.callers, names);
        this.wire = new AmiWire(settings, this::queue, state::lose);
        this.phones = new AmiPhones(this, rings);
        this.listeners =
                new CopyOnWriteArrayList<>(
                        List.of(
                                phones,
                                new AmiCallers(this, this.callers),
                                new LeftBehind(this),
                                new AmiPassedOn(this, rings)));
        meters.counter("recaller.ami.dropped");
        meters.gauge("recaller.ami.connected", this, link -> link.isConnected() ? 1 : 0);
        meters.gauge("recaller.ami.queue", events, BlockingQueue::size);
    }

    /**
     * Begins to connect and returns at once.
     *
     * @param engagements which agents ring or talk, as far as is known; asked on the link's thread
     * @param callers makes who is told of callers; it may ask how calls ended, as this Asterisk has
     *     kept it
     * @param names told of that Asterisk again and again; asked on the link's threads
     */
    public static AmiLink open(
            AmiSettings settings,
            PhoneEvents rings,
            Supplier<List<Engagement>> engagements,
            Function<LastWords, CallerEvents> callers,
            SystemNames names,
            MeterRegistry meters) {
        var link = new AmiLink(settings, rings, engagements, callers, names, meters);
        Thread.ofVirtual().name("ami-events").start(link::consume);
        Thread.ofVirtual().name("ami-link").start(link::keepUp);
        return link;
    }

    public boolean isConnected() {
        return wire.isConnected();
    }

    /** Who is told of callers here; other doors tell the same. */
    public CallerEvents callers() {
        return callers;
    }

    public AgentPhones phones() {
        return phones;
    }

    /** Fetches calls there whose page has answered. */
    public CallMover mover() {
        return new AmiCallMover(this);
    }

    /**
     * Calls customers to tell them notices.
     *
     * @param whoCalls said first, in a language
     */
    public NoticeCaller notices(Prompts prompts, Function<Language, Speech> whoCalls) {
        return new AmiNoticeCalls(this, prompts, whoCalls);
    }

    /** Tells how such calls end, each on a thread of its own. */
    public void noticesEnd(BiConsumer<UUID, CallOutcome> told) {
        listeners.add(new AmiNoticeEnds(told));
    }

    /** Moves calls there. */
    public Switchboard switchboard() {
        return new AmiSwitchboard(this, phones);
    }

    /** Whether what happens at Asterisk is known here. */
    boolean hears() {
        return reach().isPresent();
    }

    Optional<Reach> reach() {
        return isConnected() ? state.reach() : Optional.empty();
    }

    /** What was heard is in doubt: looks at Asterisk's channels before long. Any thread. */
    void lookSoon() {
        state.doubt();
    }

    /** As {@link AmiWire#send}. */
    ManagerResponse send(ManagerAction action) {
        return wire.send(action);
    }

    /** As {@link AmiWire#kept}. */
    Optional<String> kept(String family, String key) {
        return wire.kept(family, key);
    }

    List<LiveChannel> channels() {
        return wire.channels();
    }

    private void keepUp() {
        wire.connect();
        while (!closed) {
            LockSupport.parkNanos(settings.pingEvery().toNanos());
            ping();
        }
    }

    /** Keeps something coming, so that a dead peer is told from a quiet one. */
    private void ping() {
        try {
            if (isConnected()) {
                wire.send(new PingAction());
                state.renew(wire);
            }
        } catch (AmiException e) {
            log.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("Asterisk does not answer a ping");
        }
    }

    /** On asterisk-java's thread: must not wait for anything. */
    private void queue(ManagerEvent event) {
        if (event instanceof DisconnectEvent) {
            log.atWarn().addKeyValue("ami", settings).log("link to Asterisk lost");
            state.lose();
        }
        if (!events.offer(event)) {
            state.doubt();
            meters.counter("recaller.ami.dropped").increment();
        }
    }

    private void consume() {
        try {
            while (!closed) {
                handle(events.poll(TICK.toMillis(), TimeUnit.MILLISECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An edge: whatever one event does must not end the link. */
    private void handle(@Nullable ManagerEvent event) {
        try {
            if (event instanceof ConnectEvent) {
                log.atInfo().addKeyValue("ami", settings).log("link to Asterisk made");
                state.doubt();
            }
            state.lookWhenDue(wire, phones, listeners);
            listeners.forEach(AmiListener::tick);
            if (event != null) {
                listeners.forEach(listener -> listener.on(event));
            }
        } catch (AmiException e) {
            state.doubt();
            log.atWarn().addKeyValue("error", e.getMessage()).log("state not read, tried again");
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue(
                            "event", event == null ? "state" : event.getClass().getSimpleName())
                    .setCause(e)
                    .log("event of Asterisk not handled");
        }
    }

    @Override
    public void close() {
        closed = true;
        wire.close();
    }
}
