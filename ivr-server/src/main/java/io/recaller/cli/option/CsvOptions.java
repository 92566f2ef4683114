package io.recaller.cli.option;

import io.recaller.text.CsvFile;
import io.recaller.text.CsvFormat;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that read CSV; without them both are recognised. */
public final class CsvOptions {
    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description =
                    "the file's encoding, such as UTF-8 or windows-1251 (default: recognised)")
    private @Nullable String encoding;

    @Option(
            names = "--separator",
            paramLabel = "SIGN",
            description = "what is between fields: a comma, ;, tab or | (default: recognised)")
    private @Nullable String separator;

    /**
     * What was said.
     *
     * @throws UsageException when there is no such encoding or separator
     */
    public CsvFormat format() {
        try {
            return CsvFormat.named(Optional.ofNullable(encoding), Optional.ofNullable(separator));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + e.getMessage());
        }
    }

    /** The file; what comes in where it is {@code -}. */
    public CsvFile read(Path file, InputStream in) {
        return isStandardInput(file)
                ? CsvFile.of(name(file), in, format())
                : CsvFile.of(file, format());
    }

    /** As messages name it. */
    public static String name(Path file) {
        return isStandardInput(file) ? "standard input" : file.toString();
    }

    private static boolean isStandardInput(Path file) {
        return file.toString().equals("-");
    }
}
