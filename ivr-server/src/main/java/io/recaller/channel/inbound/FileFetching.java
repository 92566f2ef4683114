package io.recaller.channel.inbound;

import io.recaller.channel.PerPeer;
import io.recaller.channel.inbound.FileSource.Fetched;
import io.recaller.db.Database;
import io.recaller.message.AwaitedFiles;
import io.recaller.message.AwaitedFiles.Awaited;
import io.recaller.message.FileRoom;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the files of messages that came in by providers which keep them. Each is tried by one
 * server at a time, less and less often, for some half an hour; one that cannot be had, or is not
 * taken, stays the line of its message that names it. Any thread.
 */
public final class FileFetching implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileFetching.class);

    /** After a killed server's fetch another server may. */
    private static final Duration LEASE = FileSource.WITHIN.plusMinutes(2);

    private static final int MOST_TRIES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int MOST_FOUND = 100;

    /** Of peers, each waiting on a thread that costs nothing. */
    private static final int MOST_WAITING = 100;

    /** Files of one gateway that are in memory at once: one that is slow holds up no other. */
    private static final int AT_ONCE = 3;

    private final Database db;
    private final Map<String, Source> sources;
    private final AttachmentRules rules;
    private final FileIntake intake;
    private final InstantSource clock;
    private final AwaitedFiles awaited = new AwaitedFiles();
    private final Threads threads = new Threads();
    private final PerPeer peers;

    private record Source(FileSource files, Semaphore room) {}

    /** Nothing is fetched before {@link #start}. */
    public FileFetching(Database db, List<FileSource> sources, FileRoom room, InstantSource clock) {
        this.db = db;
        this.sources =
                sources.stream()
                        .map(each -> new Source(each, new Semaphore(AT_ONCE)))
                        .collect(
                                Collectors.toMap(
                                        each -> each.files().gateway(), Function.identity()));
        this.rules = room.rules();
        this.intake = new FileIntake(room);
        this.clock = clock;
        this.peers = new PerPeer("file-fetching", MOST_WAITING, this::due, this::fetch, _ -> {});
    }

    /** Nothing happens where no gateway has files elsewhere. */
    public void start() {
        if (!sources.isEmpty()) {
            peers.start();
        }
    }

    private List<ThreadId> due() {
        return db.inTransaction(
                tx -> awaited.due(tx, sources.keySet(), clock.instant(), MOST_FOUND));
    }

    /** What of that thread does not have to wait. */
    void fetch(ThreadId thread) {
        db.inTransaction(tx -> threads.find(tx, thread))
                .flatMap(found -> Optional.ofNullable(sources.get(found.gateway())))
                .ifPresent(source -> {
                    source.room().acquireUninterruptibly();
                    try {
                        fetchAll(source.files(), thread);
                    } finally {
                        source.room().release();
                    }
                });
    }

    /** One after another: a lease is of one file's time. */
    private void fetchAll(FileSource source, ThreadId thread) {
        for (var file = next(thread); file.isPresent(); file = next(thread)) {
            came(file.get(), source.fetch(file.get().source(), rules.largest()));
        }
    }

    private Optional<Awaited> next(ThreadId thread) {
        var now = clock.instant();
        return db.inTransaction(tx -> awaited.take(tx, thread, now, now.plus(LEASE)));
    }

    private void came(Awaited file, Fetched fetched) {
        switch (fetched) {
            case Fetched.Had(var content) -> keep(file, content);
            case Fetched.Never(var why) -> giveUp(file, why);
            case Fetched.Later(var why) -> {
                if (file.tries() >= MOST_TRIES) {
                    giveUp(file, why);
                } else {
                    db.runInTransaction(tx -> awaited.later(tx, file, after(file.tries())));
                }
            }
        }
    }

    private Instant after(int tries) {
        var pause = FIRST_PAUSE.multipliedBy(1L << (2 * (tries - 1)));
        return clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    /** Once, whoever else has fetched it too. */
    private void keep(Awaited file, FileContent content) {
        var isKept =
                db.inTransactionWithin(
                        FileRoom.STORED_WITHIN,
                        tx ->
                                !awaited.done(tx, file)
                                        || intake.isKept(tx, file, content, clock.instant()));
        if (!isKept) {
            told(file, "it is of a kind or size that is not taken, or there is no room for it");
        }
    }

    private void giveUp(Awaited file, String why) {
        db.runInTransaction(tx -> awaited.done(tx, file));
        told(file, why);
    }

    private static void told(Awaited file, String why) {
        LOG.atWarn()
                .addKeyValue("gateway", file.gateway())
                .addKeyValue("seq", file.message())
                .addKeyValue("why", why)
                .log("a file that somebody sent is named in their message only");
    }

    @Override
    public void close() {
        peers.close();
    }
}
