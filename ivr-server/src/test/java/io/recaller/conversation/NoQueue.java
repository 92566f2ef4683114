package io.recaller.conversation;

import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.StoreAround;

/** A store that takes everything but hand-offs. */
record NoQueue(DialogueStore inner) implements StoreAround {
    @Override
    public void handOff(TurnTaken turn, long version, Place place) {
        throw new IllegalStateException("no queue");
    }
}
