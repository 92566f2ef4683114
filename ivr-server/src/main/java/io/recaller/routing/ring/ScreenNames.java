package io.recaller.routing.ring;

import io.recaller.contact.ContactId;

/** What a desk phone may show as the caller's name: never above the contact's trust tier. */
@FunctionalInterface
public interface ScreenNames {
    /** May read the database; called outside any transaction. */
    String of(ContactId contact);
}
