package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.KeptEnd;
import java.util.Optional;

/** A store that takes everything but hand-offs. */
record NoQueue(DialogueStore inner) implements DialogueStore {
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
        throw new IllegalStateException("no queue");
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
