package io.recaller.gateway.call;

import java.io.IOException;

/** An answer is longer than what is read of it. */
public final class TooLongException extends IOException {
    TooLongException(int longest) {
        super("an answer of more than " + longest + " bytes");
    }
}
