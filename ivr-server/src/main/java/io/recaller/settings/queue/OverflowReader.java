package io.recaller.settings.queue;

import io.recaller.routing.plan.Overflow;
import io.recaller.routing.plan.Overflow.Way;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.step.QueueName;
import io.recaller.settings.file.SettingsFile;
import io.recaller.speech.Text;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what becomes of contacts that their queue no longer keeps. */
final class OverflowReader {
    private static final String WAYS =
            "ring-group, flow, call-back, voicemail, or a section such as {queue: sales} or"
                    + " {message: {en: We are closed.}, then: end}";

    private static final String THEN = "ring-group, flow, call-back, voicemail or end";

    private final SettingsFile file;
    private final SpokenReader spoken;

    OverflowReader(SettingsFile file, SpokenReader spoken) {
        this.file = file;
        this.spoken = spoken;
    }

    /** By cause; what is not there is not decided. */
    Map<OverflowCause, Overflow> all(String key) {
        var all = new EnumMap<OverflowCause, Overflow>(OverflowCause.class);
        var _ = file.sections(key);
        for (var cause : OverflowCause.values()) {
            overflow(key + "." + cause.slug(), cause).ifPresent(it -> all.put(cause, it));
        }
        return all;
    }

    private Optional<Overflow> overflow(String key, OverflowCause cause) {
        if (!file.isSection(key)) {
            return file.value(
                    key,
                    Optional.<Overflow>empty(),
                    text -> Optional.of(new Overflow(Optional.empty(), wordless(text, cause))),
                    WAYS);
        }
        var message = spoken.text(key + ".message");
        var offered = file.flag(key + ".call-back", false);
        var ways = ways(key, cause);
        if (ways.size() > 1 || (ways.isEmpty() && !offered)) {
            file.mistake(
                    key,
                    "must say where the contact goes on, once: then: ring-group, flow, call-back,"
                            + " voicemail or end; or queue: NAME");
        }
        return Stream.concat(
                        ways.values().stream(),
                        offered ? Stream.of(Overflow.unwanted(cause)) : Stream.empty())
                .findFirst()
                .map(way -> offered ? offered(key, way) : way)
                .map(way -> whole(key, message, way));
    }

    /** What follows on a call-back that is not wanted. */
    private Way offered(String key, Way declined) {
        if (declined instanceof Way.CallBack) {
            file.mistake(key + ".then", "offers the call-back a second time; say what follows it");
            return declined;
        }
        return new Way.CallBack(declined);
    }

    /** By the key that says it. */
    private Map<String, Way> ways(String key, OverflowCause cause) {
        var ways = new TreeMap<String, Way>();
        var queue = file.text(key + ".queue", "");
        if (!queue.isEmpty()) {
            file.valid(key + ".queue", () -> new QueueName(queue))
                    .ifPresent(name -> ways.put("queue", new Way.Queue(name)));
        }
        file.value(
                        key + ".then",
                        Optional.<Way>empty(),
                        text -> Optional.of(way(text, cause)),
                        THEN)
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
    private static Way wordless(String text, OverflowCause cause) {
        var way = way(text, cause);
        if (way instanceof Way.End) {
            throw new IllegalArgumentException(text);
        }
        return way;
    }

    private static Way way(String text, OverflowCause cause) {
        return switch (text) {
            case "ring-group" -> new Way.RingGroup();
            case "flow" -> new Way.Flow();
            case "call-back" -> new Way.CallBack(Overflow.unwanted(cause));
            case "voicemail" -> new Way.Voicemail();
            case "end" -> new Way.End();
            default -> throw new IllegalArgumentException(text);
        };
    }
}
