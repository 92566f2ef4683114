package io.recaller.settings.file;

import io.recaller.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The environment's part of the settings: {@code agi.port} is {@code RECALLER_AGI_PORT}. */
final class SettingsVariables {
    private static final String PREFIX = "RECALLER_";

    /** Read by the launcher, the log, the demo and the tests; no settings. */
    private static final Set<String> OTHERS =
            Set.of(
                    "RECALLER_HOME",
                    "RECALLER_BUILD",
                    "RECALLER_CACHE",
                    "RECALLER_ASTERISK",
                    "RECALLER_LOG_LEVEL",
                    "RECALLER_JAVA_OPTIONS",
                    "RECALLER_DEBIAN_MIRROR",
                    "RECALLER_CHROMIUM");

    private final TreeMap<String, String> ours = new TreeMap<>();

    SettingsVariables(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !OTHERS.contains(name)) {
                ours.put(name, value);
            }
        });
    }

    Optional<String> of(String key) {
        return Optional.ofNullable(ours.get(name(key)));
    }

    boolean overrides(String key) {
        return ours.containsKey(name(key));
    }

    /** The beginning of a mistake about a key, when its value is from here. */
    Optional<String> where(String key) {
        return overrides(key) ? Optional.of("environment (" + name(key) + "): ") : Optional.empty();
    }

    /** A mistake for each variable that sets nothing; its value may be a secret and is not told. */
    List<String> unknown(SortedSet<String> keys) {
        var names = new TreeSet<String>();
        keys.forEach(key -> names.add(name(key)));
        var nearest = new Nearest(names);
        var mistakes = new ArrayList<String>();
        for (var name : ours.keySet()) {
            if (!names.contains(name)) {
                mistakes.add("environment: unknown variable " + name + nearest.remedy(name));
            }
        }
        return mistakes;
    }

    private static String name(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
