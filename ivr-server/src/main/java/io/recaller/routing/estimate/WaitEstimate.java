package io.recaller.routing.estimate;

import io.recaller.contact.ContactId;
import io.recaller.routing.step.QueueName;
import java.util.Optional;

/** Estimates how long a contact will wait yet. Any thread. */
@FunctionalInterface
public interface WaitEstimate {
    /** Knows nothing, and promises nothing. */
    WaitEstimate NONE = (_, _) -> Optional.empty();

    /**
     * Asked while music has stopped: must be quick, and does not throw because the database is
     * away.
     *
     * @param queue in which it waits now
     * @return empty: nobody who could serve it is there, or it cannot be told
     */
    Optional<WaitBand> of(QueueName queue, ContactId contact);
}
