package io.recaller.conversation;

import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.StoreAround;
import io.recaller.db.Tx;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A store that has written what was posted when it returns, as an executor that works at once. */
record Settled(DialogueStore inner) implements StoreAround {
    @Override
    public Optional<CompletableFuture<Boolean>> post(TurnTaken turn, long version) {
        var writing = inner.post(turn, version);
        writing.ifPresent(written -> written.handle((_, _) -> "told").join());
        return writing;
    }

    @Override
    public void saveSoon(TurnTaken turn, long version) {
        inner.saveSoon(turn, version);
    }

    @Override
    public void saveSoonAlone(TurnTaken turn, long version) {
        inner.saveSoonAlone(turn, version);
    }

    @Override
    public void saveWith(TurnTaken turn, long version, Consumer<? super Tx> beside) {
        inner.saveWith(turn, version, beside);
    }

    @Override
    public void saveUnhurried(TurnTaken turn, long version) {
        inner.saveUnhurried(turn, version);
    }
}
