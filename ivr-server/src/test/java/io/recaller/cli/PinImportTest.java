package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.text.Rough;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of PINs is taken or refused in words that tell no PIN. */
class PinImportTest {
    @TempDir private static Path folder;
    private static DatabaseTerminal terminal;

    @BeforeAll
    static void open() {
        terminal = DatabaseTerminal.in(folder);
    }

    @Test
    void pinsAreImportedAndWhatIsWrongIsToldByLineAndColumnWithoutThePin() throws IOException {
        var file = folder.resolve("pins.csv");
        Files.writeString(
                file,
                """
                \uFEFFname,Number,PIN
                "Ada, L.",+41446681800,0417
                Bob,+4930123456,12
                Cyd,+12345,9182
                Dan,+4930123457
                Eve,+33142685300,918273645546
                Fay;+33142685301;0417
                Gus,+33142685302,
                Hal,+33142685303,9182736455461
                Ivo,+33142685300,918273645546
                """);

        assertThat(terminal.run("pin", "import", file.toString(), "--create")).isEqualTo(1);

        assertThat(terminal.out()).startsWith("PINs set: 2; rows left out: 6");
        assertThat(terminal.err())
                .contains(
                        file
                                + ":7: 1 field; expected 3 as in the header; this row has a"
                                + " semicolon between them, the header a comma",
                        file + ":8: pin: is missing",
                        file + ":9: pin: is too long: has 4 to 12 digits, and this one has 13\n",
                        file + ":3: pin: has 4 to 12 digits",
                        file + ":4: number: ",
                        file + ":5: 2 fields; expected 3",
                        file
                                + ":6: pin: is set, but it has 12 digits, and no caller can key it:"
                                + " the flow telecom takes 4 to 6 digits; set one of that length")
                .doesNotContain("9182", ":2: pin");
        assertThat(terminal.run("pin", "unlock", "+41446681800")).isZero();
    }

    /** So a spreadsheet keeps the zeros in front. */
    @Test
    void aPinThatIsWrittenAsTextIsReadAsTheNumberBesideItIs() throws IOException {
        var file = folder.resolve("text.csv");
        Files.writeString(file, "number;pin\n=\"+4930123461\";=\"0417\"\n'+4930123462;'0417\n");

        assertThat(terminal.run("pin", "import", file.toString(), "--create")).isZero();

        assertThat(terminal.out()).startsWith("PINs set: 2; rows left out: 0");
    }

    @Test
    void aNumberThatTwoRowsGiveAnotherPinIsToldAndLeftOut() throws IOException {
        var file = folder.resolve("twice.csv");
        Files.writeString(
                file,
                """
                number,pin
                +4930123471,0417
                +4930123472,0418
                +49 (0)30 123471,0419
                +4930123472,0418
                +4930123473,04
                """);

        assertThat(terminal.run("pin", "import", file.toString(), "--create")).isEqualTo(1);

        assertThat(terminal.out()).startsWith("PINs set: 1; rows left out: 3");
        assertThat(terminal.err())
                .containsSubsequence(
                        "twice.csv:2: number: line 4 gives it another PIN",
                        "twice.csv:4: number: line 2 gives it another PIN",
                        "twice.csv:6: pin: has 4 to 12 digits")
                .doesNotContain("0419");
        assertThat(terminal.run("pin", "unlock", "+4930123471")).isEqualTo(2);
    }

    @Test
    void zerosThatASpreadsheetSeemsToHaveDroppedAreToldAndThoseItKeptAreRead() throws IOException {
        var file = folder.resolve("sheet.csv");
        Files.writeString(
                file, "number,pin\n+4930123461,48211\n+4930123462,9173\n+4930123463,55102\n");

        assertThat(terminal.run("pin", "import", file.toString(), "--create")).isZero();
        assertThat(terminal.err()).contains(file + ":3: pin: 1 shorter than the 2 of 5 digits");

        Files.writeString(file, "number,pin\n+4930123461,\"=\"\"04821\"\"\"\n+4930123462,'09173\n");
        assertThat(terminal.run("pin", "import", file.toString())).isZero();
        assertThat(terminal.err()).doesNotContain("shorter");
    }

    @Test
    void whatIsNoPinOrNoNumberIsToldAsWhatItIsAndAFileWithoutRowsToo() throws IOException {
        var file = folder.resolve("kinds.csv");
        Files.writeString(file, "number,pin\nanonymous,4821\n+4930123461,abcd\n,4821\n");

        assertThat(terminal.run("pin", "import", file.toString(), "--create")).isEqualTo(1);
        assertThat(terminal.err())
                .contains(
                        "kinds.csv:2: number: is nobody's: it stands where a number is withheld",
                        "kinds.csv:3: pin: has 4 to 12 digits and nothing else",
                        "kinds.csv:4: number: is missing")
                .doesNotContain("abcd", "spreadsheet");

        Files.writeString(file, "number,pin\n\n");
        assertThat(terminal.run("pin", "import", file.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("kinds.csv has no rows below its first line");
    }

    /** A file of another system may say who it is, too. */
    @Test
    void theColumnThatIsCalledNumberWinsOverOthersThatMayBeOne() throws IOException {
        var file = folder.resolve("crm.csv");
        Files.writeString(
                file, "customer,phone,number,pin\n1002003,+4930123459,+4930123458,0417\n");

        assertThat(terminal.run("pin", "import", file.toString(), "--create")).isZero();

        assertThat(terminal.run("pin", "unlock", "+4930123458")).isZero();
        assertThat(terminal.run("pin", "unlock", "+4930123459")).isNotZero();
    }

    @Test
    void pinsCanComeFromStandardInputAndOnlyForWhoIsThere() {
        terminal.types("number,pin\r\n+33142685301,\u200f٤٨٢١\r\n");

        assertThat(terminal.run("pin", "import", "-")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("standard input:2: number: nobody has it; add --create");
        assertThat(terminal.run("pin", "import", "-", "--create")).isZero();
        assertThat(terminal.err())
                .contains("pin: of 1 row was written in other digits than 0 to 9")
                .doesNotContain("4821", "٤٨٢١");
        assertThat(terminal.run("pin", "import", "-")).isZero();
        assertThat(terminal.out()).startsWith("PINs set: 1; rows left out: 0");
    }

    @Test
    void aFileOfPinsWithoutItsColumnsIsRefusedAndOneInAnotherEncodingIsRead() throws IOException {
        var file = folder.resolve("other.csv");
        Files.writeString(file, "telephone;secret\n+33142685301;4821\n");
        assertThat(terminal.run("pin", "import", file.toString())).isEqualTo(2);
        assertThat(terminal.err()).contains("number,pin").doesNotContain("4821");

        Files.writeString(file, "number,pin\n+33142685301,4821\n", StandardCharsets.UTF_16);
        assertThat(terminal.run("pin", "import", file.toString())).isEqualTo(1);
        assertThat(terminal.err()).contains("is read as: UTF-16").doesNotContain("4821");
    }

    @Test
    void whateverAFileOfPinsHoldsItIsTakenOrRefusedInWords() throws IOException {
        var file = folder.resolve("rough.csv");
        var rows = new StringBuilder("number,pin\n+33142685302,4821\n");
        for (var text : Rough.texts(41, 40)) {
            var rough = text.substring(0, Math.min(text.length(), 3_000));
            rows.append(rough).append(',').append(rough).append('\n').append(rough).append('\n');
        }
        for (var bytes :
                List.of(
                        rows.toString().getBytes(StandardCharsets.UTF_8),
                        rows.toString().replace("\"", "").getBytes(StandardCharsets.UTF_8),
                        new byte[] {0, 1, (byte) 0xFF},
                        ("number,pin\n\"" + "9".repeat(100_000)).getBytes(StandardCharsets.UTF_8),
                        "номер,pin\n1,2\n".getBytes(Charset.forName("windows-1251")))) {
            Files.write(file, bytes);

            assertThat(terminal.run("pin", "import", file.toString(), "--create")).isIn(0, 1, 2);

            assertThat(terminal.err())
                    .contains(file.toString())
                    .doesNotContain("Exception", "4821", "\tat ", "\0", "\u001B");
        }
    }
}
