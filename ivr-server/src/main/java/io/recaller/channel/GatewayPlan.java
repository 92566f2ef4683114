package io.recaller.channel;

import io.recaller.contact.Channel;
import java.util.regex.Pattern;

/**
 * What the settings say of a gateway, whatever its kind.
 *
 * @param name a letter, then up to 30 letters, digits and dashes, all small
 * @param channel what contacts that come in by it are on
 * @param pushes whether what is answered must be sent; false: the other side reads our rows
 */
public record GatewayPlan(String name, Channel channel, boolean pushes) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    public GatewayPlan {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a gateway's name is a small letter, then up to 30 of a-z, 0-9 and -: " + name);
        }
    }
}
