package io.recaller.cli.user;

import io.recaller.asterisk.ami.PhoneProbe;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.cli.option.UsageException;
import io.recaller.routing.ring.PhoneReachability;
import io.recaller.settings.Settings;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone as it is typed.
 *
 * @param endpoint as Asterisk dials it
 * @param asterisk the systemname of the Asterisk that has it; empty: the only one
 */
public record GivenPhone(String endpoint, Optional<String> asterisk) {
    private static final Pattern ENDPOINT =
            Pattern.compile("[A-Za-z0-9]+/[^\\s\\p{Z}\\p{C},&()${}\"';\\\\<>|]{1,200}");
    private static final Pattern SYSTEM = Pattern.compile("[^\\p{C}]{1,100}");
    private static final String USUAL = "PJSIP";

    /** Said of an agent who only writes. */
    private static final String NONE = "none";

    /** Empty: the agent only writes, and needs none. */
    static Optional<GivenPhone> wanted(String phone, Optional<String> asterisk) {
        if (!phone.strip().equalsIgnoreCase(NONE)) {
            return Optional.of(of(phone, asterisk));
        }
        if (asterisk.isPresent()) {
            throw new UsageException("--asterisk says where a phone is, and --phone none is none");
        }
        return Optional.empty();
    }

    /** {@code 1102} is what most people call {@code PJSIP/1102}. */
    static GivenPhone of(String phone, Optional<String> asterisk) {
        var typed = GivenAgent.text(phone);
        var slash = typed.indexOf('/');
        var isUsual = slash < 0 || typed.substring(0, slash).equalsIgnoreCase(USUAL);
        var endpoint = isUsual ? USUAL + "/" + typed.substring(slash + 1) : typed;
        if (!ENDPOINT.matcher(endpoint).matches()) {
            throw new UsageException(
                    "--phone must be one phone as Asterisk dials it, such as PJSIP/1102; '"
                            + GivenAgent.excerpt(phone)
                            + "' is none");
        }
        var system = asterisk.map(GivenAgent::text);
        if (system.filter(name -> !SYSTEM.matcher(name).matches()).isPresent()) {
            throw new UsageException("--asterisk must be a systemname as in asterisk.conf");
        }
        return new GivenPhone(endpoint, system);
    }

    /**
     * Asks Asterisk for it: a phone it does not have would never ring. What is not as it should be
     * but may become so is said.
     */
    PhoneReachability check(Settings settings, PrintStream err) {
        var ami = settings.ami();
        var access =
                AmiSettings.of(ami.host(), ami.port(), ami.user(), ami.secret().value(), ami.tls());
        return switch (PhoneProbe.ask(access, endpoint, asterisk)) {
            case PhoneProbe.NotAsked(var why) -> {
                err.println(
                        "note: Asterisk could not be asked whether it has "
                                + endpoint
                                + ": "
                                + why
                                + "; 'recaller doctor' looks again");
                yield PhoneReachability.UNKNOWN;
            }
            case PhoneProbe.Told(var state) -> told(state, access, err);
        };
    }

    static String slug(PhoneReachability state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private PhoneReachability told(PhoneReachability state, AmiSettings asked, PrintStream err) {
        switch (state) {
            case REACHABLE -> {}
            case UNREACHABLE ->
                    err.println("note: nobody is registered as " + endpoint + " at Asterisk now");
            case UNKNOWN -> err.println("note: Asterisk has no word on whether it has " + endpoint);
            case NO_SUCH_PHONE ->
                    throw new UsageException(
                            "--phone "
                                    + endpoint
                                    + ": Asterisk at "
                                    + asked.host()
                                    + ":"
                                    + asked.port()
                                    + " has no such phone"
                                    + remedy());
        }
        return state;
    }

    private String remedy() {
        return endpoint.startsWith(USUAL + "/")
                ? "; 'asterisk -rx \"pjsip show endpoints\"' lists those it has"
                : "";
    }
}
