package io.recaller.conversation;

import static io.recaller.db.generated.Tables.CONTACT;

import io.recaller.contact.ContactId;
import io.recaller.db.Database;
import io.recaller.routing.ring.ScreenNames;

/**
 * What a desk phone shows for a caller: what the call is about, as keyed in it. Never who calls:
 * that is on the card, as far as the trust allows.
 */
public final class ScreenTopics implements ScreenNames {
    private final Database database;

    public ScreenTopics(Database database) {
        this.database = database;
    }

    @Override
    public String of(ContactId contact) {
        return database.inTransaction(tx ->
                        tx.dsl()
                                .select(CONTACT.TOPIC)
                                .from(CONTACT)
                                .where(CONTACT.ID.eq(contact.value()))
                                .fetchOptional(CONTACT.TOPIC))
                .orElse("");
    }
}
