package io.recaller.conversation;

import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.conversation.dialogue.StoreAround;

/** A store that never hears of an end, as when the server was killed. */
record Endless(DialogueStore inner) implements StoreAround {
    @Override
    public void finish(Finish finish, long version) {}

    @Override
    public void finish(KeptEnd end) {}
}
