package io.recaller.settings;

/** A password, token or key; never printed. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "•••";
    }
}
