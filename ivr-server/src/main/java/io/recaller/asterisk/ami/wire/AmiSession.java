package io.recaller.asterisk.ami.wire;

import io.recaller.asterisk.Printable;
import java.io.IOException;
import java.util.List;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.event.ResponseEvent;
import org.asteriskjava.manager.response.ManagerResponse;

/** One short conversation with a manager interface: log in, ask, leave. Blocking; one thread. */
public final class AmiSession implements AutoCloseable {
    private final AmiConnection connection;

    private AmiSession(AmiConnection connection) {
        this.connection = connection;
    }

    /**
     * Logs in.
     *
     * @throws AuthenticationFailedException when it knows neither our name nor our secret
     * @throws InsecureException when it is not as TLS would have it; with the remedy
     * @throws IOException when nobody is there
     * @throws TimeoutException when it does not answer as a manager interface does
     */
    public static AmiSession open(AmiSettings settings)
            throws AuthenticationFailedException, IOException, TimeoutException {
        var connection = new AmiConnection(settings, AmiConnection.Logins.UNTOLD);
        connection.setDefaultResponseTimeout(settings.answerWithin().toMillis());
        connection.setDefaultEventTimeout(settings.answerWithin().toMillis());
        var session = new AmiSession(connection);
        try {
            connection.login();
            return session;
        } catch (AuthenticationFailedException | IOException | TimeoutException e) {
            session.close();
            throw e;
        } catch (RuntimeException e) {
            session.close();
            throw new IOException(e);
        }
    }

    /**
     * Sends one action and waits for its answer.
     *
     * @throws AmiException when none comes
     */
    public ManagerResponse send(ManagerAction action) {
        try {
            return connection.sendAction(action);
        } catch (IOException | TimeoutException | IllegalStateException e) {
            throw new AmiException(action.getAction(), e);
        }
    }

    /** The events that answer an action; none when it is refused. */
    public List<ResponseEvent> list(EventGeneratingAction action) {
        try {
            return List.copyOf(connection.sendEventGeneratingAction(action).getEvents());
        } catch (IOException | TimeoutException | IllegalStateException e) {
            throw new AmiException(action.getAction(), e);
        }
    }

    /** A global, or a function that needs no channel; empty where it is not set or not there. */
    public String variable(String name) {
        var value = send(new GetVarAction(Printable.of(name))).getAttribute("Value");
        return value == null || value.equals("(null)") ? "" : value;
    }

    @Override
    public void close() {
        try {
            connection.logoff();
        } catch (IllegalStateException _) {
            // It was never there.
        }
    }
}
