package io.recaller.channel.inbound;

import io.recaller.db.Tx;
import io.recaller.message.Attachments;
import io.recaller.message.AwaitedFiles;
import io.recaller.message.AwaitedFiles.Awaited;
import io.recaller.message.FileLine;
import io.recaller.message.FileRoom;
import io.recaller.message.ThreadId;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.AttachmentRules.Refusal;
import io.recaller.message.file.FileContent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which files of a message are kept, and what stands in place of the others. Any thread. */
final class FileIntake {
    private static final Duration DAY = Duration.ofHours(24);

    /** Lines of a message that name files which are not kept. */
    private static final int MOST_NAMED = 50;

    private final AttachmentRules rules;
    private final FileRoom store;
    private final Attachments attachments = new Attachments();
    private final AwaitedFiles awaited = new AwaitedFiles();

    FileIntake(FileRoom store) {
        this.rules = store.rules();
        this.store = store;
    }

    AttachmentRules rules() {
        return rules;
    }

    /** One that is not kept. */
    record Refused(IncomingFile file, Refusal why) {}

    /**
     * What becomes of the files of a message.
     *
     * @param kept those that are kept, or fetched and then kept
     */
    record Sorted(List<IncomingFile> kept, List<Refused> refused) {
        /**
         * A line for each that is not kept, for whoever reads the message asks for it otherwise;
         * and one for each that is not here yet.
         */
        String words() {
            return Stream.concat(
                            refused.stream().map(Refused::file),
                            kept.stream().filter(file -> file.source().isPresent()))
                    .limit(MOST_NAMED)
                    .map(FileIntake::line)
                    .collect(Collectors.joining("\n"));
        }
    }

    /** In their order, as long as there is room. */
    Sorted sorted(
            Tx tx, ThreadId thread, boolean isOfVisitor, List<IncomingFile> files, Instant now) {
        var kept = new ArrayList<IncomingFile>();
        var refused = new ArrayList<Refused>();
        var room =
                files.isEmpty()
                        ? 0
                        : rules.aDay() - attachments.receivedSince(tx, thread, now.minus(DAY));
        for (var file : files) {
            var why =
                    refusal(file, kept.size(), room)
                            .or(() -> storeIsFull(tx, isOfVisitor, file, now));
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
                file.source().isPresent()
                        ? untilItIsHere(file)
                        : file.content()
                                .map(rules::refusal)
                                .orElseGet(() -> Optional.of(Refusal.TOO_BIG));
        if (itself.isPresent()) {
            return itself;
        }
        if (before >= rules.perMessage()) {
            return Optional.of(Refusal.TOO_MANY);
        }
        return file.size() > room ? Optional.of(Refusal.DAY_IS_FULL) : Optional.empty();
    }

    /** The rest is looked at once it has been fetched. */
    private Optional<Refusal> untilItIsHere(IncomingFile file) {
        if (rules.types().isEmpty()) {
            return Optional.of(Refusal.NOT_TAKEN);
        }
        return file.size() > rules.largest()
                        || file.source().orElseThrow().length() > AwaitedFiles.LONGEST_SOURCE
                ? Optional.of(Refusal.TOO_BIG)
                : Optional.empty();
    }

    private Optional<Refusal> storeIsFull(
            Tx tx, boolean isOfVisitor, IncomingFile file, Instant now) {
        return file.source().isPresent() || store.take(tx, isOfVisitor, file.size(), now)
                ? Optional.empty()
                : Optional.of(Refusal.STORE_IS_FULL);
    }

    void keep(Tx tx, ThreadId thread, long message, List<IncomingFile> kept, Instant now) {
        for (var place = 0; place < kept.size(); place++) {
            var file = kept.get(place);
            if (file.source().isPresent()) {
                awaited.await(
                        tx,
                        thread,
                        message,
                        place,
                        file.source().get(),
                        file.name(),
                        line(file),
                        now);
            } else {
                var content = file.content().orElseThrow();
                attachments.keep(tx, thread, message, place, file.name(), content, now);
            }
        }
    }

    /** Whether one that was awaited is kept with its message, now that it is here. */
    boolean isKept(Tx tx, Awaited file, FileContent content, Instant now) {
        var it = new IncomingFile(file.name(), content);
        var isTaken = sorted(tx, file.thread(), false, List.of(it), now).refused().isEmpty();
        if (isTaken) {
            attachments.keep(
                    tx, file.thread(), file.message(), file.place(), file.name(), content, now);
            awaited.isThere(tx, file);
        }
        return isTaken;
    }

    private static String line(IncomingFile file) {
        return FileLine.of(file.name(), file.size());
    }
}
