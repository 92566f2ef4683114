package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.db.Tx;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A store that has written what was posted when it returns, as an executor that works at once. */
record Settled(DialogueStore inner) implements DialogueStore {
    @Override
    public Optional<CompletableFuture<Boolean>> post(
            TurnTaken turn, long version, boolean lasting) {
        var writing = inner.post(turn, version, lasting);
        writing.ifPresent(written -> written.handle((_, _) -> "told").join());
        return writing;
    }

    @Override
    public Optional<Saved> load(ContactId contact) {
        return inner.load(contact);
    }

    @Override
    public void begin(Beginning beginning) {
        inner.begin(beginning);
    }

    @Override
    public void save(TurnTaken turn, long version, long next) {
        inner.save(turn, version, next);
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

    @Override
    public void handOff(TurnTaken turn, long version, Place place) {
        inner.handOff(turn, version, place);
    }

    @Override
    public void finish(Finish finish, long version) {
        inner.finish(finish, version);
    }

    @Override
    public void finish(KeptEnd end) {
        inner.finish(end);
    }
}
