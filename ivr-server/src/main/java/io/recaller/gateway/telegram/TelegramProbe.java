package io.recaller.gateway.telegram;

import io.recaller.channel.outbound.Gateway.NotSentException;
import java.time.Duration;
import java.util.Optional;

/** Looks whether a bot may be used, without asking for its messages. Blocking, some seconds. */
public final class TelegramProbe {
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private TelegramProbe() {}

    /** What people call it, as {@code shop_bot}; empty: Telegram does not tell us now. */
    public static Optional<String> username(TelegramBot bot) {
        try {
            var me = new TelegramApi(bot).call("getMe", TelegramApi.arguments(), WITHIN);
            return Optional.of(me.path("username").asText()).filter(name -> !name.isEmpty());
        } catch (NotSentException _) {
            return Optional.empty();
        }
    }

    /** Why nothing comes in or goes out by it, with the remedy; empty: Telegram lets us in. */
    public static Optional<String> problem(TelegramBot bot) {
        try {
            var api = new TelegramApi(bot);
            api.call("getMe", TelegramApi.arguments(), WITHIN);
            var hook = api.call("getWebhookInfo", TelegramApi.arguments(), WITHIN);
            return hook.path("url").asText().isEmpty()
                    ? Optional.empty()
                    : Optional.of("the bot has a webhook and cannot be asked; remove it");
        } catch (NotSentException failure) {
            return Optional.of(failure.remedy().why());
        }
    }
}
