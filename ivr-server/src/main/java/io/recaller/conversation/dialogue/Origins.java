package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.MOVED_CONTACT;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import java.util.Arrays;
import java.util.Optional;

/** Where contacts stood before that go on with another's dialogue. Stateless. */
public final class Origins {
    /** The channel of the one before; empty: it began here. */
    public Optional<Channel> of(Tx tx, ContactId contact) {
        return tx.dsl()
                .select(CONTACT.CHANNEL)
                .from(MOVED_CONTACT)
                .join(CONTACT)
                .on(CONTACT.ID.eq(MOVED_CONTACT.CONTACT_ID))
                .where(MOVED_CONTACT.WENT_ON_AS.eq(contact.value()))
                .orderBy(MOVED_CONTACT.AT.desc())
                .limit(1)
                .fetchOptional(CONTACT.CHANNEL)
                .flatMap(slug ->
                        Arrays.stream(Channel.values())
                                .filter(channel -> channel.slug().equals(slug))
                                .findFirst());
    }
}
