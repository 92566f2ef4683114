package io.recaller;

/**
 * An Asterisk got another {@code systemname}.
 *
 * @param from empty when it had none
 * @param to empty when it has none now
 */
public record Renaming(String from, String to) {
    @Override
    public String toString() {
        return "is called " + word(to) + " and was called " + word(from);
    }

    private static String word(String name) {
        return name.isEmpty() ? "nothing" : "'" + name + "'";
    }
}
