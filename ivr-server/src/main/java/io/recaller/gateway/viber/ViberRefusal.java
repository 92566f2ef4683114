package io.recaller.gateway.viber;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.text.CutEnd;
import java.time.Duration;

/** What a status of Viber's means (rest-bot-api, "Error codes"). Pure. */
final class ViberRefusal {
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofSeconds(30);
    private static final long LONGEST_PAUSE = 600;
    private static final int LONGEST = 200;

    private ViberRefusal() {}

    static Remedy remedy(JsonNode answer, String gateway) {
        var status = answer.path("status").asInt();
        var words = "Viber's status " + status + ": " + shown(answer);
        var key = "channels." + gateway;
        return switch (status) {
            case 1 ->
                    new Remedy.Dead(
                            "Viber cannot reach us; "
                                    + key
                                    + ".address must be an https address that the whole internet"
                                    + " reaches, with the certificate of a known authority ("
                                    + words
                                    + ")");
            case 2 ->
                    new Remedy.Dead(
                            "Viber does not know the token of "
                                    + key
                                    + "; take the one in the bot's settings ("
                                    + words
                                    + ")");
            case 7, 8, 9, 15 ->
                    new Remedy.Dead("Viber has closed the bot; ask Viber why (" + words + ")");
            case 10 ->
                    new Remedy.Dead(
                            "the bot has no webhook; set " + key + ".address (" + words + ")");
            case 23, 24 -> new Remedy.Dead("Viber wants money; fill the account (" + words + ")");
            case 12 -> new Remedy.Again(USUAL, "Viber takes no more for now");
            case 5, 6 ->
                    new Remedy.GiveUp(
                            "they do not take messages of the bot: they must write to it first");
            case 11, 13 -> new Remedy.GiveUp("their Viber is too old for bots");
            case 3, 4, 14, 16, 17, 18, 19, 20, 21, 22 ->
                    new Remedy.GiveUp("Viber refuses it (" + words + ")");
            default -> new Remedy.Again(LATER, words);
        };
    }

    /**
     * How long to wait.
     *
     * @param wish the other side's own, in seconds; may be anything
     */
    static Duration pause(String wish) {
        try {
            return Duration.ofSeconds(Math.clamp(Long.parseLong(wish.strip()), 1, LONGEST_PAUSE));
        } catch (NumberFormatException _) {
            return USUAL;
        }
    }

    private static String shown(JsonNode answer) {
        var line = answer.path("status_message").asText().replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : CutEnd.dotted(line.substring(0, LONGEST));
    }
}
