package io.recaller.gateway.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.message.Button;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What of a message is in the short message. */
class SmsTextTest {
    private static final Language ENGLISH = new Language("en");
    private static final Language RUSSIAN = new Language("ru");

    @Test
    void aMenuIsNumberedLines() {
        var sms =
                SmsText.of(
                        "What is it about?",
                        buttons("1 · Internet", "2 · Bills", "0 · a person"),
                        2,
                        ENGLISH);

        assertThat(sms).isEqualTo("What is it about?\n1 Internet\n2 Bills\n0 a person");
    }

    /** A letter with more marks than a segment holds cannot be kept whole. */
    @Test
    void aLetterThatIsLongerThanAMessageIsCutAndNothingOfItIsLost() {
        var towering = "q" + "\u0301".repeat(300);

        assertThat(String.join("", SmsText.whole(towering, 2))).isEqualTo(towering);
        assertThat(SmsText.whole(towering, 2))
                .allMatch(part -> Segments.count(part) <= 2)
                .hasSize(3);
        assertThat(SmsText.of(towering, List.of(), 1, ENGLISH)).startsWith("q\u0301");
    }

    @Test
    void aMenuWithoutWordsOfItsOwnIsItsLines() {
        var buttons = buttons("1 · Internet", "2 · Bills", "0 · a person");

        assertThat(SmsText.of("", buttons, 2, ENGLISH))
                .isEqualTo("1 Internet\n2 Bills\n0 a person");
    }

    @Test
    void whatIsLeftOutIsTold() {
        var buttons = buttons("1 · Internet", "0 · a person");
        var text = "Слово ".repeat(40);
        var sent = SmsText.of(text, buttons, 1, RUSSIAN);

        assertThat(SmsText.unsaid("What?", buttons, SmsText.of("What?", buttons, 1, ENGLISH)))
                .isEmpty();
        assertThat(SmsText.unsaid(text, buttons, sent))
                .containsExactly("the text does not fit and is shortened");
    }

    @Test
    void ofManyOptionsTheFirstFiveAreShownAndHowToSeeTheRest() {
        var sms =
                SmsText.of(
                        "Выберите.",
                        buttons(
                                "4 · Тарифы",
                                "2 · Счёт",
                                "1 · Интернет",
                                "3 · ТВ",
                                "6 · SIM",
                                "5 · Адреса",
                                "0 · Сотрудник"),
                        2,
                        RUSSIAN);

        assertThat(sms)
                .isEqualTo(
                        "Выберите.\n4 Тарифы\n2 Счёт\n1 Интернет\n3 ТВ\n6 SIM\n0 Сотрудник, ? всё");
    }

    @Test
    void whatDoesNotFitIsShortenedAtAWordAndTheOptionsStay() {
        var sms =
                SmsText.of(
                        "Добро пожаловать! ".repeat(20),
                        buttons("1 · Интернет дома", "2 · Телевидение", "0 · Сотрудник"),
                        2,
                        RUSSIAN);

        assertThat(Segments.count(sms)).isEqualTo(2);
        assertThat(sms)
                .contains("пожаловать…\n")
                .endsWith("\n1 Интернет дома\n2 Телевидение\n0 Сотрудник");
    }

    @Test
    void whatIsCutAtTheEndOfASentenceHasNoTwoClosingMarks() {
        var kazakh =
                SmsText.of(
                        "Сәлеметсіз бе, бұл Аспан Телеком.\nТақырып: Шот бойынша сұрақ. Басқа ма?"
                                + " АРТҚА деп жазыңыз.",
                        buttons(
                                "1 · Түсініксіз есептен шығару",
                                "2 · Түспеген төлем",
                                "0 · Шоттар жөніндегі маман"),
                        2,
                        new Language("kk"));
        var english = SmsText.of("One. ".repeat(80), List.of(), 1, ENGLISH);

        assertThat(kazakh).contains("сұрақ…\n1 Түсініксіз");
        assertThat(english).endsWith("One...").doesNotContain("....");
    }

    @Test
    void theCountOfWhatFitsIsThatOfTheOptionsInSight() {
        var buttons =
                buttons(
                        "1 · Тарифы",
                        "2 · Счёт",
                        "3 · ТВ",
                        "4 · SIM",
                        "5 · Адреса",
                        "6 · Интернет",
                        "7 · Переезд",
                        "0 · Сотрудник");
        var sent = SmsText.of("Выберите.", buttons, 2, RUSSIAN);

        assertThat(sent).endsWith("5 Адреса\n0 Сотрудник, ? всё");
        assertThat(SmsText.unsaid("Выберите.", buttons, sent))
                .containsExactly("6 of 8 options fit; the others after ?");
    }

    @Test
    void longOptionsMakeWayForTheLikeliestAndThePerson() {
        var sms =
                SmsText.of(
                        "Выберите, о чём вы хотите поговорить",
                        buttons(
                                "1 · Подключение домашнего интернета",
                                "2 · Подключение цифрового телевидения",
                                "3 · Изменение тарифа мобильной связи",
                                "0 · Сотрудник"),
                        2,
                        RUSSIAN);

        assertThat(Segments.count(sms)).isLessThanOrEqualTo(2);
        assertThat(sms)
                .contains("1 Подключение домашнего интернета")
                .doesNotContain("3 Изменение")
                .endsWith("0 Сотрудник, ? всё");
    }

    @Test
    void aDashOfTheWrongKindDoesNotDoubleThePrice() {
        var sms = SmsText.of("“Aspan” – you’re welcome…", List.of(), 2, ENGLISH);

        assertThat(sms).isEqualTo("\"Aspan\" - you're welcome...");
    }

    @Test
    void lettersThatHaveNoPlainFormStay() {
        assertThat(SmsText.of("«Аспан» — связь…", List.of(), 2, RUSSIAN))
                .isEqualTo("«Аспан» — связь…");
    }

    @Test
    void allOptionsComeInAsManyMessagesAsItTakes() {
        var all =
                buttons(
                        "1 · Подключение домашнего интернета",
                        "2 · Подключение цифрового телевидения",
                        "3 · Изменение тарифа мобильной связи",
                        "4 · Оплата и задолженность",
                        "0 · Сотрудник");

        var messages = SmsText.all(all, 2);

        assertThat(messages)
                .allSatisfy(each -> assertThat(Segments.count(each)).isLessThanOrEqualTo(2));
        assertThat(String.join("\n", messages).lines())
                .containsExactly(
                        "1 Подключение домашнего интернета",
                        "2 Подключение цифрового телевидения",
                        "3 Изменение тарифа мобильной связи",
                        "4 Оплата и задолженность",
                        "0 Сотрудник");
    }

    @Test
    void whatAPersonWroteIsNotShortened() {
        var text = "Мы проверили вашу линию и нашли обрыв. ".repeat(12).strip();

        var messages = SmsText.whole(text, 4);

        assertThat(messages).hasSizeGreaterThan(1);
        assertThat(String.join(" ", messages)).isEqualTo(text);
    }

    @Property(tries = 200)
    void neverMoreSegmentsThanAllowed(
            @ForAll String lead,
            @ForAll @IntRange(min = 0, max = 9) int options,
            @ForAll @IntRange(min = 1, max = 4) int segments) {
        var buttons = new ArrayList<Button>();
        for (var i = 0; i < options; i++) {
            buttons.add(new Button("v1:" + i, i + " · вариант " + i));
        }

        var sms = SmsText.of(lead, buttons, segments, RUSSIAN);

        assertThat(Segments.count(sms)).isLessThanOrEqualTo(segments);
    }

    @Test
    void whatWeSayOurselvesIsOneSegmentInEveryLanguage() {
        assertThat(Stream.of(SmsWords.STOPPED, SmsWords.HELP, SmsWords.ALL).flatMap(this::texts))
                .allSatisfy(text -> assertThat(Segments.count(text)).as(text).isEqualTo(1))
                .doesNotContain("");
    }

    private Stream<String> texts(OwnWords words) {
        return Stream.of("en", "ru", "kk", "de", "fr", "es", "it", "pt", "uk", "tr")
                .map(tag -> words.in(new Language(tag)).words());
    }

    private static List<Button> buttons(String... labels) {
        return Stream.of(labels).map(label -> new Button("v7:" + label.charAt(0), label)).toList();
    }
}
