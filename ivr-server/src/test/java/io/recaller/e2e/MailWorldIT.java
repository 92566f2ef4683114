package io.recaller.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.Recaller;
import io.recaller.db.Database;
import io.recaller.db.DatabaseSettings;
import io.recaller.db.TestDatabase;
import io.recaller.doctor.Diagnosis;
import io.recaller.doctor.Finding;
import io.recaller.doctor.Finding.Verdict;
import io.recaller.lab.instance.FreePorts;
import io.recaller.message.MessageState;
import io.recaller.message.Messages;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.settings.SettingsReader;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two mailboxes at a provider with Postfix, Dovecot and sieve: a flow answers in one, the other
 * only tells that the mail is there.
 */
@Tag("beside")
final class MailWorldIT {
    private static final String FLOW_BOX = "support@aspan.example";
    private static final String DESK_BOX = "help@aspan.example";

    /** A mail passes a dozen programs of the provider, which a busy machine starts one by one. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String FLOW =
            """
            flow: mails
            languages: [en]
            start: main
            person: person
            nodes:
              main:
                menu:
                  intro: {en: "Good day."}
                  options:
                    bill: {key: 1, say: {en: "a bill"}, next: more}
                    line: {key: 2, say: {en: "a line"}, next: more}
              more:
                menu:
                  intro: {en: "Which one?"}
                  options:
                    new: {key: 1, say: {en: "the new one"}, next: main}
                    old: {key: 2, say: {en: "the old one"}, next: main}
              person:
                hand_off: {say: {en: "A person will answer."}}
            """;

    @TempDir private static Path folder;

    private static MailHost host;
    private static DatabaseSettings access;
    private static Database database;
    private static Recaller recaller;

    private static MailUser dana;
    private static MailUser away;
    private static MailUser desk;

    @BeforeAll
    static void open() throws Exception {
        host = MailHost.start(FLOW_BOX, DESK_BOX, "dana@there.example", "away@there.example");
        dana = new MailUser(host, "dana@there.example");
        away = new MailUser(host, "away@there.example");
        desk = new MailUser(host, DESK_BOX);
        host.isAway("away@there.example", "I am away until Monday.");
        access = TestDatabase.freshSettings();
        database = Database.open(access);
        recaller = Recaller.start(SettingsReader.read(settings(access), Map.of()), _ -> {});
    }

    @AfterAll
    static void close() {
        if (recaller != null) {
            recaller.close();
        }
        if (database != null) {
            database.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    void aFlowIsWalkedInOneThreadWhateverTheCharset() throws Exception {
        dana.sends(
                FLOW_BOX,
                """
                From: Dana <dana@there.example>
                To: support@aspan.example
                Subject: =?KOI8-R?B?89ujlA==?=
                Message-ID: <first@there.example>
                Content-Type: text/plain; charset=koi8-r
                Content-Transfer-Encoding: 8bit

                Почему так много?
                """,
                Charset.forName("KOI8-R"));
        var first = answer(dana, "<first@there.example>");
        dana.sends(
                FLOW_BOX,
                """
                From: Dana <dana@there.example>
                To: support@aspan.example
                Subject: Re: bill
                Message-ID: <second@there.example>
                In-Reply-To: %1$s
                References: <first@there.example> %1$s
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                1

                > Сәлем
                """
                        .formatted(first.getMessageID()));
        var second = answer(dana, "<second@there.example>");

        assertThat(written("flow", "dana@there.example").getFirst().text())
                .endsWith("Почему так много?");
        assertThat(text(first)).contains("Good day.", "1 · a bill");
        assertThat(first.getHeader("Return-Path", null)).isEqualTo("<" + FLOW_BOX + ">");
        assertThat(text(second)).contains("Which one?", "1 · the new one");
        assertThat(second.getHeader("References", null).split("\\s+"))
                .containsExactly(
                        "<first@there.example>", first.getMessageID(), "<second@there.example>");
    }

    @Test
    void anAbsenceNoteIsAnsweredByNobodyAndOneAnswerADayEndsTheChain() throws Exception {
        var others = desk.inbox().size();
        away.sends(DESK_BOX, "From: away@there.example\nMessage-ID: <a1@there.example>\n\nHelp");
        var answer = answer(away, "<a1@there.example>");
        desk.sends(
                "away@there.example", "From: help@aspan.example\nTo: away@there.example\n\nWhere?");
        await().atMost(SOON).until(() -> desk.inbox().size() == others + 2);
        var note = desk.inbox().getLast();
        away.sends(DESK_BOX, "From: away@there.example\nMessage-ID: <a2@there.example>\n\nAgain");

        await().atMost(SOON).until(() -> desk.hasSeen(others + 3));
        assertThat(text(answer)).contains("A person will answer.");
        assertThat(answer.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
        assertThat(note.getHeader("Auto-Submitted", null)).startsWith("auto-replied");
        assertThat(text(note)).contains("I am away until Monday.");
        await().atMost(SOON).until(() -> written("desk", "away@there.example").size() == 3);
        assertThat(written("desk", "away@there.example"))
                .extracting(each -> each.text().lines().findFirst().orElseThrow())
                .containsExactly("Help", "A person will answer.", "Again");
        assertThat(away.inbox()).hasSize(2);
    }

    @Test
    void whatCannotBeDeliveredIsToldToWhoeverWroteIt() throws Exception {
        dana.sends(
                FLOW_BOX,
                "From: dana@there.example\nReply-To: nobody@gone.example\nSubject: x\n\nHelp");
        dana.sends(
                FLOW_BOX,
                "From: dana@there.example\nReply-To: nobody@there.example\nSubject: x\n\nHelp");

        assertThat(failed("nobody@gone.example")).startsWith("it came back: 550 5.1.1");
        assertThat(failed("nobody@there.example"))
                .startsWith("their mail server refuses it: 550 5.1.1");
    }

    @Test
    void whatIsWrittenWhileTheMailboxIsAwayIsAnsweredOnceItIsBack() throws Exception {
        host.endDovecot();
        dana.sends(DESK_BOX, "From: dana@there.example\nMessage-ID: <l@there.example>\n\nHelp");
        host.startDovecot();

        assertThat(text(answer(dana, "<l@there.example>"))).contains("A person will answer.");
    }

    @Test
    void theDoctorIsLetInByBothServers() throws Exception {
        var findings = new ArrayList<Finding>();

        Diagnosis.look(SettingsReader.read(settings(access), Map.of()), findings::add);

        assertThat(findings)
                .filteredOn(finding -> finding.part().equals("channels"))
                .isNotEmpty()
                .extracting(Finding::verdict)
                .doesNotContain(Verdict.BAD);
    }

    /** The answer in somebody's mailbox to a mail of theirs. */
    private static MimeMessage answer(MailUser reader, String to) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> reader.inbox().stream().filter(each -> answers(each, to)).toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static boolean answers(MimeMessage mail, String id) {
        try {
            return id.equals(mail.getHeader("In-Reply-To", null));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage mail) throws IOException, MessagingException {
        return mail.getContent().toString();
    }

    private static String failed(String peer) {
        return await().atMost(SOON)
                .until(
                        () ->
                                written("flow", peer).stream()
                                        .filter(each -> each.state() == MessageState.FAILED)
                                        .map(ThreadMessage::reason)
                                        .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static List<ThreadMessage> written(String gateway, String peer) {
        return database.inTransaction(tx ->
                new Threads()
                        .find(tx, gateway, peer)
                        .map(thread -> new Messages().changed(tx, thread, Instant.EPOCH, 100))
                        .orElse(List.of()));
    }

    private static Path settings(DatabaseSettings access) throws IOException {
        var flows = Files.createDirectories(folder.resolve("flows"));
        Files.writeString(flows.resolve("mails.yaml"), FLOW);
        return Files.writeString(
                folder.resolve("recaller.yaml"),
                """
                time-zone: Asia/Almaty
                flows: flows
                http: {port: %d}
                management: {port: %d}
                database: {url: "%s", user: "%s", password: "%s"}
                channels:
                """
                                .formatted(
                                        FreePorts.tcp(),
                                        FreePorts.tcp(),
                                        access.url(),
                                        access.user(),
                                        access.password())
                        + mailbox("flow", FLOW_BOX, "menu")
                        + mailbox("desk", DESK_BOX, "receipt"));
    }

    private static String mailbox(String name, String address, String answer) {
        return """
          %s:
            kind: mail
            flow: mails
            language: en
            address: %s
            password: %s
            answer: %s
            imap: {host: 127.0.0.1, port: %d, security: none}
            smtp: {host: 127.0.0.1, port: %d, security: none}
        """
                .formatted(name, address, MailHost.PASSWORD, answer, host.imap(), host.smtp());
    }
}
