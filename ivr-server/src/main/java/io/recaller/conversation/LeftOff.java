package io.recaller.conversation;

import io.recaller.contact.ContactId;
import java.util.Optional;

/** What somebody left on another channel and may go on with here. Any thread; blocking. */
public interface LeftOff {
    /** Where nobody is offered that. */
    static LeftOff nothing() {
        return new LeftOff() {
            @Override
            public boolean isOffered() {
                return false;
            }

            @Override
            public Optional<ContactId> of(ContactId contact) {
                return Optional.empty();
            }

            @Override
            public boolean goOn(ContactId contact, long version, ContactId left) {
                return false;
            }
        };
    }

    /** Whether anybody is ever offered that. */
    default boolean isOffered() {
        return true;
    }

    /** The contact that whoever makes this one may go on with; empty too while nobody can tell. */
    Optional<ContactId> of(ContactId contact);

    /**
     * The contact stands where the other stood from now on; whoever serves it enters it again.
     *
     * @param version of the contact's dialogue, all of which is written
     * @return false: it cannot any more, and nothing has changed
     * @throws io.recaller.conversation.dialogue.SupersededException when somebody else serves it
     */
    boolean goOn(ContactId contact, long version, ContactId left);
}
