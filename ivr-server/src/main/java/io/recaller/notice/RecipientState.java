package io.recaller.notice;

import java.util.Locale;

/** How far a notice has come with one customer; the lower case name is what rows carry. */
enum RecipientState {
    WAITING,
    /** A message was written; what became of it is in its row. */
    TOLD,
    UNREACHABLE,
    EXPIRED,
    CANCELLED;

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
