package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.AWAITED_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Said;
import io.recaller.channel.inbound.FileSource.Fetched;
import io.recaller.contact.Channel;
import io.recaller.conversation.Archive;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.message.FileRoom;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.SampleFiles;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.FileContent;
import io.recaller.message.file.FileType;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A message is a row first; the files with it follow, or stay the line that names them. */
class FileFetchingTest {
    private static final DatabaseSettings SETTINGS = TestDatabase.freshSettings();
    private static final Archive archive = new Archive(Database.open(SETTINGS));
    private static final Duration LEASE_IS_OVER = FileSource.WITHIN.plusMinutes(3);

    private final AttachmentRules rules =
            new AttachmentRules(1000, 2, 2500, 1 << 30, Set.of(FileType.JPEG, FileType.PNG));
    private final String peer = UUID.randomUUID().toString();
    private final List<String> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final Inbox inbox =
            new Inbox(archive.db, _ -> {}, GatewayTraffic.uncounted(), rules, () -> now);
    private Supplier<Fetched> provider = () -> new Fetched.Had(SampleFiles.png());
    private final FileFetching fetching = server();

    @AfterAll
    static void close() {
        archive.close();
    }

    private FileFetching server() {
        return new FileFetching(archive.db, List.of(new Source()), new FileRoom(rules), () -> now);
    }

    private final class Source implements FileSource {
        @Override
        public String gateway() {
            return "wa";
        }

        @Override
        public Fetched fetch(String source, int largest) {
            asked.add(source);
            return provider.get();
        }
    }

    @Test
    void whatIsFetchedStandsWithItsMessageInsteadOfTheLineThatNamedIt() {
        var thread = write("Look", at("m1", "photo", 0), at("m2", "meter.png", 2000));

        var before = message();
        assertThat(before.text()).isEqualTo("Look\n\n📎 meter.png, 2 kB\n📎 photo");
        assertThat(before.words()).isEqualTo("Look");
        assertThat(before.attachments()).isEmpty();

        fetching.fetch(thread);

        assertThat(message().attachments())
                .extracting(Attachment::name)
                .containsExactly("photo.png");
        assertThat(message().text())
                .as("what was told to be too big was never asked for")
                .isEqualTo("Look\n\n📎 meter.png, 2 kB");
        assertThat(asked).containsExactly("m1");
    }

    @Test
    void desksAreToldThatItHasCome() throws SQLException {
        var thread = write("Look", at("m1", "photo", 0));
        try (var desk =
                        DriverManager.getConnection(
                                SETTINGS.url(), SETTINGS.user(), SETTINGS.password());
                var listen = desk.createStatement()) {
            listen.execute("listen recaller_look");

            fetching.fetch(thread);

            assertThat(desk.unwrap(PGConnection.class).getNotifications(10_000))
                    .extracting(PGNotification::getParameter)
                    .contains("message " + thread);
        }
    }

    @Test
    void aPictureWithoutWordsSaysNothingToTheFlow() {
        write("", at("m1", "photo", 0));

        assertThat(message().text()).isEqualTo("📎 photo");
        assertThat(message().words()).isEmpty();
    }

    @Test
    void whatIsNotTakenOrIsGoneStaysTheLineThatNamesItAndIsNotAskedForAgain() {
        provider = () -> new Fetched.Had(FileContent.of(new byte[] {'M', 'Z', 0}));
        var program = write("", at("m1", "photo.jpg", 0));

        fetching.fetch(program);
        provider = () -> new Fetched.Never("it is not there any more");
        var gone = write("And this", at("m2", "bill.pdf", 900));
        fetching.fetch(gone);
        now = now.plus(Duration.ofDays(1));
        fetching.fetch(gone);

        assertThat(all())
                .extracting(ThreadMessage::text)
                .containsExactly("📎 photo.jpg", "And this\n\n📎 bill.pdf, 1 kB");
        assertThat(all()).allSatisfy(each -> assertThat(each.attachments()).isEmpty());
        assertThat(asked).containsExactly("m1", "m2");
    }

    @Test
    void whatCannotBeHadNowIsTriedLessAndLessOftenForSomeHalfAnHour() {
        provider = () -> new Fetched.Later("the provider cannot be reached");
        var thread = write("", at("m1", "photo", 0));
        var began = now;
        var tries = new ArrayList<Long>();

        for (var seconds = 0; seconds < 4000; seconds++) {
            var before = asked.size();
            fetching.fetch(thread);
            if (asked.size() > before) {
                tries.add(Duration.between(began, now).toSeconds());
            }
            now = now.plusSeconds(1);
        }

        assertThat(tries).containsExactly(0L, 5L, 25L, 105L, 425L, 1025L, 1625L, 2225L);
        assertThat(message().text()).isEqualTo("📎 photo");
    }

    @Test
    void aKilledServersFetchIsAnothersAndNothingIsKeptTwice() {
        var other = server();
        var thread = write("Look", at("m1", "photo", 0));
        provider =
                () -> {
                    provider = () -> new Fetched.Had(SampleFiles.png());
                    other.fetch(thread);
                    assertThat(asked).as("it is in another's hands").hasSize(1);
                    now = now.plus(LEASE_IS_OVER);
                    other.fetch(thread);
                    return new Fetched.Had(SampleFiles.png());
                };

        fetching.fetch(thread);

        assertThat(asked).hasSize(2);
        assertThat(message().attachments()).hasSize(1);
        assertThat(message().text()).isEqualTo("Look");
        assertThat(awaited(thread)).isZero();
    }

    @Test
    void theDaysShareHoldsForWhatIsFetchedToo() {
        provider = () -> new Fetched.Had(SampleFiles.picture(900));
        write("", at("m1", "1", 0));
        write("", at("m2", "2", 0));
        var thread = write("", at("m3", "3", 0));

        fetching.fetch(thread);

        assertThat(all()).extracting(each -> each.attachments().size()).containsExactly(1, 1, 0);
        assertThat(message().text()).isEqualTo("📎 3");
    }

    private static int awaited(ThreadId thread) {
        return archive.db.<Integer>inTransaction(
                tx -> tx.dsl().fetchCount(AWAITED_FILE, AWAITED_FILE.THREAD_ID.eq(thread.value())));
    }

    private static IncomingFile at(String source, String name, long size) {
        return IncomingFile.at(source, name, size);
    }

    private ThreadId write(String text, IncomingFile... files) {
        return inbox.take(
                        new Incoming(
                                new Peer(
                                        "wa",
                                        peer,
                                        Channel.MESSENGER,
                                        Optional.empty(),
                                        TrustTier.CLAIMED,
                                        Optional.empty(),
                                        Optional.empty()),
                                text.isEmpty() ? new Said.Nothing() : new Said.Words(text),
                                Optional.of(UUID.randomUUID().toString()),
                                Optional.empty(),
                                now,
                                List.of(files)))
                .thread();
    }

    private ThreadMessage message() {
        return all().getLast();
    }

    private List<ThreadMessage> all() {
        return archive.db.inTransaction(tx ->
                new Threads()
                        .find(tx, "wa", peer)
                        .map(thread -> new Messages().changed(tx, thread, Instant.EPOCH, 100))
                        .orElse(List.of()));
    }
}
