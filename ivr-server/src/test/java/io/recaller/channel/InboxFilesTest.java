package io.recaller.channel;

import static io.recaller.db.generated.Tables.ATTACHMENT;
import static io.recaller.db.generated.Tables.MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.channel.inbound.IncomingFile;
import io.recaller.contact.Channel;
import io.recaller.conversation.Archive;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.db.Tx;
import io.recaller.message.Attachments;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.SampleFiles;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.AttachmentRules.Refusal;
import io.recaller.message.file.FileContent;
import io.recaller.message.file.FileType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Files are kept with their message, or not at all. */
class InboxFilesTest {
    private static final DatabaseSettings settings = TestDatabase.freshSettings();
    private static final Archive archive = new Archive(Database.open(settings));

    private final AttachmentRules rules =
            new AttachmentRules(
                    1000, 2, 2500, 1 << 30, Set.of(FileType.JPEG, FileType.PNG, FileType.TEXT));
    private final String peer = UUID.randomUUID().toString();
    private final Attachments attachments = new Attachments();
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final Inbox inbox =
            new Inbox(archive.db, _ -> {}, GatewayTraffic.uncounted(), rules, () -> now);

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void whatIsTakenStandsWithItsMessageAndIsReadAsItCame() {
        inbox.take(words("Look", file("a.png", SampleFiles.png()), file("b", jpeg(700))));

        var message = all().getFirst();
        assertThat(message.text()).isEqualTo("Look");
        assertThat(message.attachments())
                .extracting(Attachment::name)
                .containsExactly("a.png", "b.jpg");
        assertThat(content(message.attachments().getLast()).bytes()).isEqualTo(jpeg(700).bytes());
    }

    /** As long as there are few, a whole table is read at once: so many are written first. */
    @Test
    void whoSendsAFileReadsNothingOfOthers() {
        inbox.take(words("Look", file("a.png", SampleFiles.png())));
        var thread = all().getFirst();
        var id = thread.attachments().getFirst().id();
        archive.db.runInTransaction(tx -> {
            tx.dsl()
                    .execute(
                            "insert into message (thread_id, direction, author, body, state, at, state_at)"
                                    + " select thread_id, direction, author, 'x', 'handled', at, at"
                                    + " from message, generate_series(1, 20000) where seq = "
                                    + thread.seq());
            tx.dsl().execute("analyze message");
            tx.dsl().execute("analyze attachment");
            // Else what this connection read before is counted with what comes.
            tx.dsl().execute("select pg_stat_force_next_flush()");
        });
        var read = new ArrayList<Long>();

        inbox.take(
                words("And", file("b.png", SampleFiles.png())),
                tx -> {
                    attachments.find(tx, id);
                    read.add(wholeReads(tx));
                });

        assertThat(read).containsExactly(0L);
    }

    /** How often the table of messages was read from end to end in this transaction. */
    private static long wholeReads(Tx tx) {
        return tx.dsl()
                .fetchSingle(
                        "select seq_scan from pg_stat_xact_user_tables where relname = 'message'")
                .get(0, Long.class);
    }

    @Test
    void anotherServerReadsWhatThisOneTook() {
        inbox.take(words("Look", file("a.png", SampleFiles.png())));
        var id = all().getFirst().attachments().getFirst().id();

        try (var other = Database.open(settings)) {
            var content = other.inTransaction(tx -> attachments.content(tx, id));
            assertThat(content.orElseThrow().bytes()).isEqualTo(SampleFiles.png().bytes());
        }
    }

    @Test
    void whatIsNotKeptIsNamedBelowTheWordsSoThatSomebodyCanAsk() {
        inbox.take(
                words(
                        "Look",
                        file("run\u202Exe.exe", FileContent.of(new byte[] {'M', 'Z', 0})),
                        new IncomingFile("film.mp4", 40_000_000, Optional.empty()),
                        file("1.jpg", jpeg(10)),
                        file("2.jpg", jpeg(10)),
                        file("3.jpg", jpeg(10))));

        var message = all().getFirst();
        assertThat(message.attachments()).hasSize(2);
        assertThat(message.text())
                .isEqualTo("Look\n\n📎 runxe.exe, 1 kB\n📎 film.mp4, 40.0 MB\n📎 3.jpg, 1 kB");
    }

    @Test
    void aMessageThatComesAgainBringsItsFilesOnce() {
        var twice = words("Look", file("a.png", SampleFiles.png()));

        inbox.take(twice);
        inbox.take(twice);

        assertThat(all()).hasSize(1);
        assertThat(all().getFirst().attachments()).hasSize(1);
    }

    @Test
    void anUploadThatIsRefusedLeavesNothingAndSaysWhy() {
        assertThat(inbox.upload(upload(file("x", jpeg(1001))))).contains(Refusal.TOO_BIG);
        assertThat(inbox.upload(upload(file("x", SampleFiles.pdf())))).contains(Refusal.NOT_TAKEN);

        assertThat(isKnown()).isFalse();
    }

    @Test
    void aDaysShareIsADaysAndARepeatOfWhatIsThereIsNotRefused() {
        var first = upload(file("1.jpg", jpeg(1000)));
        assertThat(inbox.upload(first)).isEmpty();
        assertThat(inbox.upload(upload(file("2.jpg", jpeg(1000))))).isEmpty();

        assertThat(inbox.upload(upload(file("3.jpg", jpeg(1000))))).contains(Refusal.DAY_IS_FULL);
        assertThat(inbox.upload(first)).as("the same again").isEmpty();
        now = now.plus(Duration.ofHours(25));
        assertThat(inbox.upload(upload(file("3.jpg", jpeg(1000))))).isEmpty();
        assertThat(all()).hasSize(3);
    }

    /**
     * All that is there is of such visitors: they have half of the room, with one more of theirs.
     */
    @Test
    void visitorsWhomNobodyKnowsLeaveRoomForOthers() {
        inbox.upload(upload(file("1.jpg", jpeg(1000))));
        var room = 2 * (archive.db.inTransaction(attachments::stored).all() + Attachments.LEAST);
        var nearlyFull =
                new Inbox(
                        archive.db,
                        _ -> {},
                        GatewayTraffic.uncounted(),
                        new AttachmentRules(1000, 2, 2500, room, FileType.usual()),
                        () -> now);

        var fits = nearlyFull.upload(upload(file("2.jpg", jpeg(10))));
        var tooMany = nearlyFull.upload(upload(file("3.jpg", jpeg(10))));
        var byMail = nearlyFull.upload(byMail(file("4.jpg", jpeg(10))));

        assertThat(fits).isEmpty();
        assertThat(tooMany).contains(Refusal.STORE_IS_FULL);
        assertThat(byMail).isEmpty();
        assertThat(archive.db.inTransaction(attachments::stored).ofVisitors()).isEqualTo(room / 2);
        var registry = new SimpleMeterRegistry();
        new FileGauges(archive.db, () -> now).tell(registry, nearlyFull.fileRules());
        assertThat(registry.get("recaller.files.stored").gauge().value())
                .isEqualTo((double) (room / 2 + Attachments.LEAST));
        assertThat(registry.get("recaller.files.room").gauge().value()).isEqualTo((double) room);
    }

    @Test
    void whereFilesAreSwitchedOffNoneIsTaken() {
        var off = new AttachmentRules(1000, 2, 2500, 1 << 30, Set.of());

        var refused =
                new Inbox(archive.db, _ -> {}, GatewayTraffic.uncounted(), off, () -> now)
                        .upload(upload(file("a.png", SampleFiles.png())));

        assertThat(refused).contains(Refusal.NOT_TAKEN);
    }

    @Test
    void whoIsKilledBetweenMessageAndFileLeavesNeither() {
        assertThatThrownBy(() ->
                        inbox.take(
                                words("Look", file("a.png", SampleFiles.png())),
                                _ -> {
                                    throw new IllegalStateException("killed");
                                }))
                .hasMessage("killed");

        assertThat(isKnown()).isFalse();
        assertThat(inbox.take(words("Look", file("a.png", SampleFiles.png()))).seq()).isPresent();
    }

    @Test
    void aMessageThatIsErasedTakesItsFilesWithIt() {
        inbox.take(words("Look", file("a.png", SampleFiles.png())));
        var message = all().getFirst();

        archive.db.runInTransaction(
                tx -> tx.dsl().deleteFrom(MESSAGE).where(MESSAGE.SEQ.eq(message.seq())).execute());

        var left =
                archive.db.<Integer>inTransaction(tx ->
                        tx.dsl().fetchCount(ATTACHMENT, ATTACHMENT.MESSAGE_SEQ.eq(message.seq())));
        assertThat(left).isZero();
    }

    private static FileContent jpeg(int size) {
        return SampleFiles.picture(size);
    }

    private static IncomingFile file(String name, FileContent content) {
        return new IncomingFile(name, content);
    }

    private Incoming words(String text, IncomingFile... files) {
        return incoming(new Said.Words(text), List.of(files));
    }

    private Incoming upload(IncomingFile file) {
        return incoming(new Said.Nothing(), List.of(file));
    }

    private Incoming byMail(IncomingFile file) {
        return incoming(Channel.EMAIL, new Said.Nothing(), List.of(file));
    }

    private Incoming incoming(Said said, List<IncomingFile> files) {
        return incoming(Channel.CHAT, said, files);
    }

    private Incoming incoming(Channel channel, Said said, List<IncomingFile> files) {
        return new Incoming(
                new Peer(
                        "site",
                        channel == Channel.CHAT ? peer : "mail-" + peer,
                        channel,
                        Optional.empty(),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        Optional.empty()),
                said,
                Optional.empty(),
                Optional.of(UUID.randomUUID().toString()),
                now,
                files);
    }

    private List<ThreadMessage> all() {
        return archive.db.inTransaction(
                tx -> new Messages().changed(tx, thread(), Instant.EPOCH, 100));
    }

    private boolean isKnown() {
        return archive.db.inTransaction(tx -> new Threads().find(tx, "site", peer)).isPresent();
    }

    private ThreadId thread() {
        return archive.db.inTransaction(tx -> new Threads().find(tx, "site", peer)).orElseThrow();
    }

    private FileContent content(Attachment file) {
        return archive.db.inTransaction(tx -> attachments.content(tx, file.id())).orElseThrow();
    }
}
