package io.recaller.flow.yaml;

import io.recaller.speech.Text;
import java.util.Map;

/** What is said where a flow says nothing else. */
final class DefaultTexts {
    static final Text OPTION =
            text(
                    "For {option}, press {key}.",
                    "{option} — нажмите {key}.",
                    "{option} — {key} батырмасын басыңыз.");
    static final Text NO_INPUT =
            text(
                    "Sorry, I did not hear a key.",
                    "Извините, вы ничего не нажали.",
                    "Кешіріңіз, сіз ештеңе баспадыңыз.");
    static final Text NO_MATCH =
            text(
                    "Sorry, there is no such choice.",
                    "Извините, такого пункта нет.",
                    "Кешіріңіз, ондай тармақ жоқ.");
    static final Text INVALID =
            text(
                    "Sorry, that is not such a number.",
                    "Извините, такой номер не подходит.",
                    "Кешіріңіз, бұл нөмір сәйкес келмейді.");
    static final Text NO_WORDS =
            text(
                    "Sorry, that cannot be taken. Please write it in fewer words.",
                    "Извините, это не получилось принять. Напишите короче.",
                    "Кешіріңіз, бұл қабылданбады. Қысқарақ жазыңыз.");
    static final Text NO_EMAIL =
            text(
                    "Sorry, that is no e-mail address.",
                    "Извините, это не адрес электронной почты.",
                    "Кешіріңіз, бұл электрондық пошта мекенжайы емес.");
    static final Text NO_DATE =
            text(
                    "Sorry, there is no such day. Eight digits, please: day, month and year.",
                    "Извините, такого дня нет. Нужно восемь цифр: день, месяц и год.",
                    "Кешіріңіз, ондай күн жоқ. Сегіз цифр керек: күні, айы және жылы.");
    static final Text WRONG =
            text("Sorry, that is not right.", "Извините, код неверный.", "Кешіріңіз, код қате.");

    static final Text PAGE =
            text(
                    "To see this on your telephone's screen, press {key}.",
                    "Чтобы видеть это на экране телефона, нажмите {key}.",
                    "Мұны телефон экранынан көру үшін {key} батырмасын басыңыз.");

    private DefaultTexts() {}

    private static Text text(String english, String russian, String kazakh) {
        return Text.coded(Map.of("en", english, "ru", russian, "kk", kazakh));
    }
}
