package io.recaller;

import io.recaller.asterisk.ami.wire.AmiProbe;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.survey.AsteriskSurvey;
import io.recaller.routing.ring.AsteriskLink;
import io.recaller.routing.ring.AsteriskLinks;
import io.recaller.settings.Settings;
import io.recaller.settings.file.SettingsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Looks whether another Asterisk on this database has the name of ours. */
public final class AsteriskCheck {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private AsteriskCheck() {}

    /** Empty where nobody calls: there is none. */
    static Optional<AmiProbe.Answer> probed(Settings settings) {
        return settings.hasTelephone() ? Optional.of(ask(settings.ami())) : Optional.empty();
    }

    public static AmiProbe.Answer ask(Settings.Ami ami) {
        return AmiProbe.ask(access(ami));
    }

    /** How its manager interface is reached. */
    public static AmiSettings access(Settings.Ami ami) {
        return AmiSettings.of(ami.host(), ami.port(), ami.user(), ami.secret().value(), ami.tls());
    }

    /** The link of ours, once Asterisk let us in. */
    public static AsteriskLink link(Settings settings, AmiProbe.In in) {
        var ami = settings.ami();
        return new AsteriskLink(
                settings.serverName(), in.system(), in.identity(), ami.host() + ":" + ami.port());
    }

    /**
     * Waits until it is known whether the other one is there: a server that was killed leaves its
     * link behind for a while, one that runs renews it, or has seen that Asterisk started again and
     * then is none against ours. An Asterisk that is not there yet is looked at once it is.
     *
     * @param answer what {@link #ask} was told
     * @throws SettingsException when another Asterisk has that name
     */
    static void refuseASecondOfOneName(
            Settings settings, AsteriskLinks links, AmiProbe.Answer answer) {
        if (!(answer instanceof AmiProbe.In in)) {
            return;
        }
        var ours = link(settings, in);
        var other = links.against(ours);
        var seen = other.flatMap(links::leaseOf);
        while (other.isPresent()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            var renewed = wasRenewed(links.leaseOf(other.get()), seen);
            other = links.against(ours);
            if (renewed && other.isPresent()) {
                throw new SettingsException(List.of(other.get().remedy(ours.address())));
            }
        }
    }

    /** What tells whether callers can be sent a page that their call hears. */
    static PageContexts pages(Settings settings) {
        return new PageContexts(() ->
                settings.hasTelephone() && settings.companion().isPresent()
                        ? AsteriskSurvey.missing(access(settings.ami()), PageContexts.ALL)
                        : Optional.empty());
    }

    private static boolean wasRenewed(Optional<Instant> lease, Optional<Instant> before) {
        return lease.isPresent() && before.isPresent() && lease.get().isAfter(before.get());
    }
}
