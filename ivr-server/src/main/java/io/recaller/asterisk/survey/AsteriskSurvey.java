package io.recaller.asterisk.survey;

import io.recaller.asterisk.ami.wire.AmiException;
import io.recaller.asterisk.ami.wire.AmiSession;
import io.recaller.asterisk.ami.wire.AmiSettings;
import io.recaller.asterisk.prompt.SharedFolder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.CoreSettingsAction;
import org.asteriskjava.manager.action.ListCommandsAction;
import org.asteriskjava.manager.event.ListDialplanEvent;
import org.asteriskjava.manager.response.CoreSettingsResponse;

/**
 * What an Asterisk has of what we need, seen with no more rights than a server has.
 *
 * @param version as it calls itself, such as {@code 22.10.1}; empty when it does not say
 * @param ahead how far its clock is ahead of ours; negative when it is behind
 * @param refused actions of the manager interface that our account may not use
 * @param missing what is not there, each with what that costs
 * @param agi the globals {@code RECALLER_AGI_1} and {@code RECALLER_AGI_2} that are set
 * @param ringGroup the global {@code RECALLER_RING_GROUP}; empty: nobody is rung without a server
 * @param route the global {@code RECALLER_ROUTE}
 * @param token the token in {@code recaller.token.conf} or in the globals; empty: there is none
 * @param foreign the places of our dialplan where it has other steps than this version's, or none
 * @param phones each phone asked for
 * @param messages whether it sees the folder of what callers say
 */
public record AsteriskSurvey(
        String version,
        Duration ahead,
        List<String> refused,
        List<String> missing,
        List<String> agi,
        String ringGroup,
        CallRoute route,
        String token,
        List<String> foreign,
        Map<String, PhoneState> phones,
        FolderSight messages) {
    /** What the server asks for. */
    private static final List<String> ACTIONS =
            List.of("CoreSettings", "DBGet", "Getvar", "Hangup", "Originate", "Setvar", "Status");

    /**
     * Looks; blocking, up to some seconds.
     *
     * @param phones endpoints as {@code Dial} names them
     * @param messages the folder of what callers say
     * @return empty when it cannot be asked
     */
    public static Optional<AsteriskSurvey> of(
            AmiSettings settings,
            Collection<String> phones,
            SharedFolder messages,
            InstantSource clock) {
        try (var session = AmiSession.open(settings)) {
            return Optional.of(of(session, phones, messages, clock));
        } catch (AuthenticationFailedException | IOException | TimeoutException | AmiException _) {
            return Optional.empty();
        }
    }

    private static AsteriskSurvey of(
            AmiSession session,
            Collection<String> phones,
            SharedFolder messages,
            InstantSource clock) {
        var question = new PhoneQuestion(session);
        var states = new LinkedHashMap<String, PhoneState>();
        phones.forEach(phone -> states.put(phone, question.of(phone)));
        return new AsteriskSurvey(
                version(session),
                ahead(session, clock),
                refused(session),
                missing(session),
                globals(session, "RECALLER_AGI_1", "RECALLER_AGI_2"),
                session.variable("RECALLER_RING_GROUP"),
                CallRoute.of(session.variable("RECALLER_ROUTE"), session::variable),
                token(session),
                foreign(session),
                states,
                sight(session, messages));
    }

    private static FolderSight sight(AmiSession session, SharedFolder messages) {
        try {
            if (!messages.isThere()) {
                return FolderSight.NOT_ASKED;
            }
            return messages.isSeenBy(session::variable) ? FolderSight.SEEN : FolderSight.UNSEEN;
        } catch (IOException _) {
            return FolderSight.NOT_ASKED;
        }
    }

    private static String version(AmiSession session) {
        var version =
                session.send(new CoreSettingsAction()) instanceof CoreSettingsResponse answer
                        ? answer.getAsteriskVersion()
                        : null;
        return version == null ? "" : version.replaceFirst("[+~ ].*", "");
    }

    /** It tells whole seconds: half a second is what it has on average on top of them. */
    private static Duration ahead(AmiSession session, InstantSource clock) {
        var before = clock.instant();
        var said = session.variable("EPOCH");
        var after = clock.instant();
        if (!said.matches("\\d{1,12}")) {
            return Duration.ZERO;
        }
        var theirs = Instant.ofEpochSecond(Long.parseLong(said)).plusMillis(500);
        return Duration.between(before.plus(Duration.between(before, after).dividedBy(2)), theirs);
    }

    private static List<String> refused(AmiSession session) {
        var allowed = session.send(new ListCommandsAction()).getAttributes().keySet();
        return ACTIONS.stream()
                .filter(action -> !allowed.contains(action.toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** Modules where Asterisk can say; else the functions that can be asked without a call. */
    private static List<String> missing(AmiSession session) {
        var missing = new ArrayList<String>();
        var says = session.variable("IFMODULE(func_module.so)").equals("1");
        for (var module : NeededModule.all()) {
            if (says
                    ? !session.variable("IFMODULE(" + module.name() + ".so)").equals("1")
                    : cannot(session, module.name())) {
                missing.add(module.name() + ".so (" + module.without() + ")");
            }
        }
        return missing;
    }

    private static boolean cannot(AmiSession session, String module) {
        return switch (module) {
            case "func_module" -> true;
            case "func_strings" -> !session.variable("FILTER(0-9,a1)").equals("1");
            case "func_db" -> session.variable("DB_EXISTS(recaller/doctor)").isEmpty();
            case "func_devstate" -> session.variable("DEVICE_STATE(PJSIP/doctor)").isEmpty();
            case "func_channel" -> session.variable("CHANNEL_EXISTS(doctor)").isEmpty();
            case "func_logic" -> !session.variable("IF(1?yes:no)").equals("yes");
            default -> false;
        };
    }

    private static List<String> globals(AmiSession session, String... names) {
        return List.of(names).stream()
                .map(session::variable)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String token(AmiSession session) {
        var own = session.variable("AST_CONFIG(recaller.token.conf,recaller,token)");
        return own.isEmpty() ? session.variable("RECALLER_TOKEN") : own;
    }

    /** Steps that an operator adds to our contexts are theirs. */
    private static List<String> foreign(AmiSession session) {
        var foreign = new ArrayList<String>();
        Dialplan.parse(BundledFile.read("recaller.conf"))
                .contexts()
                .forEach((context, steps) -> {
                    var there = steps(session, context);
                    if (there.isEmpty()) {
                        foreign.add(context);
                    } else {
                        steps.stream()
                                .filter(step -> !there.contains(step))
                                .map(step -> step.place(context))
                                .forEach(foreign::add);
                    }
                });
        return List.copyOf(foreign);
    }

    /** Those contexts that the dialplan does not have; empty: it cannot be asked. Blocking. */
    public static Optional<List<String>> missing(AmiSettings settings, List<String> contexts) {
        try (var session = AmiSession.open(settings)) {
            return Optional.of(
                    contexts.stream().filter(each -> steps(session, each).isEmpty()).toList());
        } catch (AuthenticationFailedException | IOException | TimeoutException | AmiException _) {
            return Optional.empty();
        }
    }

    private static Set<Dialplan.Step> steps(AmiSession session, String context) {
        return session.list(new ContextAction(context)).stream()
                .filter(ListDialplanEvent.class::isInstance)
                .map(ListDialplanEvent.class::cast)
                .filter(event -> event.getExtension() != null && event.getPriority() != null)
                .map(AsteriskSurvey::step)
                .collect(Collectors.toSet());
    }

    private static Dialplan.Step step(ListDialplanEvent event) {
        var data = event.getAppData();
        return new Dialplan.Step(
                event.getExtension(),
                event.getPriority(),
                event.getApplication(),
                data == null ? "" : data);
    }
}
