package io.recaller.db;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** What our own PostgreSQL says in its log. */
final class PostgresLog {
    private static final int TAIL = 16 * 1024;
    private static final String START = "starting PostgreSQL";
    private static final String READY = "ready to accept connections";

    private PostgresLog() {}

    /**
     * The first fatal word of the last start, where nobody was served after it: sessions that are
     * cut by an orderly stop are called fatal as well.
     */
    static Optional<String> lastFailure(Path log) {
        var tail = tail(log);
        var start = tail.lastIndexOf(START);
        var last = start < 0 ? tail : tail.substring(start);
        return last.contains(READY)
                ? Optional.empty()
                : last.lines()
                        .filter(line -> line.contains("FATAL: ") || line.contains("PANIC: "))
                        .findFirst()
                        .map(line -> line.replaceFirst("^.*?(FATAL|PANIC): +", "").strip());
    }

    private static String tail(Path log) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL));
            var bytes = new byte[TAIL];
            var read = file.read(bytes);
            return new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8);
        } catch (IOException none) {
            return "";
        }
    }
}
