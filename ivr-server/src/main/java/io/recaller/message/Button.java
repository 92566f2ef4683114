package io.recaller.message;

import java.util.regex.Pattern;

/**
 * Something that can be pressed instead of writing.
 *
 * @param key what comes back when it is: 1 to 64 letters, digits and {@code : . _ * # -} of ASCII
 * @param label in few words
 */
public record Button(String key, String label) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9:._*#-]{1,64}");

    public Button {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a button's key: " + key);
        }
    }
}
