package io.recaller.continuation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.KeptEnd;
import java.util.Optional;

/** A store that is read, and takes no turn. */
record Unwritten(DialogueStore inner) implements DialogueStore {
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
        throw new IllegalStateException("down");
    }

    @Override
    public void handOff(TurnTaken turn, long version, Place place) {
        throw new IllegalStateException("down");
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
