package io.recaller.asterisk.ami;

import io.recaller.asterisk.ami.wire.AmiException;
import io.recaller.asterisk.ami.wire.AmiSession;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.ami.wire.InsecureException;
import io.recaller.routing.ring.PhoneReachability;
import java.io.IOException;
import java.util.Optional;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreSettingsAction;
import org.asteriskjava.manager.response.CoreSettingsResponse;

/** Logs in to a manager interface once, asks for one phone, and leaves. Blocking. */
public final class PhoneProbe {
    private PhoneProbe() {}

    /** What came of it. */
    public sealed interface Answer {}

    /** Asterisk says so; unknown: it has no word on phones of this kind. */
    public record Told(PhoneReachability state) implements Answer {}

    /** It could not be asked, and why. */
    public record NotAsked(String why) implements Answer {}

    /**
     * Asks.
     *
     * @param endpoint what is dialled, such as {@code PJSIP/1001}
     * @param system the {@code systemname} of the Asterisk that has it; empty: the one asked
     */
    public static Answer ask(AmiSettings settings, String endpoint, Optional<String> system) {
        var address = settings.host() + ":" + settings.port();
        try (var session = AmiSession.open(settings)) {
            var name = name(session);
            return system.map(name::equals).orElse(true)
                    ? new Told(DeviceState.of(session::send, endpoint))
                    : new NotAsked(
                            "the Asterisk at "
                                    + address
                                    + (name.isEmpty()
                                            ? " has no systemname"
                                            : " has the systemname " + name));
        } catch (AuthenticationFailedException e) {
            return new NotAsked("the one at " + address + " knows neither ami.user nor its secret");
        } catch (InsecureException e) {
            return new NotAsked(String.valueOf(e.getMessage()));
        } catch (TimeoutException e) {
            return new NotAsked("the one at " + address + " says nothing");
        } catch (IOException | AmiException e) {
            return new NotAsked("none answers at " + address);
        }
    }

    private static String name(AmiSession session) {
        return session.send(new CoreSettingsAction()) instanceof CoreSettingsResponse core
                ? Optional.ofNullable(core.getSystemName()).orElse("")
                : "";
    }
}
