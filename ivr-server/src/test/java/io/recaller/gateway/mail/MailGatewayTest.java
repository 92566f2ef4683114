package io.recaller.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.channel.outbound.Gateway.NotSentException;
import io.recaller.channel.outbound.Gateway.Remedy;
import io.recaller.channel.outbound.Outbound;
import io.recaller.channel.outbound.OutboundFile;
import io.recaller.message.Author;
import io.recaller.message.Button;
import io.recaller.message.SampleFiles;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileType;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Answers go out by a real mail server, and to no program. */
class MailGatewayTest {
    private static final Post post = new Post();

    @AfterAll
    static void close() {
        post.close();
    }

    @Test
    void whatTheFlowSaysAnswersTheMailAndTellsProgramsThatAProgramDoes() throws Exception {
        post.take(
                """
                From: Tom <tom@there.example>
                Subject: =?UTF-8?Q?=D0=A1=D1=87=D1=91=D1=82?=
                Message-ID: <one@there.example>
                References: <zero@there.example>

                help
                """);

        var id =
                post.gateway(1)
                        .send(
                                post.says(
                                        "tom@there.example",
                                        Author.FLOW,
                                        "Сәлем! Таңдаңыз:",
                                        new Button("v1:1", "1 · Интернет"),
                                        new Button("v1:2", "2 · Шот")));

        var mail = arrived("tom@there.example");
        assertThat(mail.getFrom()[0])
                .hasToString(
                        "=?UTF-8?B?0JDRgdC/0LDQvSDQotC10LvQtdC60L7QvA==?= <support@aspan.example>");
        assertThat(mail.getSubject()).isEqualTo("Re: Счёт");
        assertThat(mail.getContent().toString().replace("\r\n", "\n").strip())
                .isEqualTo("Сәлем! Таңдаңыз:\n\n1 · Интернет\n2 · Шот");
        assertThat(mail.getContentType()).containsIgnoringCase("charset=utf-8");
        assertThat(mail.getEncoding()).isIn("base64", "quoted-printable");
        assertThat(mail.getMessageID()).isEqualTo(id);
        assertThat(mail.getHeader("In-Reply-To", null)).isEqualTo("<one@there.example>");
        assertThat(mail.getHeader("References", null).split("\\s+"))
                .containsExactly("<zero@there.example>", "<one@there.example>");
        assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
    }

    @Test
    void whatAnAgentWritesIsAPersonsMail() throws Exception {
        post.take("From: ann@there.example\nSubject: RE: Bill\n\nhelp");

        post.gateway(1).send(post.says("ann@there.example", Author.AGENT, "Here.\nDana"));

        var mail = arrived("ann@there.example");
        assertThat(mail.getSubject()).isEqualTo("RE: Bill");
        assertThat(mail.getHeader("Auto-Submitted")).isNull();
        assertThat(mail.getHeader("X-Loop")).isNull();
    }

    @Test
    void whatAnAgentAttachesIsAPartOfTheMail() throws Exception {
        post.take("From: part@there.example\nSubject: Bill\n\nhelp");
        var said = post.says("part@there.example", Author.AGENT, "");
        var file = new Attachment(UUID.randomUUID(), "счёт.png", FileType.PNG, 69);

        post.gateway(1)
                .send(
                        new Outbound(
                                said.seq(),
                                said.peer(),
                                "",
                                said.buttons(),
                                Author.AGENT,
                                List.of(new OutboundFile(file, SampleFiles.png()))));

        var mail = arrived("part@there.example");
        assertThat(mail.getSubject()).isEqualTo("Re: Bill");
        var parts = (Multipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(1);
        var part = parts.getBodyPart(0);
        assertThat(part.getContentType()).startsWith("image/png");
        assertThat(part.getDisposition()).isEqualTo("attachment");
        assertThat(MimeUtility.decodeText(part.getFileName())).isEqualTo("счёт.png");
        assertThat(part.getInputStream().readAllBytes()).isEqualTo(SampleFiles.png().bytes());
    }

    @Test
    void whatWeSendIsKnownWhenItComesBack() throws Exception {
        post.take("From: echo@there.example\nSubject: x\n\nhelp");
        post.gateway(1).send(post.says("echo@there.example", Author.FLOW, "We have it."));

        var back = Post.read(arrived("echo@there.example"));

        assertThat(back.nature()).isInstanceOf(MailNature.NotForUs.class);
    }

    @Test
    void theFlowAnswersNoProgramAndAnAgentMay() throws Exception {
        post.take("From: no-reply@there.example\nAuto-Submitted: auto-generated\n\nform");
        var flow = post.says("no-reply@there.example", Author.FLOW, "We have it.");

        assertThat(remedy(flow, 1)).isInstanceOf(Remedy.GiveUp.class);

        post.gateway(1).send(post.says("no-reply@there.example", Author.AGENT, "Thanks"));
        assertThat(arrived("no-reply@there.example").getContent().toString()).contains("Thanks");
    }

    @Test
    void oneAddressIsAnsweredAutomaticallySoOftenADayAndNoMore() throws Exception {
        post.take("From: often@there.example\n\nhelp");
        var first = post.says("often@there.example", Author.FLOW, "We have it.");
        post.sent(first, post.gateway(1).send(first));
        var second = post.says("often@there.example", Author.FLOW, "We have it.");

        var sameDay = remedy(second, 1);
        post.now = post.now.plus(Duration.ofHours(25));
        var nextDay = post.gateway(1).send(second);

        assertThat(sameDay).isInstanceOf(Remedy.GiveUp.class);
        assertThat(nextDay).startsWith("<recaller.");
    }

    @Test
    void whatTheServerSaysTellsWhatIsToBeDone() throws Exception {
        post.take("From: who@there.example\n\nhelp");
        var message = post.says("who@there.example", Author.AGENT, "Hello");

        try (var deaf = new SmtpAnswers()) {
            deaf.answer = "451 4.7.1 greylisted, come again";
            var grey = deaf.remedy(post, message);
            deaf.answer = "550 5.1.1 no such user";
            var gone = deaf.remedy(post, message);
            deaf.isOfSender = true;
            deaf.answer = "553 5.7.1 not your address";
            var sender = deaf.remedy(post, message);
            deaf.isOfLogin = true;
            deaf.answer = "535 5.7.8 bad password";
            var login = deaf.remedy(post, message);

            assertThat(grey)
                    .isInstanceOfSatisfying(
                            Remedy.Again.class, again -> assertThat(again.after()).hasMinutes(5));
            assertThat(gone)
                    .isEqualTo(
                            new Remedy.GiveUp(
                                    "their mail server refuses it: 550 5.1.1 no such user"));
            assertThat(sender).isInstanceOf(Remedy.Dead.class);
            assertThat(login).isInstanceOf(Remedy.Dead.class);
        }
    }

    private static Remedy remedy(Outbound message, int most) {
        try {
            post.gateway(most).send(message);
        } catch (NotSentException failure) {
            return failure.remedy();
        }
        throw new AssertionError("it was sent");
    }

    private static MimeMessage arrived(String at) throws Exception {
        var user = post.server.getUserManager().getUserByEmail(at);
        return post.server
                .getManagers()
                .getImapHostManager()
                .getInbox(user)
                .getMessages()
                .getFirst()
                .getMimeMessage();
    }
}
