package io.recaller.routing;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.Tx;
import io.recaller.skill.Requirement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The queue, for those who hand contacts over to it. Safe for any number of threads. */
public final class Waiting {
    private final QueueStore queue = new QueueStore();
    private final AssignmentStore assignments = new AssignmentStore();

    /**
     * Enters the queue in the caller's own transaction, so that the dialogue's hand-off and the
     * place in the queue are written both or not at all. Servers are woken at commit. A contact
     * that is in the queue already keeps its place.
     *
     * @param priority higher is served first
     * @param callerChannel Asterisk's name of the caller's channel
     * @param asteriskSystem the Asterisk that channel is on; empty: the only one
     */
    public void enter(
            Tx tx,
            ContactId contact,
            Channel channel,
            Requirement requirement,
            int priority,
            String callerChannel,
            Optional<String> asteriskSystem,
            Instant at) {
        queue.enter(
                tx,
                new WaitingContact(
                        contact,
                        channel,
                        requirement,
                        priority,
                        at,
                        callerChannel,
                        asteriskSystem));
    }

    /** Who is in the queue, being rung for or not, in turn: to compare with the calls there are. */
    public List<WaitingContact> inQueue(Tx tx) {
        return queue.inQueue(tx);
    }

    /** Remembers where a caller in the queue is by now; nothing happens to one who has left it. */
    public void moved(Tx tx, ContactId contact, String callerChannel) {
        queue.moved(tx, contact, callerChannel);
    }

    /** Which agents ring or talk, as far as we know: to compare with the calls there are. */
    public List<Engagement> onThePhone(Tx tx) {
        return assignments.engaged(tx);
    }
}
