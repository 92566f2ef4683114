package io.recaller.message.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.message.SampleFiles;
import io.recaller.message.file.AttachmentRules.Refusal;
import java.nio.charset.Charset;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file is, is told by what is in it. */
class FileContentTest {
    private final AttachmentRules rules = AttachmentRules.usual();

    @ParameterizedTest
    @CsvSource({
        "FFD8FFE000104A464946, JPEG",
        "89504E470D0A1A0A0000, PNG",
        "474946383961, GIF",
        "52494646000000005745425056503820, WEBP",
        "5249464600000000574156456D, WAV",
        "255044462D312E34, PDF",
        "0000001866747970686569630000, HEIC",
        "000000246674797068656963000000006D696631686569636D6961664D694842, HEIC",
        "00000018667479706D696631000000006D69663168656963, HEIC",
        "0000001866747970686576630000000068657663, HEIC",
        "0000001C6674797061766966000000006D6966316D696166, AVIF",
        "0000001C667479706D696631000000006D69663161766966, AVIF",
        "00000014667479707174202000000000, MP4",
        "000000186674797069736F6D0000, MP4",
        "00000018667479704D3441200000, M4A",
        "4F67675300020000, OGG",
        "2321414D520A3C, AMR",
        "494433030000, MP3",
        "FFFB9064000F, MP3",
        "D0CF11E0A1B11AE1, OFFICE97",
        "7B5C727466315C616E7369, RTF",
        "1A45DFA39F4286810142F7810142F2810442F381084282847765626D, WEBM"
    })
    void aFileIsWhatItBeginsWith(String hex, FileType type) {
        var file = FileContent.of(HexFormat.of().parseHex(hex));

        assertThat(file.type()).contains(type);
    }

    @Test
    void aDocumentOfOfficeIsWhatIsPackedInIt() {
        var types = "[Content_Types].xml";

        assertThat(SampleFiles.zip(types, "word/document.xml").type()).contains(FileType.DOCX);
        assertThat(SampleFiles.zip(types, "xl/workbook.xml").type()).contains(FileType.XLSX);
        assertThat(SampleFiles.zip("a.txt", "b.txt").type()).contains(FileType.ZIP);
        assertThat(SampleFiles.zip(types, "word/document.xml", "word/vbaProject.bin").type())
                .as("one with macros")
                .isEmpty();
        assertThat(SampleFiles.zip("META-INF/MANIFEST.MF", "A.class").type()).isEmpty();
    }

    @Test
    void wordsAreTextInWhateverAlphabet() {
        assertThat(SampleFiles.text("Счёт;Сумма\r\n1;−5\t").type()).contains(FileType.TEXT);
        var old = "Счёт".getBytes(Charset.forName("windows-1251"));
        assertThat(FileContent.of(old).type()).contains(FileType.TEXT);
    }

    @Test
    void programsAndWhatNobodyKnowsAreNothing() {
        for (var file :
                new String[] {
                    "MZ\u0090\0\3", "\u007FELF\2\1", "#!/bin/sh\nrm -rf /", "a\0b", "\u00CA\u00FE\0"
                }) {
            assertThat(SampleFiles.beginning(file).type()).as(file).isEmpty();
        }
    }

    @Test
    void aFileThatLiesAboutItselfIsTakenForWhatItIs() {
        var page = SampleFiles.text("<html><script>alert(1)</script></html>");

        assertThat(page.type()).contains(FileType.TEXT);
        assertThat(FileName.of("holiday.jpg.html", FileType.TEXT))
                .isEqualTo("holiday.jpg.html.txt");
        assertThat(FileType.TEXT.isPicture()).isFalse();
        assertThat(rules.refusal(SampleFiles.beginning("MZ\u0090\0"))).contains(Refusal.NOT_TAKEN);
    }

    @Test
    void limitsAreOfSizeAndKind() {
        var small = new AttachmentRules(1000, 1, 1000, 1000, EnumSet.of(FileType.JPEG));

        assertThat(small.refusal(SampleFiles.picture(1000))).isEmpty();
        assertThat(small.refusal(SampleFiles.picture(1001))).contains(Refusal.TOO_BIG);
        assertThat(small.refusal(FileContent.of(new byte[0]))).contains(Refusal.EMPTY);
        assertThat(small.refusal(SampleFiles.png())).contains(Refusal.NOT_TAKEN);
        assertThat(rules.refusal(SampleFiles.zip("a"))).contains(Refusal.NOT_TAKEN);
        assertThat(FileType.of("office97").filter(rules.types()::contains))
                .as("may hold macros")
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "photo.png | photo.png",
                "Фото 1.PNG | Фото 1.PNG",
                "../../etc/passwd | passwd.png",
                "C:\\Users\\a\\x.png | x.png",
                "\"  .hidden.png\" | hidden.png",
                "\"\" | file.png",
                "a:b*c?.png | a_b_c_.png",
                "con.png | _con.png",
                "x.png. | x.png",
                "invoice.exe | invoice.exe.png",
                "\"two\n lines.png\" | two lines.png"
            })
    void aNameIsMadeSafe(String told, String safe) {
        assertThat(FileName.of(told, FileType.PNG)).isEqualTo(safe);
    }

    @Test
    void whatCannotBeSeenOrTurnsLettersAroundIsLeftOut() {
        assertThat(FileName.of("photo\u202Egnp.exe", FileType.TEXT)).isEqualTo("photognp.exe.txt");
        assertThat(FileName.of("a\0b\u200B\uD800.txt", FileType.TEXT)).isEqualTo("ab.txt");
        assertThat(FileName.of("\u2066\u2069", FileType.PDF)).isEqualTo("file.pdf");
        assertThat(FileName.of("\uD83D\uDE00".repeat(300) + ".pdf", FileType.PDF))
                .hasSizeLessThan(210)
                .endsWith("….pdf");
    }
}
