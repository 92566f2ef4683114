package io.recaller.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.StoredMessage;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import io.recaller.message.SampleFiles;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.file.Attachment;
import jakarta.mail.Flags;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Mails in a real mailbox are taken in, each once, and what is nobody's is left there. */
class MailWatchTest {
    private static final Post post = new Post();

    @AfterAll
    static void close() {
        post.close();
    }

    @Test
    void whatLiesThereAndWhatComesLaterIsTakenInAndThenSeen() throws Exception {
        deliver("From: tom@there.example\nMessage-ID: <early@there.example>\n\nearly");

        try (var watch = post.watch("not-easy-7")) {
            watch.start();
            await().atMost(Duration.ofSeconds(10)).until(() -> isThere("tom@there.example", 1));
            deliver(
                    """
                    From: Tom@There.example
                    Message-ID: <late@there.example>
                    Subject: Bill

                    late\
                    """);
            await().atMost(Duration.ofSeconds(10)).until(() -> isThere("tom@there.example", 2));
            await().until(() -> unseen() == 0);
        }

        assertThat(texts("tom@there.example")).containsExactly("early", "Bill\n\nlate");
        assertThat(post.told).contains(post.thread("tom@there.example"));
    }

    @Test
    void whatIsAttachedIsKeptAndWhatIsTooBigIsNamed() throws Exception {
        post.take(
                """
                From: files@there.example
                Subject: Bill
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: text/plain

                See below.
                --m
                Content-Type: image/png
                Content-Disposition: attachment; filename="../meter.jpg"
                Content-Transfer-Encoding: base64

                %s
                --m
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename="run.pdf"
                Content-Transfer-Encoding: base64

                TVqQAAMAAAA=
                --m--
                """
                        .formatted(Base64.getEncoder().encodeToString(SampleFiles.png().bytes())));

        var message = post.all("files@there.example").getFirst();
        assertThat(message.text()).startsWith("Bill\n\nSee below.\n\n📎 run.pdf, 1 kB");
        assertThat(message.attachments())
                .extracting(Attachment::name)
                .containsExactly(".._meter.jpg.png".replace(".._", "_"));
    }

    @Test
    void aFileWhoseConnectionIsLostHalfWayIsReadOnceMoreAndWhole() throws Exception {
        var file = SampleFiles.picture(200_000).bytes();
        deliver(
                """
                From: cut@there.example
                Message-ID: <cut@there.example>
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: text/plain

                See below.
                --m
                Content-Type: image/png
                Content-Disposition: attachment; filename="meter.jpg"
                Content-Transfer-Encoding: base64

                %s
                --m--
                """
                        .formatted(
                                Base64.getMimeEncoder(76, new byte[] {10}).encodeToString(file)));

        try (var line = new CutLine(post.server.getImap().getPort(), 100_000);
                var watch = post.watchBy(line)) {
            watch.start();
            // The other side's own thread complains of the line.
            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> isThere("cut@there.example", 1));
            assertThat(line.connections()).isGreaterThan(1);
        }

        var attachments = post.all("cut@there.example").getFirst().attachments();
        assertThat(attachments).extracting(Attachment::size).containsExactly(200_000);
    }

    @Test
    void aMailThatComesTwiceIsTakenOnce() throws Exception {
        post.take("From: twice@there.example\nMessage-ID: <t@there.example>\n\nhelp");
        post.take("From: twice@there.example\nMessage-ID: <t@there.example>\n\nhelp");

        assertThat(texts("twice@there.example")).containsExactly("help");
    }

    @Test
    void whoeverIsRefusedSaysSoAndTakesNothing() {
        try (var watch = post.watch("wrong")) {
            watch.start();

            // The other side's own thread complains of whoever leaves it.
            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> post.health.whyDead("post").isPresent());
        }

        assertThat(post.health.whyDead("post").orElseThrow())
                .contains("check user and password")
                .doesNotContain("wrong");
    }

    @Test
    void newslettersAbsenceNotesAndOurOwnMailBeginNothing() throws Exception {
        post.take("From: news@there.example\nList-Id: <n.there.example>\n\nbuy");
        post.take("From: away@there.example\nAuto-Submitted: auto-replied\n\naway");
        post.take("From: " + Post.ADDRESS + "\n\nours");

        for (var peer : List.of("news@there.example", "away@there.example", Post.ADDRESS)) {
            assertThat(isKnown(peer)).isFalse();
        }
    }

    @Test
    void whatCameBackIsToldToWhoeverWroteIt() throws Exception {
        post.take("From: gone@there.example\n\nhelp");
        var sent = post.says("gone@there.example", Author.AGENT, "Here you are");
        var id = OurMessageId.of(sent.seq(), post.thread("gone@there.example"), "aspan.example");
        post.sent(sent, id);

        post.take(bounce("delayed", id));
        var before = last("gone@there.example").state();
        post.take(bounce("failed", id.replaceFirst("\\.[0-9a-f]{4}", ".0000")));
        var forged = last("gone@there.example").state();
        post.take(bounce("failed", id));

        assertThat(List.of(before, forged)).containsOnly(MessageState.SENT);
        assertThat(last("gone@there.example").state()).isEqualTo(MessageState.FAILED);
        assertThat(last("gone@there.example").reason())
                .isEqualTo("it came back: 550 5.1.1 no such user here");
    }

    @Test
    void aMailThatNobodyCanBeAnsweredForIsFlagged() throws Exception {
        deliver("Subject: from nobody\n\nhelp");

        try (var watch = post.watch("not-easy-7")) {
            watch.start();
            await().atMost(Duration.ofSeconds(10)).until(() -> unseen() == 0);
        }

        var flagged = inbox().stream().filter(mail -> mail.isSet(Flags.Flag.FLAGGED)).toList();
        assertThat(flagged).hasSize(1);
        assertThat(flagged.getFirst().getMimeMessage().getSubject()).isEqualTo("from nobody");
    }

    private static String bounce(String action, String id) {
        return """
        Return-Path: <>
        From: MAILER-DAEMON@there.example
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: text/plain

        It could not be delivered.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; there.example

        Final-Recipient: rfc822; gone@there.example
        Action: %s
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 no such
         user here
        --b
        Content-Type: text/rfc822-headers

        Message-ID: %s
        --b--
        """
                .formatted(action, id);
    }

    private static void deliver(String raw) throws Exception {
        post.server.getUserManager().getUser(Post.ADDRESS).deliver(Post.mail(raw));
    }

    private static List<StoredMessage> inbox() throws FolderException {
        var user = post.server.getUserManager().getUser(Post.ADDRESS);
        return post.server.getManagers().getImapHostManager().getInbox(user).getMessages();
    }

    private static long unseen() throws FolderException {
        return inbox().stream().filter(mail -> !mail.isSet(Flags.Flag.SEEN)).count();
    }

    private static boolean isKnown(String peer) {
        return post.archive
                .db
                .inTransaction(tx -> new Threads().find(tx, "post", peer))
                .isPresent();
    }

    private static boolean isThere(String peer, int count) {
        return isKnown(peer) && post.all(peer).size() == count;
    }

    private static List<String> texts(String peer) {
        return post.all(peer).stream().map(ThreadMessage::text).toList();
    }

    private static ThreadMessage last(String peer) {
        return post.all(peer).getLast();
    }
}
