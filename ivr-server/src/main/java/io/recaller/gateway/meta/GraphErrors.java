package io.recaller.gateway.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.ReplyWindow;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.text.CutEnd;
import java.time.Duration;
import java.util.Set;

/**
 * What is to be done about what Meta refuses (developers.facebook.com:
 * whatsapp/cloud-api/support/error-codes, messenger-platform/error-codes). Pure.
 */
record GraphErrors(MetaPlan plan) {
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;
    private static final int BROKEN = 500;
    private static final int SHOWN = 200;

    private static final Duration SHORTLY = Duration.ofSeconds(10);

    /** One message in six seconds to one person, where there were too many. */
    private static final Duration OF_A_PAIR = Duration.ofSeconds(6);

    private static final Duration OF_THE_ACCOUNT = Duration.ofMinutes(1);
    private static final Duration OF_SPAM = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Set<Integer> TOKEN = Set.of(102, 190, 463, 467);
    private static final Set<Integer> BUSY = Set.of(1, 2, 1200, 131000, 131016, 131057, 133004);
    private static final Set<Integer> LIMITS =
            Set.of(4, 17, 32, 613, 80002, 80006, 80007, 130429, 133016);
    private static final Set<Integer> LOCKED = Set.of(368, 131031, 130497);
    private static final Set<Integer> TEMPLATES =
            Set.of(132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069);

    /** Of 10 and of 100: outside of the window. */
    private static final Set<Integer> WINDOW_SUBCODES = Set.of(2018065, 2018278, 2534022);

    /** The person cannot be written to, by us or at all. */
    private static final Set<Integer> PERSON_SUBCODES =
            Set.of(1545041, 2018001, 2018108, 2534014, 2534013);

    /**
     * As an answer says it.
     *
     * @param error missing where the answer is not Meta's
     * @param retryAfter in seconds; empty: nothing is said
     */
    Remedy remedy(int status, JsonNode error, String retryAfter) {
        var code = error.path("code").asInt(-1);
        if (error.isMissingNode()) {
            return notOfMeta(status);
        }
        if (status == TOO_MANY || LIMITS.contains(code)) {
            return new Remedy.Again(pause(retryAfter, OF_THE_ACCOUNT), shown(error));
        }
        return switch (code) {
            case 131056 -> new Remedy.Again(pause(retryAfter, OF_A_PAIR), shown(error));
            case 131048 -> new Remedy.Again(pause(retryAfter, OF_SPAM), shown(error));
            default -> other(status, code, error);
        };
    }

    private Remedy other(int status, int code, JsonNode error) {
        if (isOfThePerson(code, error)) {
            return new Remedy.GiveUp(words(error));
        }
        if (status == UNAUTHORIZED || TOKEN.contains(code) || code == 0) {
            return dead("Meta refuses the token", error, "put a new one into", "token");
        }
        if (isForbidden(code)) {
            return dead(
                    "Meta does not allow the app to send",
                    error,
                    "give it the permissions that docs/channels.md names, then a new token into",
                    "token");
        }
        if (isOfTheAccount(code, error)) {
            return dead(
                    "Meta knows no such sender, or it is not registered",
                    error,
                    "check",
                    "account");
        }
        if (LOCKED.contains(code) || code == 131042) {
            return new Remedy.Dead(
                    (code == 131042
                                    ? "Meta wants money for it; mend the payment of the account: "
                                    : "Meta has locked the account; see it in its Business Manager: ")
                            + shown(error));
        }
        return BUSY.contains(code) || status >= BROKEN
                ? new Remedy.Again(SHORTLY, shown(error))
                : new Remedy.GiveUp(words(error));
    }

    private static boolean isOfThePerson(int code, JsonNode error) {
        var subcode = error.path("error_subcode").asInt();
        return code == 551
                || code == 131047
                || WINDOW_SUBCODES.contains(subcode)
                || PERSON_SUBCODES.contains(subcode);
    }

    private static boolean isForbidden(int code) {
        return code == 3 || code == 10 || code == 131005 || (code >= 200 && code < 300);
    }

    private boolean isOfTheAccount(int code, JsonNode error) {
        return code == 133010
                || code == 33
                || (plan.service() == MetaPlan.Service.WHATSAPP
                        && code == 100
                        && error.path("error_subcode").asInt() == 33);
    }

    private Remedy dead(String what, JsonNode error, String remedy, String key) {
        return new Remedy.Dead(
                what
                        + " ("
                        + shown(error)
                        + "); "
                        + remedy
                        + " channels."
                        + plan.gateway()
                        + "."
                        + key);
    }

    private Remedy notOfMeta(int status) {
        return status >= BROKEN || status == TOO_MANY
                ? new Remedy.Again(SHORTLY, "HTTP " + status)
                : new Remedy.Dead(
                        "what answers is not the Graph API (HTTP "
                                + status
                                + "); check channels."
                                + plan.gateway()
                                + ".url");
    }

    /** Why it never arrives, in plain words: of an answer, or told later. */
    String words(JsonNode error) {
        var code = error.path("code").asInt();
        var subcode = error.path("error_subcode").asInt();
        if (code == 131047 || WINDOW_SUBCODES.contains(subcode)) {
            return ReplyWindow.OVER;
        }
        if (TEMPLATES.contains(code)) {
            return "the template cannot be sent; check it in WhatsApp Manager and in channels."
                    + plan.gateway()
                    + ".template: "
                    + shown(error);
        }
        return switch (code) {
            case 131026 ->
                    "WhatsApp cannot deliver it: they have no WhatsApp, an old one, or have not"
                            + " accepted its terms";
            case 131030 ->
                    "a test number writes only to the numbers that are listed for it at Meta";
            case 131049 -> "WhatsApp does not deliver it now, so that people get fewer messages";
            case 131050 -> "they want no such messages from us";
            case 551 -> "they cannot be written to now: " + shown(error);
            default ->
                    PERSON_SUBCODES.contains(subcode)
                            ? "they cannot be written to: " + shown(error)
                            : plan.service().title() + " refuses it: " + shown(error);
        };
    }

    private static Duration pause(String retryAfter, Duration usual) {
        if (!retryAfter.matches("[0-9]{1,6}")) {
            return usual;
        }
        var wish = Duration.ofSeconds(Long.parseLong(retryAfter));
        return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }

    private static String shown(JsonNode error) {
        var details = error.path("error_data").path("details").asText("");
        var title = error.path("message").asText(error.path("title").asText(""));
        var line = (details.isBlank() ? title : details).replaceAll("\\s+", " ").strip();
        var text = line.length() <= SHOWN ? line : CutEnd.dotted(line.substring(0, SHOWN));
        return (text.isEmpty() ? "no reason given" : text) + " (" + number(error) + ")";
    }

    private static String number(JsonNode error) {
        var subcode = error.path("error_subcode").asInt();
        return error.path("code").asInt() + (subcode == 0 ? "" : "/" + subcode);
    }
}
