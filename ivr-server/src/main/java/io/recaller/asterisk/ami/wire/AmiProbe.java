package io.recaller.asterisk.ami.wire;

import java.io.IOException;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreSettingsAction;
import org.asteriskjava.manager.response.CoreSettingsResponse;

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

    /** It is there, but not as TLS would have it; the words have the remedy. */
    public record Insecure(String words) implements Answer {}

    /** It takes connections and says nothing: TLS, perhaps, where none was asked for. */
    public record Silent(String words) implements Answer {}

    /** Nobody answers there, or not as a manager interface does. */
    public record Away(String words) implements Answer {}

    public static Answer ask(AmiSettings settings) {
        try (var session = AmiSession.open(settings)) {
            return in(session);
        } catch (AuthenticationFailedException e) {
            return new Refused(String.valueOf(e.getMessage()));
        } catch (InsecureException e) {
            return new Insecure(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            return new Silent(String.valueOf(e.getMessage()));
        } catch (IOException | AmiException e) {
            return new Away(String.valueOf(e.getMessage()));
        }
    }

    private static Answer in(AmiSession session) {
        var name =
                session.send(new CoreSettingsAction()) instanceof CoreSettingsResponse settings
                        ? settings.getSystemName()
                        : null;
        var identity = new AsteriskIdentity(session::send).read();
        return identity.isEmpty()
                ? new Refused("it lets us in, but not ask and set variables")
                : new In(name == null ? "" : name, identity);
    }
}
