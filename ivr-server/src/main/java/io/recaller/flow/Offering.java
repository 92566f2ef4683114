package io.recaller.flow;

import io.recaller.contact.Channel;
import io.recaller.contact.Topic;
import io.recaller.customer.TrustTier;
import io.recaller.speech.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A question a menu may ask before its options, as the flow defines it: "About the connection
 * problem you reported on Monday: press star."
 *
 * @param about what must be behind it, one concrete and recent thing
 * @param topics prefixes, one of which the thing's topic must be under; the first is what a yes is
 *     about
 * @param kinds of request or fact; empty: any
 * @param channels of an earlier contact; empty: any
 * @param within how old the thing may be, more than zero
 * @param when what must hold besides
 * @param tier the lowest trust at which the thing is named; below it the neutral wording is used
 * @param neutral what says nothing of the thing; empty: below the tier nothing is offered
 * @param next where a yes leads
 */
public record Offering(
        String id,
        About about,
        List<Topic> topics,
        Set<String> kinds,
        Set<Channel> channels,
        Duration within,
        Optional<Condition> when,
        TrustTier tier,
        Text say,
        Optional<Text> neutral,
        String next) {
    public Offering {
        topics = List.copyOf(topics);
        kinds = Set.copyOf(kinds);
        channels = Set.copyOf(channels);
    }

    /** What an offer may refer to. */
    public enum About {
        REQUEST,
        FACT,
        CONTACT
    }

    /** Whether a yes to this question is about such a topic. */
    public boolean covers(Topic topic) {
        return topics.stream().anyMatch(topic::isUnder);
    }
}
