package io.recaller.conversation.dialogue;

import io.recaller.contact.ContactId;
import java.util.Optional;

/** A store in front of another, for tests that change one of its writes. */
public interface StoreAround extends DialogueStore {
    /** The other one. */
    DialogueStore inner();

    @Override
    default Optional<Saved> load(ContactId contact) {
        return inner().load(contact);
    }

    @Override
    default void begin(Beginning beginning) {
        inner().begin(beginning);
    }

    @Override
    default void save(TurnTaken turn, long version, long next) {
        inner().save(turn, version, next);
    }

    @Override
    default void handOff(TurnTaken turn, long version, Place place) {
        inner().handOff(turn, version, place);
    }

    @Override
    default void finish(Finish finish, long version) {
        inner().finish(finish, version);
    }

    @Override
    default void finish(KeptEnd end) {
        inner().finish(end);
    }
}
