package io.recaller.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What is told at a terminal, which obeys none of it: in place of a control character that somebody
 * wrote into a file or an option stands U+FFFD. Lines and tabs stay.
 */
public final class PlainOutput extends PrintStream {
    private final PrintStream terminal;

    public PlainOutput(PrintStream terminal) {
        super(new Plain(terminal), true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    /** What a page is drawn on, which is done by control characters of our own. */
    static PrintStream drawn(PrintStream out) {
        return out instanceof PlainOutput plain ? plain.terminal : out;
    }

    /** Whether nobody reads on: the terminal knows, and tells it to nobody who writes to it. */
    @Override
    public boolean checkError() {
        return super.checkError() || terminal.checkError();
    }

    /** Bytes of UTF-8. C0 and DEL are one byte each, C1 are two of which the first is C2. */
    private static final class Plain extends FilterOutputStream {
        private static final byte[] INSTEAD = "\uFFFD".getBytes(StandardCharsets.UTF_8);
        private static final int C1 = 0xC2;

        private boolean maybeC1;

        Plain(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            for (var at = from; at < from + length; at++) {
                write(bytes[at]);
            }
        }

        @Override
        public void write(int one) throws IOException {
            var value = one & 0xFF;
            if (maybeC1) {
                maybeC1 = false;
                second(value);
            } else if (value == C1) {
                maybeC1 = true;
            } else if (isControl(value)) {
                out.write(INSTEAD);
            } else {
                out.write(value);
            }
        }

        private void second(int value) throws IOException {
            if (value >= 0x80 && value <= 0x9F) {
                out.write(INSTEAD);
            } else {
                out.write(C1);
                out.write(value);
            }
        }

        private static boolean isControl(int value) {
            return (value < 0x20 && value != '\n' && value != '\r' && value != '\t')
                    || value == 0x7F;
        }
    }
}
