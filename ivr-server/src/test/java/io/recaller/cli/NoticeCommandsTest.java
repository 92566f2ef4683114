package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notices and recommendations are entered, listed and taken back at a terminal. */
class NoticeCommandsTest {
    @TempDir private static Path folder;
    private static DatabaseTerminal terminal;

    @BeforeAll
    static void open() {
        terminal = DatabaseTerminal.in(folder);
    }

    @Test
    void aNoticeIsPostedListedAndCancelled() {
        terminal.run("customer", "set", "+77015550203", "--create", "--language", "ru");
        String[] add = {
            "notice",
            "add",
            "--topic",
            "billing",
            "--key",
            "k-1",
            "--until",
            LocalDate.now(ZoneOffset.UTC).plusDays(9) + "T10:00",
            "--text",
            "ru=Счёт готов.",
            "--to",
            "+77015550203"
        };

        assertThat(terminal.run(add)).isZero();
        assertThat(terminal.out()).startsWith("posted ");
        assertThat(terminal.run(add)).isZero();
        assertThat(terminal.out()).startsWith("was posted before: ");
        var id = terminal.out().strip().substring("was posted before: ".length());
        assertThat(terminal.run("notice", "list")).isZero();
        assertThat(terminal.out()).contains(id, "billing", "1 waiting");
        assertThat(terminal.run("notice", "cancel", id)).isZero();
        assertThat(terminal.out()).startsWith("cancelled");
        assertThat(terminal.run("notice", "list")).isZero();
        assertThat(terminal.out()).contains("1 cancelled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--until 2020-01-01T10:00 --text en=x --segment a | is over already",
                "--until soon --text en=x --segment a | write a time such as",
                "--until 2099-01-01T10:00 --text en=x | whom?",
                "--until 2099-01-01T10:00 --text en=x --segment a --area b | whom?",
                "--until 2099-01-01T10:00 --text English=x --segment a | write a language",
                "--until 2099-01-01T10:00 --text en=x --area b | facts.area-field",
                "--until 2099-01-01T10:00 --text en=x --segment a --tier sure | write claimed",
                "--until 2099-01-01T10:00 --text en=x --segment a --tier unknown | write claimed",
                "--until 2099-01-01T10:00 --text en=x --segment a --template none | no channel of the",
                "--until 2099-01-01T10:00 --text en=x --segment a | within 90 days",
            })
    void aNoticeThatCannotBeIsRefusedWithTheRemedy(String options, String told) {
        var arguments = new ArrayList<>(List.of("notice", "add", "--topic", "billing"));
        arguments.addAll(List.of(options.split(" ")));

        assertThat(terminal.run(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(terminal.err()).contains(told);
    }

    @Test
    void recommendationsAreImportedListedReportedAndWithdrawn() throws IOException {
        var file = terminal.settings().resolveSibling("offers.csv");
        Files.writeString(
                file,
                """
                id;product;topic;until;segments;weight;text.en;reason.ru
                fibre-300;fibre;billing;31.12.2099;gold | Fibre 200;1,5;300 Mbit/s;Спрашивал
                Fibre;fibre;billing;2099-12-31;;;300 Mbit/s;
                tv;tv;billing;31.2.2099;;;TV;
                tv;tv;billing;2020-01-01;;;TV;
                tv;tv;billing;2099-01-01;;1e9;TV;
                tv;tv;billing;2099-01-01;;;;
                ever;tv;billing;31.12.9999;;;TV;
                tv;tv;billing;+12345-01-01;;;TV;
                """);

        assertThat(terminal.run("recommendation", "import", file.toString())).isEqualTo(1);
        assertThat(terminal.out()).contains("2 recommendations entered, 6 rows left out");
        assertThat(terminal.err())
                .contains(
                        "offers.csv:3: id: an id must be lower case words",
                        "offers.csv:4: until: write a day such as",
                        "offers.csv:5: until: is over already",
                        "offers.csv:6: weight: write a number from 0.01 to 100",
                        "offers.csv:7: text: is missing",
                        "offers.csv:9: until: write a day before the year 10000");
        assertThat(terminal.run("recommendation", "list")).isZero();
        assertThat(terminal.out())
                .containsPattern("fibre-300 +fibre +2100-01-01T00:00 +running")
                .containsPattern("ever +tv +.* +running");
        assertThat(terminal.run("report", "recommendations")).isZero();
        assertThat(terminal.out()).contains("Nothing was recommended.");
        assertThat(terminal.run("report", "recommendations", "--csv")).isZero();
        assertThat(terminal.out()).startsWith("recommendation,product,shown,accepted");
        assertThat(
                        terminal.run(
                                "report",
                                "recommendations",
                                "--from",
                                "2026-02-01",
                                "--to",
                                "2026-01-01"))
                .isEqualTo(2);
        assertThat(terminal.run("recommendation", "withdraw", "fibre-300")).isZero();
        assertThat(terminal.out()).contains("withdrawn");
        assertThat(terminal.run("recommendation", "withdraw", "fibre")).isEqualTo(2);
        Files.writeString(file, "id,product\n");
        assertThat(terminal.run("recommendation", "import", file.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("offers.csv:1: the first line must name the columns");
    }

    @Test
    void emptyColumnsBehindTheLastOfASpreadsheetDoNoHarmAndOneNameTwiceIsTold() throws IOException {
        var file = folder.resolve("sheet.csv");
        Files.writeString(
                file, "id;product;topic;until;text.en;;\nodd-1;p;billing;2099-12-31;Faster;;\n");

        assertThat(terminal.run("recommendation", "import", file.toString())).isZero();

        Files.writeString(file, "id,product,topic,until,text.en,text.en\n");
        assertThat(terminal.run("recommendation", "import", file.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("sheet.csv:1: the column text.en is there twice");

        Files.writeString(file, "id,,product,topic,until,,text.en\n");
        assertThat(terminal.run("recommendation", "import", file.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("sheet.csv:1: no name is above column 2, 6; name it");
    }
}
