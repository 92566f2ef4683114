package io.recaller.routing.match;

import io.recaller.contact.Channel;
import io.recaller.routing.step.QueueName;
import io.recaller.routing.step.QueueRule;

/** What an operator decides of who is matched with whom; the same for as long as a server runs. */
public interface MatchRules {
    /** How the contacts of a queue are routed. */
    QueueRule of(QueueName queue);

    /** Whether one more contact of that channel may be offered to who holds so much. */
    boolean admits(Load load, Channel channel);

    /** Whether contacts of that channel come to agents by a phone. */
    boolean needsPhone(Channel channel);
}
