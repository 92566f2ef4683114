package io.recaller.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.recaller.desk.card.Labelled;
import io.recaller.desk.card.Words;
import io.recaller.speech.Language;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts that agents send often, from a file of their own. */
class CannedTextsReaderTest {
    @TempDir Path folder;

    @Test
    void textsAreReadByNameAndLanguageInTheOrderOfTheFile() throws IOException {
        var texts =
                read(
                        """
                        texts:
                          greeting:
                            en: Good day, {name}!
                            kk: |
                              Қайырлы күн, {name}!
                              {account} {agent} {topic} {request}
                          bye: {ru: "Всего доброго {не поле} {}"}
                        """);

        assertThat(texts)
                .containsExactly(
                        new Labelled(
                                "greeting",
                                new Words(
                                        Map.of(
                                                new Language("en"),
                                                "Good day, {name}!",
                                                new Language("kk"),
                                                "Қайырлы күн, {name}!\n"
                                                        + "{account} {agent} {topic}"
                                                        + " {request}"))),
                        new Labelled(
                                "bye",
                                new Words(
                                        Map.of(new Language("ru"), "Всего доброго {не поле} {}"))));
    }

    @Test
    void everyMistakeIsToldAtOnceWithFileLineAndRemedy() {
        assertThat(
                        mistakes(
                                """
                                texts:
                                  Greeting: {en: Hello}
                                  account:
                                    en: I see {acount}.
                                    xxxx: Hello
                                    ru: ""
                                  long: {en: "%s"}
                                greetings: {}
                                other: 1
                                """
                                        .formatted("x".repeat(4001))))
                .contains("texts.yaml:2: texts.Greeting is no name of a text")
                .contains(
                        "texts.yaml:4: texts.account.en has the field {acount}, which no card"
                                + " has; did you mean {account}?; there are account, agent, name,"
                                + " request, topic")
                .contains("texts.yaml:5: texts.account.xxxx is refused: language must be like")
                .contains("texts.yaml:6: texts.account.ru is empty")
                .contains("texts.yaml:7: texts.long.en is longer than the 4000 characters")
                .contains("texts.yaml:9: unknown key other");
    }

    @Test
    void aFileThatIsNoneHasItsReasonAndRemedy() throws IOException {
        assertThat(mistakes("")).contains("texts is missing; write texts: {greeting:");
        assertThat(mistakes("texts:\n  a: [\n")).contains("texts.yaml:").contains("not valid YAML");
        assertThat(mistakes("texts: hello\n")).contains("must be a section");
        Files.delete(folder.resolve("texts.yaml"));
        assertThat(catchThrowable(this::settings))
                .hasMessageContaining("desk.canned-texts cannot be used: ")
                .hasMessageContaining("texts.yaml");
        Files.write(
                folder.resolve("texts.yaml"),
                "texts: {a: {ru: Привет}}".getBytes(Charset.forName("windows-1251")));
        assertThat(catchThrowable(this::settings)).hasMessageContaining("windows-1251");
    }

    @Test
    void theSettingsNameTheFileFromTheirOwnFolder() throws IOException {
        Files.writeString(folder.resolve("texts.yaml"), "texts: {bye: {en: Goodbye!}}");

        assertThat(settings().desk().texts()).extracting(Labelled::slug).containsExactly("bye");
    }

    @Test
    void moreTextsThanAPageIsToldAreTooMany() {
        var many = new StringBuilder("texts:\n");
        for (var i = 0; i <= 300; i++) {
            many.append("  t").append(i).append(": {en: Hello}\n");
        }

        assertThat(mistakes(many.toString()))
                .contains("texts.yaml:302: texts.t300 is one more than 300 texts");
    }

    private List<Labelled> read(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("texts.yaml"), yaml);
        return new CannedTextsReader(file, List.of("account")).texts();
    }

    private String mistakes(String yaml) {
        return String.valueOf(catchThrowable(() -> read(yaml)).getMessage());
    }

    private Settings settings() throws IOException {
        var file = folder.resolve("recaller.yaml");
        Files.writeString(
                file,
                """
                time-zone: Asia/Almaty
                numbers: {8000: telecom}
                agi: {token: t0ken}
                ami: {user: recaller, secret: s3cret}
                desk: {canned-texts: texts.yaml}
                """);
        return SettingsReader.read(file, Map.of());
    }
}
