package io.recaller.asterisk.ami.wire;

import io.recaller.asterisk.ami.wire.LiveCalls.LiveChannel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreSettingsAction;
import org.asteriskjava.manager.action.DbGetAction;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.event.BridgeEnterEvent;
import org.asteriskjava.manager.event.BridgeLeaveEvent;
import org.asteriskjava.manager.event.DbGetResponseEvent;
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
 * The manager connection itself: made and made again for as long as we live, and what is asked over
 * it. Any thread may ask.
 */
public final class AmiWire implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AmiWire.class);

    private final AmiSettings settings;
    private final Consumer<ManagerEvent> heard;
    private final Runnable unanswered;
    private final AmiLogins logins;
    private volatile @Nullable ManagerConnection connection;
    private volatile boolean closed;

    /**
     * @param heard given each event, on asterisk-java's thread: must not wait for anything
     * @param unanswered told when Asterisk does not answer
     */
    public AmiWire(AmiSettings settings, Consumer<ManagerEvent> heard, Runnable unanswered) {
        this.settings = settings;
        this.heard = heard;
        this.unanswered = unanswered;
        this.logins = new AmiLogins(settings);
    }

    public boolean isConnected() {
        var current = connection;
        return current != null && current.getState() == ManagerConnectionState.CONNECTED;
    }

    /** Logs in, for the first time; asterisk-java makes a lost link again by itself. */
    public void connect() {
        while (!closed && !isConnected()) {
            try {
                var fresh = connection();
                connection = fresh;
                fresh.login();
                return;
            } catch (AuthenticationFailedException
                    | IOException
                    | TimeoutException
                    | IllegalStateException e) {
                log.atDebug().setCause(e).log("not logged in");
            }
            LockSupport.parkNanos(settings.retryEvery().toNanos());
        }
    }

    private ManagerConnection connection() {
        var fresh = new AmiConnection(settings, logins);
        fresh.setSocketReadTimeout((int) settings.silence().toMillis());
        fresh.registerUserEventClass(RecallerBridgeEvent.class);
        fresh.registerUserEventClass(RecallerEndedEvent.class);
        fresh.registerUserEventClass(RecallerRingGroupEvent.class);
        fresh.registerUserEventClass(RecallerNoticeEvent.class);
        // Its own bookkeeping of bridges needs more events than the dialplan's filter lets through.
        fresh.deregisterEventClass(BridgeEnterEvent.class);
        fresh.deregisterEventClass(BridgeLeaveEvent.class);
        fresh.addEventListener(heard::accept);
        return fresh;
    }

    /**
     * Sends one action and waits for its answer, up to {@link AmiSettings#answerWithin()}.
     *
     * @throws AmiException when the link is down or the answer does not come
     */
    public ManagerResponse send(ManagerAction action) {
        try {
            return live().sendAction(action, settings.answerWithin().toMillis());
        } catch (IOException | TimeoutException | IllegalStateException e) {
            unanswered.run();
            throw new AmiException(action.getAction(), e);
        }
    }

    /** The events that answer an action, once all have come. */
    private List<ResponseEvent> ask(EventGeneratingAction action) {
        try {
            var within = settings.answerWithin().toMillis();
            var answer = live().sendEventGeneratingAction(action, within);
            if (answer.getResponse() instanceof ManagerError error) {
                throw new RefusedException(action.getAction(), error.getMessage());
            }
            return List.copyOf(answer.getEvents());
        } catch (IOException | TimeoutException | IllegalStateException e) {
            unanswered.run();
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

    /** What the dialplan kept in Asterisk's own database; empty when there is nothing. */
    public Optional<String> kept(String family, String key) {
        try {
            return ask(new DbGetAction(family, key)).stream()
                    .filter(DbGetResponseEvent.class::isInstance)
                    .map(event -> String.valueOf(((DbGetResponseEvent) event).getVal()))
                    .findFirst();
        } catch (RefusedException _) {
            return Optional.empty();
        }
    }

    public List<LiveChannel> channels() {
        return ask(ChannelList.action()).stream()
                .filter(StatusEvent.class::isInstance)
                .map(StatusEvent.class::cast)
                .map(ChannelList::channel)
                .toList();
    }

    /** Its {@code systemname}; empty when it has none. */
    public String system() {
        var system =
                send(new CoreSettingsAction()) instanceof CoreSettingsResponse answer
                        ? answer.getSystemName()
                        : null;
        return system == null ? "" : system;
    }

    public String identity() {
        return new AsteriskIdentity(this::send).read();
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
