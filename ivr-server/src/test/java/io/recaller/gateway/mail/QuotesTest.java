package io.recaller.gateway.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a mail that answers, the new words are taken. */
class QuotesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Tue, 3 Nov 2026 at 10:15, Aspan Telecom <support@aspan.example> wrote:\n> menu",
                """
                On Tue, 3 Nov 2026 at 10:15, Aspan Telecom
                <support@aspan.example> wrote:

                > menu\
                """,
                "вт, 3 нояб. 2026 г. в 10:15, Аспан <support@aspan.example>:\n> меню",
                "3 ноября 2026 г., 10:15, Аспан <support@aspan.example> написал(а):\n\n> меню",
                "Am 03.11.26 um 10:15 schrieb Aspan Telecom:\n> Menü",
                "Le mar. 3 nov. 2026 à 10:15, Aspan <support@aspan.example> a écrit :\n> menu",
                "El mar, 3 nov 2026 a las 10:15, Aspan escribió:\n> menú",
                "-----Original Message-----\nFrom: Aspan\nSent: Tuesday\nmenu",
                "-------- Исходное сообщение --------\nОт: Аспан",
                "________________________________\nFrom: Aspan <support@aspan.example>\nmenu",
                """
                From: Aspan <support@aspan.example>
                Sent: Tuesday, 3 November 2026 10:15
                To: me

                menu\
                """,
                "От: Аспан <support@aspan.example>\nОтправлено: 3 ноября 2026 г. 10:15\n\nменю",
                "-- \nTom Smith\nSome Works Ltd",
                "--\nTom Smith",
                "Sent from my iPhone",
                "Отправлено с iPhone\n\n> 3 нояб. 2026 г., в 10:15, Аспан написал(а):\n> меню",
            })
    void whatWasWrittenBeforeAndSignaturesAreFolded(String below) {
        assertThat(Quotes.fold("It is down again.\nPlease help\n\n" + below))
                .isEqualTo("It is down again.\nPlease help");
    }

    @Test
    void whoAnswersBelowEachPartHasAllTheirWordsTaken() {
        var folded =
                Quotes.fold(
                        """
                        On 3 Nov 2026 Aspan wrote:
                        > Which number?
                        +7 701 000 00 01
                        > Since when?
                        Yesterday\
                        """);

        assertThat(folded).isEqualTo("+7 701 000 00 01\nYesterday");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "In 2026 you wrote: nothing",
                "From: the street it looks fine",
                "-5 degrees and no heating\n- no water",
                "Call me at 10:15",
                "> all of it is quoted",
                "He said a --- b"
            })
    void whatOnlyLooksLikeAMarkStays(String text) {
        assertThat(Quotes.fold(text)).isEqualTo(text);
    }

    @Test
    void aHugeLineIsNoMarkAndTakesNoTime() {
        var text = "1 " + "wrote <a@b ".repeat(100_000);

        assertThat(Quotes.fold(text)).isEqualTo(text.strip());
    }
}
