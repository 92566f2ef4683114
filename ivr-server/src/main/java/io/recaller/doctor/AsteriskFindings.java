package io.recaller.doctor;

import io.recaller.AsteriskCheck;
import io.recaller.PageContexts;
import io.recaller.PromptShop;
import io.recaller.Renaming;
import io.recaller.Stores;
import io.recaller.VoicemailParts;
import io.recaller.agent.AgentStore;
import io.recaller.agent.Station;
import io.recaller.asterisk.ami.wire.AmiProbe;
import io.recaller.asterisk.prompt.SharedFolder;
import io.recaller.asterisk.survey.AsteriskSurvey;
import io.recaller.asterisk.survey.FolderSight;
import io.recaller.asterisk.survey.PhoneState;
import io.recaller.routing.ring.AsteriskLinks;
import io.recaller.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at Asterisk: whether it lets us in, and whether it has what our dialplan needs. */
final class AsteriskFindings {
    /** What becomes of the calls of a name that an Asterisk had before. */
    private static final String LEFT_OVER =
            ": what is still open under the old name the server ends when it starts";

    private static final String AMI = "ami";
    private static final String PHONES = "phones";
    private static final String MESSAGES = "messages";
    private static final String MODULES = "modules";
    private static final String DIALPLAN = "dialplan";

    /** Asterisk tells whole seconds. */
    private static final Duration APART = Duration.ofSeconds(3);

    private static final int SHOWN = 3;

    private final Settings settings;
    private final @Nullable Stores stores;

    /**
     * @param stores null when the database is away: then names are not compared, phones not known
     */
    AsteriskFindings(Settings settings, @Nullable Stores stores) {
        this.settings = settings;
        this.stores = stores;
    }

    List<Finding> look() {
        var ami = settings.ami();
        var at = ami.host() + ":" + ami.port();
        return switch (AsteriskCheck.ask(ami)) {
            case AmiProbe.In in -> in(in);
            case AmiProbe.Refused(var words) ->
                    List.of(
                            Finding.bad(
                                    AMI,
                                    at
                                            + " refuses us ("
                                            + words
                                            + "); compare ami.user and ami.secret with"
                                            + " manager.conf"));
            case AmiProbe.Insecure(var words) -> List.of(Finding.bad(AMI, words));
            case AmiProbe.Silent(var words) -> List.of(Finding.bad(AMI, silent(at, words)));
            case AmiProbe.Away(var words) ->
                    List.of(
                            Finding.bad(
                                    AMI,
                                    "no answer at "
                                            + at
                                            + " ("
                                            + words
                                            + "); include manager.recaller.conf in manager.conf"
                                            + " and start Asterisk"));
        };
    }

    private String silent(String at, String words) {
        return at
                + " takes connections but says nothing ("
                + words
                + "); "
                + (settings.ami().tls().isEmpty()
                        ? "if that is the port of tlsbindaddr in manager.conf, set ami.tls to true"
                        : "look what listens there");
    }

    private List<Finding> in(AmiProbe.In in) {
        var findings = new ArrayList<Finding>();
        findings.add(named(in));
        var stations = stations(in);
        AsteriskSurvey.of(
                        AsteriskCheck.access(settings.ami()),
                        stations.stream().map(Station::endpoint).distinct().toList(),
                        messages(),
                        InstantSource.system())
                .ifPresentOrElse(
                        survey -> findings.addAll(survey(survey, stations)),
                        () ->
                                findings.add(
                                        Finding.bad(
                                                AMI, "Asterisk stopped answering; look again")));
        return findings;
    }

    private Finding named(AmiProbe.In in) {
        var ours = AsteriskCheck.link(settings, in);
        var called = in.system().isEmpty() ? "Asterisk" : "Asterisk '" + in.system() + "'";
        var letsUsIn = called + " lets us in" + (settings.ami().tls().isEmpty() ? "" : " over TLS");
        if (stores == null) {
            return Finding.ok(AMI, letsUsIn + "; its name was not compared");
        }
        var links = new AsteriskLinks(stores.database(), InstantSource.system());
        var former =
                links.formerName(ours)
                        .map(name -> "; it " + new Renaming(name, in.system()) + LEFT_OVER)
                        .orElse("");
        return links.against(ours)
                .map(other -> Finding.bad(AMI, other.remedy(ours.address())))
                .orElseGet(() -> Finding.ok(AMI, letsUsIn + former));
    }

    /** The phones that this Asterisk knows. */
    private List<Station> stations(AmiProbe.In in) {
        return stores == null
                ? List.of()
                : stores.database().inTransaction(tx -> new AgentStore().stations(tx)).stream()
                        .filter(station ->
                                station.asteriskSystem().orElse(in.system()).equals(in.system()))
                        .toList();
    }

    private List<Finding> survey(AsteriskSurvey survey, List<Station> stations) {
        var findings = new ArrayList<Finding>();
        findings.add(version(survey.version()));
        if (!survey.refused().isEmpty()) {
            findings.add(
                    Finding.bad(
                            AMI,
                            "our account may not use "
                                    + String.join(", ", survey.refused())
                                    + "; include this version's manager.recaller.conf in"
                                    + " manager.conf and give the account its rights:"
                                    + " [recaller](recaller-rights)"));
        }
        findings.add(modules(survey.missing()));
        findings.addAll(dialplan(survey));
        findings.addAll(phones(survey.phones(), stations));
        findings.add(clock(survey.ahead()));
        return findings;
    }

    private static Finding version(String version) {
        var number = version.split("\\.", 3);
        if (!number[0].matches("\\d{1,4}")) {
            return Finding.ok("versions", "Asterisk " + version);
        }
        var major = Integer.parseInt(number[0]);
        if (major < 20) {
            return Finding.bad("versions", "Asterisk " + version + " is too old; use 22");
        }
        if (major < 22 || (major == 22 && number.length > 1 && number[1].equals("0"))) {
            return Finding.warn(
                    "versions",
                    "Asterisk "
                            + version
                            + " has no event filters (22.1 has): it tells the server more than it"
                            + " needs; leave the eventfilter lines out of manager.recaller.conf");
        }
        return Finding.ok("versions", "Asterisk " + version);
    }

    private static Finding modules(List<String> missing) {
        return missing.isEmpty()
                ? Finding.ok(MODULES, "all that dialplan and server use are loaded")
                : Finding.bad(
                        MODULES,
                        "missing in Asterisk: "
                                + String.join("; ", missing)
                                + "; include modules.recaller.conf in modules.conf and restart"
                                + " Asterisk");
    }

    private List<Finding> dialplan(AsteriskSurvey survey) {
        var findings = new ArrayList<Finding>();
        findings.add(include(survey.foreign()));
        if (settings.companion().isPresent()
                && PageContexts.ALL.stream().anyMatch(survey.foreign()::contains)) {
            findings.add(Finding.bad(DIALPLAN, PageContexts.NONE));
        }
        findings.add(token(survey.token()));
        findings.add(servers(survey.agi()));
        if (survey.ringGroup().isEmpty()) {
            findings.add(
                    Finding.bad(
                            DIALPLAN,
                            "RECALLER_RING_GROUP is not set: without a server callers are hung up;"
                                    + " set it in [globals] of extensions.conf"));
        }
        RouteFinding.of(settings, survey.route()).ifPresent(findings::add);
        if (VoicemailParts.areTaken(settings)) {
            findings.add(seen(survey.messages()));
        }
        return findings;
    }

    private SharedFolder messages() {
        return new SharedFolder(PromptShop.folder(settings));
    }

    private Finding seen(FolderSight sight) {
        var place = messages().place();
        return switch (sight) {
            case SEEN -> Finding.ok(MESSAGES, "Asterisk reads what is in " + place);
            case UNSEEN ->
                    Finding.bad(
                            MESSAGES,
                            "Asterisk does not read what is in "
                                    + place
                                    + ": callers' messages cannot be recorded; on another machine"
                                    + " mount that folder at the same path, as another user give it"
                                    + " a group that both are in: install -d -o recaller -g"
                                    + " asterisk -m 2750 "
                                    + place.getParent());
            case NOT_ASKED ->
                    Finding.warn(
                            MESSAGES,
                            place
                                    + " is not there yet, or cannot be written: start the server"
                                    + " once, then look again");
        };
    }

    private static Finding include(List<String> foreign) {
        if (foreign.isEmpty()) {
            return Finding.ok(DIALPLAN, "recaller.conf is this version's");
        }
        if (foreign.contains("recaller-in")) {
            return Finding.bad(
                    DIALPLAN,
                    "recaller.conf is not included: there is no context recaller-in; write"
                            + " #include \"recaller.conf\" in extensions.conf, then: asterisk -rx"
                            + " 'dialplan reload'");
        }
        var more = foreign.size() > SHOWN ? ", …" : "";
        return Finding.bad(
                DIALPLAN,
                "recaller.conf is not this version's, or was changed (at "
                        + String.join(" ", foreign.subList(0, Math.min(SHOWN, foreign.size())))
                        + more
                        + "); copy dialplans/asterisk/recaller.conf anew, then: asterisk -rx"
                        + " 'dialplan reload'");
    }

    private Finding token(String token) {
        if (token.isEmpty()) {
            return Finding.bad(
                    DIALPLAN,
                    "Asterisk has no token: every call goes to the ring group; write agi.token into"
                            + " recaller.token.conf, below [recaller]");
        }
        return token.equals(settings.agi().token().value())
                ? Finding.ok(DIALPLAN, "the token in recaller.token.conf is ours")
                : Finding.bad(
                        DIALPLAN,
                        "the token in recaller.token.conf is not agi.token: every call goes to the"
                                + " ring group; make them equal");
    }

    private Finding servers(List<String> agi) {
        var port = settings.agi().port();
        if (agi.isEmpty()) {
            return Finding.bad(
                    DIALPLAN,
                    "RECALLER_AGI_1 is not set: no call reaches a server; set it in [globals] of"
                            + " extensions.conf to HOST:"
                            + port);
        }
        return agi.stream().anyMatch(server -> server.endsWith(":" + port))
                ? Finding.ok(DIALPLAN, "calls go to " + String.join(", ", agi))
                : Finding.bad(
                        DIALPLAN,
                        "calls go to "
                                + String.join(", ", agi)
                                + ", none of it has agi.port "
                                + port
                                + "; mend RECALLER_AGI_1 or agi.port");
    }

    private static List<Finding> phones(Map<String, PhoneState> states, List<Station> stations) {
        var findings = new ArrayList<Finding>();
        var reachable = 0;
        for (var station : stations) {
            var phone = station.name() + " (" + station.endpoint() + ")";
            switch (Optional.ofNullable(states.get(station.endpoint()))
                    .orElse(PhoneState.UNKNOWN)) {
                case REACHABLE -> reachable++;
                case UNREACHABLE ->
                        findings.add(
                                Finding.bad(
                                        PHONES,
                                        phone
                                                + " cannot be rung: nobody is registered there, or"
                                                + " Asterisk has no such endpoint; switch the phone"
                                                + " on, or give the agent another"));
                case UNKNOWN ->
                        findings.add(
                                Finding.warn(
                                        PHONES,
                                        phone
                                                + " was not looked at: Asterisk says it of PJSIP,"
                                                + " and of others with func_devstate.so"));
            }
        }
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(
                            PHONES,
                            stations.isEmpty()
                                    ? "no agent has one yet; give them with: recaller user add"
                                    : reachable
                                            + (reachable == 1 ? " phone" : " phones")
                                            + " of agents can be rung, all there are"));
        }
        return findings;
    }

    private static Finding clock(Duration ahead) {
        return ClockFinding.of("Asterisk's", ahead, APART);
    }
}
