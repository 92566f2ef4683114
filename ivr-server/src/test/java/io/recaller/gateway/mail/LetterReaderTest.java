package io.recaller.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.channel.inbound.IncomingFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails as programs of thirty years write them. */
class LetterReaderTest {
    @Test
    void aMailIsItsSubjectAndItsWords() {
        var letter =
                Post.read(
                        """
                        From: =?UTF-8?B?0JDQudCz0LXRgNC40Lw=?= <Aigerim@There.Example>
                        To: support@aspan.example
                        Subject: =?UTF-8?B?0J3QtdGCINC40L3RgtC10YDQvdC10YLQsA==?=
                        Message-ID: <one@there.example>
                        Content-Language: kk-KZ, ru
                        Content-Type: text/plain; charset=utf-8

                        Со вчерашнего дня.
                        """);

        assertThat(letter.from()).contains("aigerim@there.example");
        assertThat(letter.name()).contains("Айгерим");
        assertThat(letter.id()).isEqualTo("<one@there.example>");
        assertThat(letter.language()).contains("kk-KZ");
        assertThat(letter.words()).isEqualTo("Нет интернета\n\nСо вчерашнего дня.");
    }

    @Test
    void anAnswerToOursIsItsNewWordsOnly() {
        var letter =
                Post.read(
                        """
                        From: tom@there.example
                        Subject: Re: No internet
                        In-Reply-To: <recaller.7.00112233445566778899@aspan.example>
                        References: <one@there.example>
                         <recaller.7.00112233445566778899@aspan.example>

                        1

                        On Tue, 3 Nov 2026 Aspan wrote:
                        > 1 · Internet
                        """);

        assertThat(letter.words()).isEqualTo("1");
        assertThat(letter.references())
                .containsExactly(
                        "<one@there.example>", "<recaller.7.00112233445566778899@aspan.example>");
    }

    @Test
    void aPartInAnEncodingThatNobodyKnowsIsNotReadAndTheOthersAre() {
        var letter =
                Post.read(
                        """
                        From: tom@there.example
                        Content-Type: multipart/mixed; boundary=m

                        --m
                        Content-Type: text/plain
                        Content-Transfer-Encoding: x-strange

                        ?????
                        --m
                        Content-Type: text/plain

                        hello
                        --m--
                        """);

        assertThat(letter.words()).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    windows-1251 | charset=windows-1251       | Здравствуйте, не работает интернет
                    KOI8-R       | charset="koi8-r"           | Здравствуйте, не работает интернет
                    KOI8-R       |                            | Здравствуйте, не работает интернет
                    windows-1251 | charset=unknown-8bit       | Здравствуйте, не работает интернет
                    windows-1251 | charset=us-ascii           | Здравствуйте, не работает интернет
                    windows-1251 | charset=x-cp1251           | Здравствуйте, не работает интернет
                    UTF-8        | charset=us-ascii           | Сәлеметсіз бе, интернет жоқ
                    UTF-8        | charset=utf8               | Сәлеметсіз бе, интернет жоқ
                    UTF-8        | charset=no such thing      | Сәлеметсіз бе, интернет жоқ
                    windows-1252 | charset=iso-8859-1         | Grüße – 5 €
                    ISO-8859-2   | charset=ISO-8859-2         | Žluťoučký kůň
                    ISO-2022-JP  | charset=ISO-2022-JP        | 日本語
                    GB18030      | charset=gb2312             | 简体中文
                    Shift_JIS    | charset=shift_jis          | 日本語
                    EUC-KR       | charset=ks_c_5601-1987     | 한국어
                    windows-1254 | charset=iso-8859-9         | İğne şöyle
                    IBM866       | charset=dos-866            | Здравствуйте, не работает интернет
                    x-MacCyrillic | charset=x-mac-cyrillic    | Здравствуйте, не работает интернет
                    x-MacRoman   | charset=macintosh          | Grüße und Äpfel
                    windows-1256 | charset=windows-1256       | لا يعمل الإنترنت
                    windows-1255 | charset=iso-8859-8-i       | אין אינטרנט
                    TIS-620      | charset=tis-620            | อินเทอร์เน็ตช้า
                    """)
    void textIsReadInWhateverEncodingItWasWritten(String charset, String declared, String text) {
        var type = declared == null ? "" : "Content-Type: text/plain; " + declared + "\n";

        var letter =
                Post.read(
                        Post.mail(
                                "From: a@b.example\n"
                                        + type
                                        + "Content-Transfer-Encoding: 8bit\n\n"
                                        + text,
                                Charset.forName(charset)));

        assertThat(letter.text()).isEqualTo(text);
    }

    @Test
    void plainTextIsTakenBeforeHtmlAndFilesAreReadButForMarks() {
        var letter =
                Post.read(
                        """
                        From: a@b.example
                        Content-Type: multipart/mixed; boundary=m

                        --m
                        Content-Type: multipart/alternative; boundary=a

                        --a
                        Content-Type: text/plain; charset=utf-8
                        Content-Transfer-Encoding: quoted-printable

                        The bill is wrong=2E =
                        See below.
                        --a
                        Content-Type: text/html

                        <b>not read</b>
                        --a--
                        --m
                        Content-Type: application/pdf; name="=?UTF-8?B?0YHRh9GR0YIucGRm?="
                        Content-Disposition: attachment; filename="=?UTF-8?B?0YHRh9GR0YIucGRm?="
                        Content-Transfer-Encoding: base64

                        %s
                        --m
                        Content-Type: image/png; name="logo.png"
                        Content-ID: <logo>
                        Content-Disposition: inline

                        x
                        --m
                        Content-Type: image/jpeg
                        Content-Disposition: attachment; filename*=UTF-8''%%D1%%84%%D0%%BE%%D1%%82%%D0%%BE.jpg

                        x
                        --m--
                        """
                                .formatted(
                                        Base64.getMimeEncoder().encodeToString(new byte[12_000])));

        assertThat(letter.text()).isEqualTo("The bill is wrong. See below.");
        assertThat(letter.files())
                .extracting(IncomingFile::name)
                .containsExactly("счёт.pdf", "фото.jpg");
        assertThat(letter.files().getFirst().content().orElseThrow().size()).isEqualTo(12_000);
    }

    @Test
    void htmlAloneIsReadAsText() {
        var letter =
                Post.read(
                        """
                        From: a@b.example
                        Content-Type: text/html; charset=utf-8
                        Content-Transfer-Encoding: base64

                        %s
                        """
                                .formatted(
                                        Base64.getEncoder()
                                                .encodeToString(
                                                        "<p>Сәлем</p><blockquote type=cite>old</blockquote>"
                                                                .getBytes(
                                                                        StandardCharsets.UTF_8))));

        assertThat(letter.text()).isEqualTo("Сәлем");
    }

    @Test
    void anAnswerGoesToWhereTheyAskFor() {
        var form =
                Post.read("From: form@shop.example\nReply-To: \"Tom\" <tom@there.example>\n\nhelp");
        var toUs = Post.read("From: tom@there.example\nReply-To: support@aspan.example\n\nhelp");

        assertThat(form.from()).contains("tom@there.example");
        assertThat(form.name()).contains("Tom");
        assertThat(toUs.from()).contains("tom@there.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            textBlock =
                    """
                    From: Tom Smith, Jr. <tom@there.example>   | tom@there.example
                    From: tom@there.example (Tom)              | tom@there.example
                    From: <<tom@there.example>                 | tom@there.example
                    From: @@ tom@there.example ,,              | tom@there.example
                    From: undisclosed-recipients:;             | none
                    From: Tom                                  | none
                    From:                                      | none
                    Subject: nobody                            | none
                    """)
    void whoWroteIsFoundInWhateverTheHeaderSays(String header, String address) {
        var letter = Post.read(header + "\n\nhelp");

        assertThat(letter.from().orElse(null)).isEqualTo(address);
    }

    @Test
    void whatIsBrokenInAMailTakesNothingElseFromIt() {
        var letter =
                Post.read(
                        """
                        From: a@b.example
                        Subject: =?utf-8?Q?half
                        Message-ID:
                        Content-Language: not a tag at all
                        Content-Type: multipart/mixed; boundary=m

                        --m
                        Content-Type: ;;; charset

                        first
                        --m
                        Content-Type: text/plain
                        Content-Transfer-Encoding: base64

                        c2Vjb25k!!!!===broken=
                        """);

        assertThat(letter.id()).isEqualTo("7-1");
        assertThat(letter.text()).contains("first").contains("second");
    }
}
