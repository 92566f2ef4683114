package io.recaller.conversation;

import io.recaller.contact.Unserved;

/** What a door does after a reply. Whatever it is but a turn, the door is done with the contact. */
public sealed interface Next {
    /** Renders {@link SelfService#turn()}. */
    record Render() implements Next {}

    /** Lets them wait: their place in the queue is written. */
    record Wait() implements Next {}

    /** Leaves them to whoever helps without us: no agent will come from the queue. */
    record RingGroup(Unserved cause) implements Next {}

    /** Takes leave: the contact is over. */
    record Over() implements Next {}
}
