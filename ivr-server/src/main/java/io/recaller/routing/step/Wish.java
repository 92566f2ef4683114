package io.recaller.routing.step;

import io.recaller.agent.AgentId;
import io.recaller.skill.Requirement;
import java.util.Map;

/**
 * What a contact wants of who serves it.
 *
 * @param queue where it waits: whose steps apply
 * @param asked what the flow asks of an agent
 * @param language the contact's, a BCP 47 tag
 * @param preferred agents it is better off with, as found when it joined
 */
public record Wish(
        QueueName queue, Requirement asked, String language, Map<Preference, AgentId> preferred) {
    public Wish {
        preferred = Map.copyOf(preferred);
    }

    /** The same in another queue. */
    public Wish in(QueueName other) {
        return new Wish(other, asked, language, preferred);
    }

    /** Anything but the skills is left to the main queue. */
    public static Wish of(Requirement asked) {
        return new Wish(QueueName.MAIN, asked, "en", Map.of());
    }
}
