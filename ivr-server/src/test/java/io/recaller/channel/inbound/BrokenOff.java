package io.recaller.channel.inbound;

import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.StoreAround;
import io.recaller.db.Tx;
import java.util.function.Consumer;

/** A store whose transactions break off when everything but the turn is written. */
record BrokenOff(DialogueStore inner) implements StoreAround {
    @Override
    public void saveWith(TurnTaken turn, long version, Consumer<? super Tx> beside) {
        inner.saveWith(
                turn,
                version,
                tx -> {
                    beside.accept(tx);
                    throw new IllegalStateException("broken off");
                });
    }
}
