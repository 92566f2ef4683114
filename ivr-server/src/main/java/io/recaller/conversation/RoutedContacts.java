package io.recaller.conversation;

import io.recaller.agent.AgentId;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Topic;
import io.recaller.db.Tx;
import io.recaller.routing.ContactOutcomes;
import java.time.InstantSource;

/** Writes on the contact's row what routing learns of it. Any thread. */
public final class RoutedContacts implements ContactOutcomes {
    private final ContactStore contacts;
    private final InstantSource clock;

    public RoutedContacts(ContactStore contacts, InstantSource clock) {
        this.contacts = contacts;
        this.clock = clock;
    }

    @Override
    public void servedBy(Tx tx, ContactId contact, AgentId agent) {
        contacts.servedBy(tx, contact, agent.value());
    }

    @Override
    public void disposed(Tx tx, ContactId contact, Topic topic, String disposition) {
        contacts.dispose(tx, contact, disposition, topic, clock.instant());
    }
}
