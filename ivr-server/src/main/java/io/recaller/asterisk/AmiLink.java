package io.recaller.asterisk;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.conversation.CallerEvents;
import io.recaller.conversation.LastWords;
import io.recaller.db.Storable;
import io.recaller.routing.AgentPhones;
import io.recaller.routing.Engagement;
import io.recaller.routing.PhoneEvents;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.DefaultManagerConnection;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreSettingsAction;
import org.asteriskjava.manager.action.CoreShowChannelsAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.BridgeLeaveEvent;
import org.asteriskjava.manager.event.ConnectEvent;
import org.asteriskjava.manager.event.CoreShowChannelEvent;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.response.CoreSettingsResponse;
import org.asteriskjava.manager.response.ManagerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one manager connection to an Asterisk: made and made again for as long as we live. Events go
 * at once into a bounded queue of our own, so that asterisk-java's is never late; one thread takes
 * them out. When the queue overflows, or the link was lost, the state is read anew; and now and
 * then all the same, for what was heard but could not be written.
 */
public final class AmiLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AmiLink.class);
    private static final int QUEUE = 10_000;

    private final AmiSettings settings;
    private final Supplier<List<Engagement>> engagements;
    private final MeterRegistry meters;
    private final BlockingQueue<ManagerEvent> events = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicBoolean stale = new AtomicBoolean();
    private final List<AmiListener> listeners;
    private final AmiPhones phones;
    private volatile @Nullable ManagerConnection connection;
    private volatile boolean closed;

    // Of the consumer's thread only.
    private long lookedAt = System.nanoTime();

    private AmiLink(
            AmiSettings settings,
            PhoneEvents rings,
            Supplier<List<Engagement>> engagements,
            CallerEvents callers,
            MeterRegistry meters) {
        this.settings = settings;
        this.engagements = engagements;
        this.meters = meters;
        this.phones = new AmiPhones(this, rings);
        this.listeners = List.of(phones, new AmiCallers(callers));
        meters.gauge("recaller.ami.connected", this, link -> link.isConnected() ? 1 : 0);
        meters.gauge("recaller.ami.queue", events, BlockingQueue::size);
    }

    /**
     * Begins to connect and returns at once.
     *
     * @param engagements which agents ring or talk, as far as is known; asked on the link's thread
     */
    public static AmiLink open(
            AmiSettings settings,
            PhoneEvents rings,
            Supplier<List<Engagement>> engagements,
            CallerEvents callers,
            MeterRegistry meters) {
        var link = new AmiLink(settings, rings, engagements, callers, meters);
        Thread.ofVirtual().name("ami-events").start(link::consume);
        Thread.ofVirtual().name("ami-link").start(link::keepUp);
        return link;
    }

    public boolean isConnected() {
        var current = connection;
        return current != null && current.getState() == ManagerConnectionState.CONNECTED;
    }

    /** How calls ended, as its Asterisk has kept it. */
    public LastWords lastWords() {
        return new AmiLastWords(this::send);
    }

    public AgentPhones phones() {
        return phones;
    }

    /**
     * Sends one action and waits for its answer, up to {@link AmiSettings#answerWithin()}.
     *
     * @throws AmiException when the link is down or the answer does not come
     */
    ManagerResponse send(ManagerAction action) {
        try {
            return live().sendAction(action, settings.answerWithin().toMillis());
        } catch (IOException | TimeoutException | IllegalStateException e) {
            throw new AmiException(action.getAction(), e);
        }
    }

    private ManagerConnection live() {
        var current = connection;
        if (current == null) {
            throw new IllegalStateException("not connected to " + settings);
        }
        return current;
    }

    /** Logs in for the first time; asterisk-java makes a lost link again by itself. */
    private void keepUp() {
        while (!closed && !isConnected()) {
            try {
                var fresh = connection();
                connection = fresh;
                fresh.login();
                break;
            } catch (AuthenticationFailedException e) {
                log.atError()
                        .addKeyValue("ami", settings)
                        .log(
                                "Asterisk refuses our name: compare ami.user and ami.secret"
                                        + " with manager.conf");
            } catch (IOException | TimeoutException | IllegalStateException e) {
                log.atWarn()
                        .addKeyValue("ami", settings)
                        .addKeyValue("error", e.getMessage())
                        .log("Asterisk's manager interface is not there yet");
            }
            LockSupport.parkNanos(settings.retryEvery().toNanos());
        }
        while (!closed) {
            LockSupport.parkNanos(settings.pingEvery().toNanos());
            ping();
        }
    }

    private ManagerConnection connection() {
        var fresh =
                new DefaultManagerConnection(
                        settings.host(), settings.port(), settings.user(), settings.secret());
        fresh.setSocketTimeout((int) settings.answerWithin().toMillis());
        fresh.setSocketReadTimeout((int) settings.silence().toMillis());
        fresh.registerUserEventClass(RecallerBridgeEvent.class);
        fresh.registerUserEventClass(RecallerEndedEvent.class);
        // Its own bookkeeping of bridges needs more events than the dialplan's filter lets through.
        fresh.deregisterEventClass(BridgeEnterEvent.class);
        fresh.deregisterEventClass(BridgeLeaveEvent.class);
        fresh.addEventListener(this::queue);
        return fresh;
    }

    /** On asterisk-java's thread: must not wait for anything. */
    private void queue(ManagerEvent event) {
        if (event instanceof DisconnectEvent) {
            log.atWarn().addKeyValue("ami", settings).log("link to Asterisk lost");
        }
        if (!events.offer(event)) {
            stale.set(true);
            meters.counter("recaller.ami.dropped").increment();
        }
    }

    /** Keeps something coming, so that a dead peer is told from a quiet one. */
    private void ping() {
        try {
            if (isConnected()) {
                send(new PingAction());
            }
        } catch (AmiException e) {
            log.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("Asterisk does not answer a ping");
        }
    }

    private void consume() {
        try {
            while (!closed) {
                handle(events.poll(1, TimeUnit.SECONDS));
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
                stale.set(true);
            } else if (System.nanoTime() - lookedAt >= settings.lookEvery().toNanos()) {
                stale.set(true);
            }
            if (isConnected() && stale.getAndSet(false)) {
                readState();
            }
            if (event != null) {
                listeners.forEach(listener -> listener.on(event));
            }
        } catch (AmiException e) {
            stale.set(true);
            log.atWarn().addKeyValue("error", e.getMessage()).log("state not read, tried again");
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue(
                            "event", event == null ? "state" : event.getClass().getSimpleName())
                    .setCause(e)
                    .log("event of Asterisk not handled");
        }
    }

    private void readState() {
        var engaged = engaged();
        var calls = calls();
        lookedAt = System.nanoTime();
        log.atDebug()
                .addKeyValue("ami", settings)
                .addKeyValue("channels", calls.channels().size())
                .log("Asterisk's state read");
        engaged.ifPresent(known -> phones.compare(known, calls));
        listeners.forEach(listener -> listener.compare(calls));
    }

    /** Empty when it cannot be known now: then only what needs no database is compared. */
    private Optional<List<Engagement>> engaged() {
        try {
            return Optional.of(engagements.get());
        } catch (RuntimeException failure) {
            log.atWarn()
                    .addKeyValue("error", failure.toString())
                    .log("talks not compared with Asterisk's calls until the next look");
            return Optional.empty();
        }
    }

    private LiveCalls calls() {
        var system =
                send(new CoreSettingsAction()) instanceof CoreSettingsResponse answer
                        ? answer.getSystemName()
                        : null;
        try {
            var answer =
                    live().sendEventGeneratingAction(
                                    new CoreShowChannelsAction(),
                                    settings.answerWithin().toMillis());
            var channels =
                    answer.getEvents().stream()
                            .filter(CoreShowChannelEvent.class::isInstance)
                            .map(CoreShowChannelEvent.class::cast)
                            .map(AmiLink::channel)
                            .toList();
            return new LiveCalls(system == null ? "" : system, channels);
        } catch (IOException | TimeoutException | IllegalStateException e) {
            throw new AmiException("CoreShowChannels", e);
        }
    }

    private static LiveCalls.LiveChannel channel(CoreShowChannelEvent event) {
        var bridge = event.getBridgeid();
        return new LiveCalls.LiveChannel(
                Storable.mended(String.valueOf(event.getChannel())),
                Storable.mended(String.valueOf(event.getUniqueid())),
                Storable.mended(String.valueOf(event.getLinkedid())),
                bridge != null && !bridge.isBlank());
    }

    @Override
    public void close() {
        closed = true;
        var current = connection;
        if (current != null && current.getState() != ManagerConnectionState.DISCONNECTED) {
            try {
                current.logoff();
            } catch (IllegalStateException e) {
                log.atDebug().setCause(e).log("link was down already");
            }
        }
    }
}
