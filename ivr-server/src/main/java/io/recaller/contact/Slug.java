package io.recaller.contact;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How enums are written in rows: their name in lower case. */
public final class Slug {
    private Slug() {}

    public static String of(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    public static <E extends Enum<E>> E read(Class<E> words, String slug) {
        return Enum.valueOf(words, slug.toUpperCase(Locale.ROOT));
    }

    public static <E extends Enum<E>> Optional<E> readOptional(
            Class<E> words, @Nullable String slug) {
        return Optional.ofNullable(slug).map(text -> read(words, text));
    }
}
