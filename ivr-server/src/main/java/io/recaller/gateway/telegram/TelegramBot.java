package io.recaller.gateway.telegram;

import java.net.URI;

/**
 * A bot of ours.
 *
 * @param name of the gateway, in the settings
 * @param token what BotFather gave; never printed
 * @param api where the Bot API is, usually {@code https://api.telegram.org}
 */
public record TelegramBot(String name, String token, URI api) {
    URI method(String method) {
        return URI.create(api + "/bot" + token + "/" + method);
    }

    /** Where a file is fetched that {@code getFile} named. */
    URI file(String path) {
        return URI.create(api + "/file/bot" + token + "/" + path);
    }

    @Override
    public String toString() {
        return "TelegramBot[" + name + "]";
    }
}
