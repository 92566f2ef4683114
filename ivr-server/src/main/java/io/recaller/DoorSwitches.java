package io.recaller;

import io.recaller.contact.ContactId;
import io.recaller.conversation.Switches;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.flow.SwitchTarget;
import io.recaller.flow.engine.SwitchOutcome;

/** To pages beside calls by the one, to all other doors by the other. */
record DoorSwitches(Switches page, Switches others) implements Switches {
    @Override
    public SwitchOutcome to(SwitchTarget target, Asked asked) {
        return target == SwitchTarget.PAGE ? page.to(target, asked) : others.to(target, asked);
    }

    @Override
    public boolean offersPage(Arrival arrival) {
        return page.offersPage(arrival);
    }

    @Override
    public boolean isTyping(ContactId contact) {
        return page.isTyping(contact);
    }

    @Override
    public boolean hasPage(ContactId contact) {
        return page.hasPage(contact);
    }
}
