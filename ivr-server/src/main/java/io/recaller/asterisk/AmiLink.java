package io.recaller.asterisk;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.asterisk.LiveCalls.LiveChannel;
import io.recaller.conversation.CallerEvents;
import io.recaller.conversation.LastWords;
import io.recaller.routing.AgentPhones;
import io.recaller.routing.Engagement;
import io.recaller.routing.PhoneEvents;
import io.recaller.routing.Reach;
import java.io.IOException;
import java.time.Duration;
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
import org.asteriskjava.manager.action.DbGetAction;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.BridgeLeaveEvent;
import org.asteriskjava.manager.event.ConnectEvent;
import org.asteriskjava.manager.event.DbGetResponseEvent;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.ResponseEvent;
import org.asteriskjava.manager.event.StatusEvent;
import org.asteriskjava.manager.response.CoreSettingsResponse;
import org.asteriskjava.manager.response.ManagerError;
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

    /** How long the consumer waits for an event before it looks at what is due. */
    private static final Duration TICK = Duration.ofMillis(500);

    /** Between two looks at all channels, however much there is in doubt. */
    private static final Duration BREATH = Duration.ofMillis(400);

    private final AmiSettings settings;
    private final Supplier<List<Engagement>> engagements;
    private final Standing standing;
    private final MeterRegistry meters;
    private final BlockingQueue<ManagerEvent> events = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicBoolean stale = new AtomicBoolean();
    private final List<AmiListener> listeners;
    private final AmiPhones phones;
    private volatile @Nullable ManagerConnection connection;
    private volatile boolean closed;

    /** Set once what Asterisk has was read and told; empty from the first doubt on. */
    private volatile Optional<Reach> reach = Optional.empty();

    // Of the consumer's thread only.
    private long lookedAt = System.nanoTime() - BREATH.toNanos();

    private AmiLink(
            AmiSettings settings,
            PhoneEvents rings,
            Supplier<List<Engagement>> engagements,
            CallerEvents callers,
            Standing standing,
            MeterRegistry meters) {
        this.settings = settings;
        this.engagements = engagements;
        this.standing = standing;
        this.meters = meters;
        this.phones = new AmiPhones(this, rings);
        this.listeners = List.of(phones, new AmiCallers(this, callers));
        meters.gauge("recaller.ami.connected", this, link -> link.isConnected() ? 1 : 0);
        meters.gauge("recaller.ami.queue", events, BlockingQueue::size);
    }

    /**
     * Begins to connect and returns at once.
     *
     * @param engagements which agents ring or talk, as far as is known; asked on the link's thread
     * @param standing told of that Asterisk again and again; asked on the link's threads
     */
    public static AmiLink open(
            AmiSettings settings,
            PhoneEvents rings,
            Supplier<List<Engagement>> engagements,
            CallerEvents callers,
            Standing standing,
            MeterRegistry meters) {
        var link = new AmiLink(settings, rings, engagements, callers, standing, meters);
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
        return new AmiLastWords(this::kept);
    }

    public AgentPhones phones() {
        return phones;
    }

    /** Whether what happens at Asterisk is known here. */
    boolean hears() {
        return reach().isPresent();
    }

    Optional<Reach> reach() {
        return isConnected() ? reach : Optional.empty();
    }

    /** What was heard is in doubt: looks at Asterisk's channels before long. Any thread. */
    void lookSoon() {
        stale.set(true);
    }

    /** Asterisk does not answer: nobody is rung until its state was read again. */
    private void lost() {
        if (reach.isPresent()) {
            log.atWarn()
                    .addKeyValue("ami", settings)
                    .log("Asterisk is out of reach: hand-offs wait until it answers");
        }
        reach = Optional.empty();
        stale.set(true);
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
            lost();
            throw new AmiException(action.getAction(), e);
        }
    }

    /** The events that answer an action, once all have come. */
    List<ResponseEvent> ask(EventGeneratingAction action) {
        try {
            var within = settings.answerWithin().toMillis();
            var answer = live().sendEventGeneratingAction(action, within);
            if (answer.getResponse() instanceof ManagerError error) {
                throw new RefusedException(action.getAction(), error.getMessage());
            }
            return List.copyOf(answer.getEvents());
        } catch (IOException | TimeoutException | IllegalStateException e) {
            lost();
            throw new AmiException(action.getAction(), e);
        }
    }

    /** What the dialplan kept in Asterisk's own database; empty when there is nothing. */
    Optional<String> kept(String family, String key) {
        try {
            return ask(new DbGetAction(family, key)).stream()
                    .filter(DbGetResponseEvent.class::isInstance)
                    .map(event -> String.valueOf(((DbGetResponseEvent) event).getVal()))
                    .findFirst();
        } catch (RefusedException _) {
            return Optional.empty();
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
            lost();
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
                reach.ifPresent(within -> renew(within.system()));
            }
        } catch (AmiException e) {
            log.atWarn()
                    .addKeyValue("error", e.getMessage())
                    .log("Asterisk does not answer a ping");
        }
    }

    /** What cannot be written now is written at the next ping: a lease outlasts several. */
    private void renew(String system) {
        try {
            var allowed = standing.announce(system, identity());
            if (allowed.isEmpty()) {
                lost();
            } else if (reach.isPresent()) {
                reach = allowed;
            }
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("error", e.getMessage()).log("link not renewed");
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
                stale.set(true);
            } else if (sinceLook().compareTo(settings.lookEvery()) >= 0) {
                stale.set(true);
            }
            if (isConnected() && sinceLook().compareTo(BREATH) >= 0 && stale.getAndSet(false)) {
                readState();
            }
            listeners.forEach(AmiListener::tick);
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

    /**
     * What Asterisk says is told before anybody is rung. An Asterisk that is taken for another is
     * not listened to: its contacts and that other's could not be told apart.
     */
    private void readState() {
        lookedAt = System.nanoTime();
        try {
            var system = system();
            var allowed = standing.announce(system, identity());
            if (allowed.isEmpty()) {
                lost();
                return;
            }
            tell(system);
            if (reach.isEmpty()) {
                log.atInfo().addKeyValue("ami", settings).log("Asterisk's state is known");
            }
            reach = allowed;
        } catch (AmiException e) {
            throw e;
        } catch (RuntimeException e) {
            stale.set(true);
            log.atWarn()
                    .addKeyValue("error", e.toString())
                    .log("Asterisk's calls cannot be compared with the rows, tried again");
        }
    }

    private void tell(String system) {
        var engaged = engaged();
        var calls = new LiveCalls(system, channels());
        log.atDebug()
                .addKeyValue("ami", settings)
                .addKeyValue("channels", calls.channels().size())
                .log("Asterisk's state read");
        engaged.ifPresent(known -> phones.compare(known, calls));
        listeners.forEach(listener -> listener.compare(calls));
    }

    private Duration sinceLook() {
        return Duration.ofNanos(System.nanoTime() - lookedAt);
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

    private String system() {
        var system =
                send(new CoreSettingsAction()) instanceof CoreSettingsResponse answer
                        ? answer.getSystemName()
                        : null;
        return system == null ? "" : system;
    }

    private String identity() {
        return new AsteriskIdentity(this::send).read();
    }

    List<LiveChannel> channels() {
        return ask(ChannelList.action()).stream()
                .filter(StatusEvent.class::isInstance)
                .map(StatusEvent.class::cast)
                .map(ChannelList::channel)
                .toList();
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
