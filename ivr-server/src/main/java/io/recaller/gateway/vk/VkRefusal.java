package io.recaller.gateway.vk;

import com.fasterxml.jackson.databind.JsonNode;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.text.CutEnd;
import java.time.Duration;

/** What an error of VK's means (dev.vk.com/reference/errors, and those of messages.send). Pure. */
final class VkRefusal {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final Duration SHORTLY = Duration.ofSeconds(10);
    private static final Duration FLOOD = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int LONGEST = 200;

    private VkRefusal() {}

    static Remedy remedy(JsonNode error, String gateway) {
        var code = error.path("error_code").asInt();
        var words = "VK's error " + code + ": " + shown(error.path("error_msg").asText());
        return switch (code) {
            case 5, 27, 28 ->
                    new Remedy.Dead(
                            "VK does not take the token of channels."
                                    + gateway
                                    + "; make a new access key in the community's settings ("
                                    + words
                                    + ")");
            case 7, 15, 20, 21, 203 ->
                    new Remedy.Dead(
                            "the token may not do it; make one with the rights to manage the"
                                    + " community and its messages, and switch messages on ("
                                    + words
                                    + ")");
            case 6 -> new Remedy.Again(MOMENT, "VK was asked too often in a second");
            case 9 -> new Remedy.Again(FLOOD, "VK takes it for flooding (" + words + ")");
            case 14, 17 -> new Remedy.Again(LONG, "VK wants to be shown a person (" + words + ")");
            case 29 -> new Remedy.Again(LONG, "VK's limit for this method is reached");
            case 1, 10, 36 -> new Remedy.Again(SHORTLY, "VK is out of order (" + words + ")");
            case 18 -> new Remedy.GiveUp("their account is deleted or banned");
            case 900 -> new Remedy.GiveUp("the community has them on its black list");
            case 901 -> new Remedy.GiveUp("they do not allow the community to write to them");
            case 902 -> new Remedy.GiveUp("their privacy settings forbid it");
            case 914 -> new Remedy.GiveUp("it is too long for VK");
            case 936 -> new Remedy.GiveUp("VK knows nobody of that number");
            default -> new Remedy.GiveUp("VK refuses it (" + words + ")");
        };
    }

    /** The same of a file: a key without that right is good for all else. */
    static Remedy ofFile(JsonNode error, String gateway) {
        return switch (error.path("error_code").asInt()) {
            case 7, 15, 20, 21, 203 ->
                    new Remedy.GiveUp(
                            "the key may not send files; make one with the rights to photos and"
                                    + " documents too ("
                                    + shown(error.path("error_msg").asText())
                                    + ")");
            default -> remedy(error, gateway);
        };
    }

    private static String shown(String why) {
        var line = why.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : CutEnd.dotted(line.substring(0, LONGEST));
    }
}
