package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.KeptEnd;
import java.util.Optional;

/** A store whose database is down. */
class Broken implements DialogueStore {
    @Override
    public Optional<Saved> load(ContactId contact) {
        throw new IllegalStateException("down");
    }

    @Override
    public void begin(Beginning beginning) {
        throw new IllegalStateException("down");
    }

    @Override
    public void save(TurnTaken turn, long version, long next) {
        throw new IllegalStateException("down");
    }

    @Override
    public void handOff(TurnTaken turn, long version, Place place) {
        throw new IllegalStateException("down");
    }

    @Override
    public void finish(Finish finish, long version) {
        throw new IllegalStateException("down");
    }

    @Override
    public void finish(KeptEnd end) {
        throw new IllegalStateException("down");
    }
}
