package io.recaller.channel.inbound;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.KeptEnd;
import io.recaller.db.Tx;
import java.util.Optional;
import java.util.function.Consumer;

/** A store whose transactions break off when everything but the turn is written. */
record BrokenOff(DialogueStore inner) implements DialogueStore {
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
