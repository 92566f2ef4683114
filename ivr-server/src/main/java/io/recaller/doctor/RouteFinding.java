package io.recaller.doctor;

import io.recaller.CallbackParts;
import io.recaller.asterisk.survey.CallRoute;
import io.recaller.settings.Settings;
import java.util.Optional;

/** Whether Asterisk can call customers, where the settings promise that. */
final class RouteFinding {
    private static final String PART = "route";
    private static final String LINE = "RECALLER_ROUTE = PJSIP/NUMBER@trunk";
    private static final String WHERE =
            " in [globals] of extensions.conf, with your trunk's endpoint for trunk, then: asterisk"
                    + " -rx 'dialplan reload'";

    private RouteFinding() {}

    /** Empty: nobody is to be called. */
    static Optional<Finding> of(Settings settings, CallRoute route) {
        return CallbackParts.isOffered(settings) || settings.noticeCalls().greeting().isPresent()
                ? Optional.of(look(route))
                : Optional.empty();
    }

    private static Finding look(CallRoute route) {
        if (!route.isSet()) {
            return Finding.bad(
                    PART,
                    "RECALLER_ROUTE is not set: call-backs or notices are promised by a call and"
                            + " nobody can be called; write "
                            + LINE
                            + WHERE);
        }
        if (!route.callsTheNumber()) {
            return Finding.bad(
                    PART,
                    "RECALLER_ROUTE is "
                            + route.value()
                            + ": the number to call is not in it, everybody's call-back would go"
                            + " to the same place; write "
                            + LINE
                            + WHERE);
        }
        var endpoint = route.endpoint().orElse("");
        return switch (route.state()) {
            case REACHABLE -> Finding.ok(PART, "customers are called through " + endpoint);
            case UNREACHABLE ->
                    Finding.bad(
                            PART,
                            "RECALLER_ROUTE is "
                                    + route.value()
                                    + ", and Asterisk has no endpoint "
                                    + endpoint
                                    + " that answers; mend that endpoint in pjsip.conf, or write "
                                    + LINE
                                    + WHERE);
            case UNKNOWN ->
                    Finding.warn(
                            PART,
                            "RECALLER_ROUTE is "
                                    + route.value()
                                    + ", of which Asterisk cannot be asked; try a call-back once");
        };
    }
}
