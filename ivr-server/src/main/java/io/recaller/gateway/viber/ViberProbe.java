package io.recaller.gateway.viber;

import io.recaller.channel.outbound.Gateway.NotSentException;
import java.util.Optional;

/** Looks whether a bot may be used. Blocking, some seconds. */
public final class ViberProbe {
    private ViberProbe() {}

    /** Why nothing comes in or goes out by it, with the remedy; empty: Viber lets us in. */
    public static Optional<String> problem(ViberBot bot) {
        try {
            var account =
                    new ViberApi(bot).call("get_account_info", ViberApi.JSON.createObjectNode());
            var hook = account.path("webhook").asText();
            if (hook.isEmpty()) {
                return Optional.of(
                        "the bot has no webhook; set channels." + bot.gateway() + ".address");
            }
            return bot.hook().filter(ours -> !ours.equals(hook)).isPresent()
                    ? Optional.of(
                            "Viber tells another address what people do; start a server of ours"
                                    + " again, and let nobody else set the bot's webhook")
                    : Optional.empty();
        } catch (NotSentException failure) {
            return Optional.of(failure.remedy().why());
        }
    }
}
