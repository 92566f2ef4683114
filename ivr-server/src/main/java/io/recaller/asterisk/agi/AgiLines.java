package io.recaller.asterisk.agi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What was heard on a connection and not taken yet, line by line. Its owner locks it. */
final class AgiLines {
    /** Asterisk's own limit of an AGI line is 8192 bytes (res_agi.c, AGI_BUF_LEN). */
    static final int MOST = 8192;

    /** Room for a header; hundreds of calls are served at a time. */
    private static final int USUAL = 1024;

    private byte[] buffer = new byte[USUAL];
    private int next;
    private int seen;
    private int looked;
    private int end;

    /** Bytes that it takes now. */
    int room() {
        return MOST - (end - next);
    }

    /** Adds what is there, {@link #room()} bytes at most. */
    void add(ByteBuffer more) {
        var count = more.remaining();
        if (end + count > buffer.length) {
            makeRoom(count);
        }
        more.get(buffer, end, count);
        end += count;
    }

    private void makeRoom(int count) {
        var longer = end - next + count > buffer.length ? new byte[MOST] : buffer;
        System.arraycopy(buffer, next, longer, 0, end - next);
        buffer = longer;
        seen -= next;
        looked -= next;
        end -= next;
        next = 0;
    }

    /** The next line that was not looked at yet, which stays; null when none is whole. */
    @Nullable String look() {
        var line = line(seen);
        if (line != null) {
            looked = seen;
            seen = lineEnd(seen) + 1;
        }
        return line;
    }

    /** The line that was looked at last is nobody's to take. */
    void drop() {
        System.arraycopy(buffer, seen, buffer, looked, end - seen);
        end -= seen - looked;
        seen = looked;
    }

    boolean isOneWhole() {
        return lineEnd(next) >= 0;
    }

    /** The next line without its end; null when none is whole. */
    @Nullable String take() {
        var line = line(next);
        if (line != null) {
            next = lineEnd(next) + 1;
            seen = Math.max(seen, next);
        }
        return line;
    }

    private @Nullable String line(int from) {
        var lineEnd = lineEnd(from);
        return lineEnd < 0
                ? null
                : new String(buffer, from, lineEnd - from, StandardCharsets.UTF_8);
    }

    /** Lines are short, and there are few: they are searched from their beginning each time. */
    private int lineEnd(int from) {
        for (var i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
