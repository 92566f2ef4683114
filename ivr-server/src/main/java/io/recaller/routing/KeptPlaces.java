package io.recaller.routing;

import io.recaller.callback.Callbacks;
import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.WaitingContact;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Those who wait without a line, and which of them rest: no agent is asked for these now. */
final class KeptPlaces {
    private final Callbacks callbacks;
    private final Map<EntryId, ContactId> kept = new HashMap<>();
    private Set<ContactId> resting = Set.of();

    KeptPlaces(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    boolean areNone() {
        return kept.isEmpty();
    }

    /** Asks the rows; those that rest since, or do not any more. */
    Set<EntryId> look(Tx tx, Instant now) {
        var before = resting;
        resting = callbacks.resting(tx, now);
        return kept.entrySet().stream()
                .filter(each ->
                        before.contains(each.getValue()) != resting.contains(each.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Whether nobody is asked for it now. */
    boolean rests(WaitingContact contact) {
        if (contact.address() instanceof Address.Callback) {
            kept.put(contact.id(), contact.contact());
            return resting.contains(contact.contact());
        }
        return false;
    }

    void gone(EntryId entry) {
        kept.remove(entry);
    }
}
