package io.recaller.conversation.dialogue;

import io.recaller.contact.ContactId;
import java.util.Optional;

/** A store before each of whose writes something is done, which may throw or wait. */
public record BeforeWrites(DialogueStore inner, Runnable before) implements DialogueStore {
    @Override
    public Optional<Saved> load(ContactId contact) {
        return inner.load(contact);
    }

    @Override
    public void begin(Beginning beginning) {
        before.run();
        inner.begin(beginning);
    }

    @Override
    public void save(TurnTaken turn, long version, long next) {
        before.run();
        inner.save(turn, version, next);
    }

    @Override
    public void handOff(TurnTaken turn, long version, Place place) {
        before.run();
        inner.handOff(turn, version, place);
    }

    @Override
    public void finish(Finish finish, long version) {
        before.run();
        inner.finish(finish, version);
    }

    @Override
    public void finish(KeptEnd end) {
        before.run();
        inner.finish(end);
    }
}
