package io.recaller.settings;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/** Why nothing can listen where the settings say, and what to do about it. Pure. */
public final class UnlistenedPort {
    private UnlistenedPort() {}

    /**
     * In words that begin with the setting.
     *
     * @param key of the port, such as {@code http.port}; that of the address ends in {@code host}
     * @param why as the system said it
     */
    public static String words(String key, String host, int port, Exception why) {
        var hostKey = key.substring(0, key.length() - "port".length()) + "host";
        var reason = String.valueOf(why.getMessage());
        if (why instanceof UnknownHostException || why instanceof UnresolvedAddressException) {
            return hostKey + " " + host + " is no name of this machine; use an IP address";
        }
        if (reason.contains("assign")) {
            return hostKey + " " + host + " is no address of this machine; set one that is";
        }
        if (reason.contains("ermission")) {
            return key + " " + port + " may not be opened by this user; set one above 1023";
        }
        return reason.contains("in use")
                ? taken(key, port, "")
                : key + ": cannot listen on " + host + ":" + port + ": " + reason;
    }

    /** As above, where it is a Recaller that listens there, which says that it is another. */
    public static String takenByAnotherRecaller(String key, int port) {
        return taken(
                key,
                port,
                " (a Recaller of another folder or database than these settings have, or of an"
                        + " older version)");
    }

    private static String taken(String key, int port, String who) {
        return "%s %d is taken by another program%s; end it, or set another %s"
                .formatted(key, port, who, key);
    }
}
