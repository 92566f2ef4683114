package io.recaller.asterisk;

import java.io.IOException;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.DefaultManagerConnection;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreSettingsAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.response.CoreSettingsResponse;
import org.asteriskjava.manager.response.ManagerResponse;

/** Logs in to a manager interface once, asks who is there, and leaves. Blocking. */
public final class AmiProbe {
    private AmiProbe() {}

    /** What came of it. */
    public sealed interface Answer {}

    /**
     * It let us in.
     *
     * @param system its {@code systemname}; empty when it has none
     * @param identity tells it from every other one that runs
     */
    public record In(String system, String identity) implements Answer {}

    /** It knows neither our name nor our secret, or does not let us ask. */
    public record Refused(String words) implements Answer {}

    /** Nobody answers there, or not as a manager interface does. */
    public record Away(String words) implements Answer {}

    public static Answer ask(AmiSettings settings) {
        var connection =
                new DefaultManagerConnection(
                        settings.host(), settings.port(), settings.user(), settings.secret());
        connection.setSocketTimeout((int) settings.answerWithin().toMillis());
        connection.setDefaultResponseTimeout(settings.answerWithin().toMillis());
        try {
            connection.login();
            return in(connection);
        } catch (AuthenticationFailedException e) {
            return new Refused(String.valueOf(e.getMessage()));
        } catch (IOException | TimeoutException | IllegalStateException | AmiException e) {
            return new Away(String.valueOf(e.getMessage()));
        } finally {
            leave(connection);
        }
    }

    private static Answer in(DefaultManagerConnection connection) {
        var name =
                send(connection, new CoreSettingsAction()) instanceof CoreSettingsResponse settings
                        ? settings.getSystemName()
                        : null;
        var identity = new AsteriskIdentity(action -> send(connection, action)).read();
        return identity.isEmpty()
                ? new Refused("it lets us in, but not ask and set variables")
                : new In(name == null ? "" : name, identity);
    }

    private static ManagerResponse send(DefaultManagerConnection connection, ManagerAction action) {
        try {
            return connection.sendAction(action);
        } catch (IOException | TimeoutException e) {
            throw new AmiException(action.getAction(), e);
        }
    }

    private static void leave(DefaultManagerConnection connection) {
        try {
            connection.logoff();
        } catch (IllegalStateException e) {
            // It was never there.
        }
    }
}
