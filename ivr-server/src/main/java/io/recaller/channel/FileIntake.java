package io.recaller.channel;

import io.recaller.db.Storable;
import io.recaller.db.Tx;
import io.recaller.message.AttachmentRules;
import io.recaller.message.AttachmentRules.Refusal;
import io.recaller.message.Attachments;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which files of a message are kept, and what stands in place of the others. Any thread. */
final class FileIntake {
    private static final Duration DAY = Duration.ofHours(24);

    /** Lines of a message that name files which are not kept. */
    private static final int MOST_NAMED = 50;

    private static final int LONGEST_NAME = 100;

    private final AttachmentRules rules;
    private final FileRoom store;
    private final Attachments attachments = new Attachments();

    FileIntake(AttachmentRules rules) {
        this.rules = rules;
        this.store = new FileRoom(rules);
    }

    AttachmentRules rules() {
        return rules;
    }

    /** One that is not kept. */
    record Refused(IncomingFile file, Refusal why) {}

    record Sorted(List<IncomingFile> kept, List<Refused> refused) {
        /** A line for each that is not kept: whoever reads the message asks for it otherwise. */
        String words() {
            return refused.stream()
                    .limit(MOST_NAMED)
                    .map(each -> line(each.file()))
                    .collect(Collectors.joining("\n"));
        }
    }

    /** In their order, as long as there is room. */
    Sorted sorted(Tx tx, ThreadId thread, Peer peer, List<IncomingFile> files, Instant now) {
        var kept = new ArrayList<IncomingFile>();
        var refused = new ArrayList<Refused>();
        var room =
                files.isEmpty()
                        ? 0
                        : rules.aDay() - attachments.receivedSince(tx, thread, now.minus(DAY));
        for (var file : files) {
            var why =
                    refusal(file, kept.size(), room)
                            .or(() -> storeIsFull(tx, peer, file.size(), now));
            why.ifPresent(reason -> refused.add(new Refused(file, reason)));
            if (why.isEmpty()) {
                kept.add(file);
                room -= file.size();
            }
        }
        return new Sorted(kept, refused);
    }

    private Optional<Refusal> refusal(IncomingFile file, int before, long room) {
        var itself =
                file.content().map(rules::refusal).orElseGet(() -> Optional.of(Refusal.TOO_BIG));
        if (itself.isPresent()) {
            return itself;
        }
        if (before >= rules.perMessage()) {
            return Optional.of(Refusal.TOO_MANY);
        }
        return file.size() > room ? Optional.of(Refusal.DAY_IS_FULL) : Optional.empty();
    }

    private Optional<Refusal> storeIsFull(Tx tx, Peer peer, long bytes, Instant now) {
        return store.take(tx, FileRoom.isVisitor(peer), bytes, now)
                ? Optional.empty()
                : Optional.of(Refusal.STORE_IS_FULL);
    }

    void keep(Tx tx, ThreadId thread, long message, List<IncomingFile> kept, Instant now) {
        for (var place = 0; place < kept.size(); place++) {
            var file = kept.get(place);
            attachments.keep(
                    tx, thread, message, place, file.name(), file.content().orElseThrow(), now);
        }
    }

    private static String line(IncomingFile file) {
        var name = Storable.mended(file.name()).replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "").strip();
        var most = Math.min(LONGEST_NAME, name.codePointCount(0, name.length()));
        return "\uD83D\uDCCE "
                + name.substring(0, name.offsetByCodePoints(0, most))
                + (file.size() > 0 ? ", " + size(file.size()) : "");
    }

    private static String size(long bytes) {
        return bytes >= 1_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : Math.max(1, bytes / 1000) + " kB";
    }
}
