package io.recaller.channel.inbound;

import io.recaller.flow.engine.Reply;

/** Whether somebody wrote what may be a PIN. Pure. */
final class Digits {
    /** As many as the shortest PIN has; numbers that a page shows are shorter. */
    private static final int OF_PIN = 4;

    private Digits() {}

    /** In whatever digits, and with whatever between them. */
    static boolean areIn(Reply.Text words) {
        return words.text().codePoints().filter(Character::isDigit).count() >= OF_PIN;
    }
}
