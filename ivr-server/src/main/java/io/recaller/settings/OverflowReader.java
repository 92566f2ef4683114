package io.recaller.settings;

import io.recaller.routing.plan.Occasion;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.Overflow.Way;
import io.recaller.routing.step.QueueName;
import io.recaller.speech.Text;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what becomes of contacts that their queue no longer keeps. */
final class OverflowReader {
    private static final String WAYS =
            "ring-group, flow, or a section such as {queue: sales} or {message: {en: We are"
                    + " closed.}, then: end}";

    private final SettingsFile file;
    private final SpokenReader spoken;

    OverflowReader(SettingsFile file, SpokenReader spoken) {
        this.file = file;
        this.spoken = spoken;
    }

    /** By occasion; what is not there is not decided. */
    Map<Occasion, Overflow> all(String key) {
        var all = new EnumMap<Occasion, Overflow>(Occasion.class);
        var _ = file.sections(key);
        for (var occasion : Occasion.values()) {
            overflow(key + "." + occasion.slug()).ifPresent(it -> all.put(occasion, it));
        }
        return all;
    }

    private Optional<Overflow> overflow(String key) {
        if (!file.isSection(key)) {
            return file.value(
                    key,
                    Optional.<Overflow>empty(),
                    text -> Optional.of(new Overflow(Optional.empty(), wordless(text))),
                    WAYS);
        }
        var message = spoken.text(key + ".message");
        var ways = ways(key);
        if (ways.size() != 1) {
            file.mistake(
                    key,
                    "must say where the contact goes on, once: then: ring-group, flow or end; or"
                            + " queue: NAME");
        }
        return ways.values().stream().findFirst().map(way -> whole(key, message, way));
    }

    /** By the key that says it. */
    private Map<String, Way> ways(String key) {
        var ways = new TreeMap<String, Way>();
        var queue = file.text(key + ".queue", "");
        if (!queue.isEmpty()) {
            file.valid(key + ".queue", () -> new QueueName(queue))
                    .ifPresent(name -> ways.put("queue", new Way.Queue(name)));
        }
        file.value(
                        key + ".then",
                        Optional.<Way>empty(),
                        text -> Optional.of(way(text)),
                        "ring-group, flow or end")
                .ifPresent(way -> ways.put("then", way));
        return ways;
    }

    private Overflow whole(String key, Optional<Text> message, Way way) {
        if (way instanceof Way.End && message.isEmpty() && !file.isSection(key + ".message")) {
            file.mistake(key, "ends the call without a word; add message: {en: We are closed.}");
        }
        return new Overflow(message, way);
    }

    /** Without a message nobody may be let go. */
    private static Way wordless(String text) {
        var way = way(text);
        if (way instanceof Way.End) {
            throw new IllegalArgumentException(text);
        }
        return way;
    }

    private static Way way(String text) {
        return switch (text) {
            case "ring-group" -> new Way.RingGroup();
            case "flow" -> new Way.Flow();
            case "end" -> new Way.End();
            default -> throw new IllegalArgumentException(text);
        };
    }
}
