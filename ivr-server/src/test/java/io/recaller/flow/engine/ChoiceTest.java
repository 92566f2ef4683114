package io.recaller.flow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.speech.Speech;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write who mean a choice. */
class ChoiceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                " 1 ",
                "1.",
                "1)",
                "(1)",
                "№ 1",
                "*1*",
                "#1",
                "1️⃣",
                "1 👍",
                "\u200f1",
                "١",
                "۱.",
                "１",
                "१",
                "\u20681\u2069",
                "«1»"
            })
    void aDigitWithNothingButSignsAroundItIsTheKey(String written) {
        assertThat(key(written, "Internet")).contains("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1a", "1 one", "1,5", "²", "½", "\u20e3", "one", "."})
    void whatIsMoreOrLessThanOneDigitIsNoKey(String written) {
        assertThat(key(written, "Internet")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "счет и оплата, Счёт и оплата",
        "ЛИЧНЫЙ КАБИНЕТ, Личный кабинет",
        "FATURA İŞLEMLERİ, Fatura işlemleri",
        "KAYIT, Kayıt",
        "internet, İnternet",
        "1. ТӨЛЕМДЕР!, Төлемдер",
        "їжа та напої, Їжа та напої",
        "POSTE ADRESSE, Poste Adresse",
        "l’électricité, L'électricité",
        "الإنترنت., الإنترنت",
        "इंटरनेट?, इंटरनेट",
        "ｲﾝﾀｰﾈｯﾄ, インターネット",
        "🌐 Internet, Internet"
    })
    void theWordsOfAButtonAreItHoweverTheyAreTyped(String written, String label) {
        assertThat(key(written, label)).contains("1");
        assertThat(key(Normalizer.normalize(written, Normalizer.Form.NFD), label)).contains("1");
        assertThat(key("\u202b" + written + "\u202c", label)).contains("1");
    }

    @Test
    void whatIsNotSeenIsNoButton() {
        assertThat(key("\u200b", "\u200b")).isEmpty();
        assertThat(key("کتاب‌ها", "کتاب‌ها")).contains("1");
    }

    private static Optional<String> key(String written, String label) {
        return Choice.keyOf(
                new Reply.Text(written), List.of(new Choice("a", "1", label, Speech.silence())));
    }
}
