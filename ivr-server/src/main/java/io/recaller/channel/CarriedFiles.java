package io.recaller.channel;

import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileContent;
import io.recaller.message.file.FileType;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which files go out by a gateway.
 *
 * @param largest bytes of each kind that does; empty: none
 */
public record CarriedFiles(Map<FileType, Integer> largest) {
    public CarriedFiles {
        largest = Map.copyOf(largest);
    }

    /** Nothing but words goes out there. */
    public static CarriedFiles none() {
        return new CarriedFiles(Map.of());
    }

    /** Whatever we keep. */
    public static CarriedFiles all() {
        return none().with(AttachmentRules.MOST, EnumSet.allOf(FileType.class));
    }

    /** The same, and files of these kinds of up to so many bytes. */
    public CarriedFiles with(int bytes, Set<FileType> kinds) {
        var more = new EnumMap<FileType, Integer>(FileType.class);
        more.putAll(largest);
        kinds.forEach(kind -> more.put(kind, Math.min(bytes, AttachmentRules.MOST)));
        return new CarriedFiles(more);
    }

    public boolean areNone() {
        return largest.isEmpty();
    }

    /** What of our rules is left there. */
    public AttachmentRules within(AttachmentRules rules) {
        var most = largest.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        return rules.only(largest.keySet(), most);
    }

    /** Why it cannot go out there, a stable word; empty: it can. */
    public Optional<String> refusal(FileContent content) {
        var most = content.type().map(largest::get);
        if (most.isEmpty()) {
            return Optional.of(areNone() ? "file-channel" : "file-channel-type");
        }
        return content.size() > most.get() ? Optional.of("file-channel-size") : Optional.empty();
    }
}
