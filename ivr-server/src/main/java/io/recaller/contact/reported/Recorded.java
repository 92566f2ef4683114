package io.recaller.contact.reported;

import io.recaller.contact.ContactId;
import io.recaller.contact.Topic;
import io.recaller.customer.CustomerId;
import java.util.Optional;

/**
 * A reported contact, taken in.
 *
 * @param created false when it was already there; nothing was changed then
 * @param customer empty when no handle identifies exactly one
 * @param topic as it is kept
 * @param topicKnown false when the registry did not know it and it went under {@code other.*}
 */
public record Recorded(
        ContactId contact,
        boolean created,
        Optional<CustomerId> customer,
        Optional<Topic> topic,
        boolean topicKnown) {}
