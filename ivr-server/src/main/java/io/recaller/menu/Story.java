package io.recaller.menu;

import io.recaller.contact.history.PastContact;
import java.time.Instant;
import java.util.List;

/**
 * What the reasons of a decision are told from, when somebody asks.
 *
 * @param history in any order
 * @param circumstances what is true of the customer
 */
public record Story(List<PastContact> history, List<Circumstance> circumstances, Instant now) {
    public Story {
        history = List.copyOf(history);
        circumstances = List.copyOf(circumstances);
    }

    /** Of a caller nobody knows. */
    public static Story none(Instant now) {
        return new Story(List.of(), List.of(), now);
    }
}
