package io.recaller.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.gateway.mail.MailNature.Automatic;
import io.recaller.gateway.mail.MailNature.Bounce;
import io.recaller.gateway.mail.MailNature.NotForUs;
import io.recaller.gateway.mail.MailNature.Personal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails of people are told from those of programs, so that no two programs write for ever. */
class MailNaturesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: Tom <tom@there.example>",
                "From: tom@there.example\nAuto-Submitted: no",
                "From: tom@there.example\nX-Auto-Response-Suppress: None",
                "From: tom@there.example\nMessage-ID: <1@aspan.example>",
                "From: tom@there.example\nReturn-Path: <tom@there.example>\nPrecedence: normal",
                "From: reply.no@there.example",
                "From: tom@there.example\nMessage-ID: <recaller.nothing@there.example>",
            })
    void people(String headers) {
        assertThat(nature(headers)).isInstanceOf(Personal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: no-reply@there.example",
                "From: \"Shop\" <DoNotReply-shop@there.example>",
                "From: form@there.example\nauto-submitted: auto-generated",
                "From: form@there.example\nAuto-Submitted: auto-generated; owner=x (form)",
                "From: form@there.example\nX-Auto-Response-Suppress: DR, OOF, AutoReply",
                "From: form@there.example\nReturn-Path: <>",
                "From: postmaster@there.example",
            })
    void programsThatWriteForPeopleToRead(String headers) {
        assertThat(nature(headers)).isInstanceOf(Automatic.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: tom@there.example\nAuto-Submitted: auto-replied",
                "From: tom@there.example\nAuto-Submitted: auto-replied (vacation)\nReturn-Path: <>",
                "From: tom@there.example\nPrecedence: auto_reply",
                "From: tom@there.example\nX-Autoreply: yes",
                "From: news@there.example\nPrecedence: Bulk",
                "From: news@there.example\nList-Unsubscribe: <https://there.example>",
                "From: tom@there.example\nList-Id: <team.there.example>",
                "From: Support@Aspan.example",
                "From: tom@there.example\nX-Loop: support@aspan.example",
                """
                From: x@there.example
                Message-ID: <recaller.7.00112233445566778899@aspan.example>\
                """,
                """
                From: x@there.example
                Content-Type: multipart/report; boundary=a;
                 report-type=disposition-notification\
                """,
            })
    void whatIsNotForUs(String headers) {
        assertThat(nature(headers)).isInstanceOf(NotForUs.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: MAILER-DAEMON@there.example\nReturn-Path: <>",
                "Return-Path: <>\nSubject: failure notice",
                """
                From: x@there.example
                Content-Type: multipart/report; boundary=a;
                 report-type="delivery-status"\
                """,
            })
    void whatCameBack(String headers) {
        assertThat(nature(headers)).isInstanceOf(Bounce.class);
    }

    private static MailNature nature(String headers) {
        return Post.read(headers + "\n\nwords").nature();
    }
}
