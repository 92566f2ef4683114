package io.recaller.conversation;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.CustomerId;
import io.recaller.customer.TrustTier;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.SwitchOutcome;
import java.util.Optional;

/**
 * Brings a dialogue to another door, or shows it beside a call. Any thread; blocking. What cannot
 * be done is an outcome; nothing is thrown.
 */
public interface Switches {
    /** What somebody asked for is done, or is not possible. */
    SwitchOutcome to(SwitchTarget target, Asked asked);

    /** Whether this caller may be offered the companion page. Does not block. */
    boolean offersPage(Arrival arrival);

    /** Whether somebody types on the page beside this call just now. */
    default boolean isTyping(ContactId contact) {
        return false;
    }

    /** Whether a page is open beside this call: it may be fetched out of any turn. */
    default boolean hasPage(ContactId contact) {
        return false;
    }

    /**
     * Who asks for another door.
     *
     * @param address where they are reached now
     * @param version of the dialogue, as it is written
     */
    record Asked(
            ContactId contact,
            Arrival arrival,
            Address address,
            Optional<CustomerId> customer,
            TrustTier trust,
            Dialogue dialogue,
            long version) {}

    /** There is no other door. */
    static Switches none() {
        return new Switches() {
            @Override
            public SwitchOutcome to(SwitchTarget target, Asked asked) {
                return SwitchOutcome.IMPOSSIBLE;
            }

            @Override
            public boolean offersPage(Arrival arrival) {
                return false;
            }
        };
    }
}
