package io.recaller.channel.inbound;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A button that was pressed.
 *
 * @param version of the dialogue that it was shown for
 * @param key of the choice it stands for
 */
record Press(long version, String key) {
    private static final Pattern KEY = Pattern.compile("v([0-9]{1,18}):([0-9*#])");

    static String key(long version, String key) {
        return "v" + version + ":" + key;
    }

    /** Empty: no button of ours has that key. */
    static Optional<Press> of(String key) {
        var match = KEY.matcher(key);
        return match.matches()
                ? Optional.of(new Press(Long.parseLong(match.group(1)), match.group(2)))
                : Optional.empty();
    }
}
