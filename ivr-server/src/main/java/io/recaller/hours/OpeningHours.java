package io.recaller.hours;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All opening hours of an installation, by the names that settings and flows give them. */
public record OpeningHours(Map<String, Hours> named) {
    public OpeningHours {
        named = Map.copyOf(named);
    }

    public static OpeningHours none() {
        return new OpeningHours(Map.of());
    }

    public Optional<Hours> of(String name) {
        return Optional.ofNullable(named.get(name));
    }

    public Set<String> names() {
        return named.keySet();
    }
}
