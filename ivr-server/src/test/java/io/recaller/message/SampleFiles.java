package io.recaller.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.recaller.message.file.FileContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files that are what they say. */
public final class SampleFiles {
    /** A whole picture of one pixel, which browsers show. */
    private static final String PNG =
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
                    + "789c63606060000000040001f61738550000000049454e44ae426082";

    private SampleFiles() {}

    public static FileContent png() {
        return FileContent.of(HexFormat.of().parseHex(PNG));
    }

    public static FileContent text(String words) {
        return FileContent.of(words.getBytes(UTF_8));
    }

    public static FileContent pdf() {
        return beginning("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
    }

    /** Of so many bytes. */
    public static FileContent pdf(int size) {
        return FileContent.of(Arrays.copyOf(pdf().bytes(), size));
    }

    /** A photograph by its beginning, as iPhones keep theirs. */
    public static FileContent heic() {
        return FileContent.of(HexFormat.of().parseHex("0000001866747970686569630000"));
    }

    /** One byte for each letter. */
    public static FileContent beginning(String letters) {
        return FileContent.of(letters.getBytes(ISO_8859_1));
    }

    /** A file of so many bytes that is a picture by its beginning. */
    public static FileContent picture(int size) {
        var bytes = new byte[size];
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) 0xD8;
        bytes[2] = (byte) 0xFF;
        return FileContent.of(bytes);
    }

    public static FileContent zip(String... names) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return FileContent.of(out.toByteArray());
    }
}
