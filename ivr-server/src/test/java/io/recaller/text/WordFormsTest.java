package io.recaller.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordFormsTest {
    private final WordForms forms = new WordForms(List.of("en", "ru", "kk", "de", "tr"));

    @ParameterizedTest
    @CsvSource({
        "connection, connections",
        "bill, Bills",
        "медленно, медленный",
        "медленно, МЕДЛЕННАЯ",
        "счёт, счета",
        "счёт, счету",
        "тариф, тарифами",
        "роутер, роутера",
        "баяу, баяу",
        "шот, шотымды",
        "шот, шоттарым",
        "шот, ШОТҚА",
        "байланыс, байланысы",
        "интернет, интернеттің",
        "интернет, интернетіміз",
        "жоқ, жок",
        "көмек, комегі",
        "кітап, кітабы",
        "Rechnung, Rechnungen",
        "kart, kartlar"
    })
    void aWordIsFoundInAnyOfItsForms(String word, String written) {
        assertThat(isFound(word, written)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "счёт, счастье",
        "bill, build",
        "шот, шотландия",
        "карта, қар",
        "байланыс, байлық",
        "internet, интернат"
    })
    void anotherWordIsNot(String word, String written) {
        assertThat(isFound(word, written)).isFalse();
    }

    private boolean isFound(String word, String written) {
        return !Collections.disjoint(
                forms.sought(word).getFirst(), forms.written(written).getFirst());
    }

    @Test
    void wordsAreWhatStandsBetweenSpacesAndMarks() {
        assertThat(WordForms.words(" It doesn’t\u00a0WORK,—Ёлка!\u0000 \ud83d\ude00 wi-fi 5G"))
                .containsExactly("it", "doesnt", "work", "елка", "wi", "fi", "5g");
        assertThat(WordForms.words("…")).isEmpty();
    }

    @Test
    void aMessageOfAnyLengthIsReadNoFurtherThanSomebodyWould() {
        var words = forms.written("слово ".repeat(20_000));

        assertThat(words).hasSize(400);
        assertThat(forms.written("я".repeat(100_000))).hasSize(1);
    }

    @Test
    void whatLanguagesItKnowsIsToldAndInOthersAWordIsItself() {
        assertThat(List.of("en", "ru", "kk", "de", "fr", "es", "it", "pt", "tr"))
                .allMatch(WordForms::knows);
        assertThat(WordForms.knows("uk")).isFalse();

        assertThat(new WordForms(List.of("uk")).written("рахунок"))
                .containsExactly(Set.of("рахунок"));
    }
}
