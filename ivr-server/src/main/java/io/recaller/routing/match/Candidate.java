package io.recaller.routing.match;

import io.recaller.agent.AgentId;
import io.recaller.agent.ReadyAgent;
import io.recaller.agent.Station;
import io.recaller.contact.Channel;
import io.recaller.skill.Proficiency;
import io.recaller.skill.Skill;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agent who takes contacts now, as the match sees it.
 *
 * @param freeSince since when ready, or since the last contact was out of hand if that is later
 * @param station the phone to ring; empty: at none, and is offered no call
 */
public record Candidate(
        AgentId agent,
        Map<Skill, Proficiency> skills,
        Instant freeSince,
        Optional<Station> station,
        Load load) {
    public Candidate {
        skills = Map.copyOf(skills);
    }

    /**
     * An agent who is ready.
     *
     * @param lastClosed when a contact was last out of hand; null: held nothing yet
     */
    public static Candidate of(ReadyAgent ready, @Nullable Instant lastClosed, Load load) {
        var freeSince = freeSince(ready.readySince(), lastClosed);
        return new Candidate(ready.agent(), ready.skills(), freeSince, ready.station(), load);
    }

    public static Instant freeSince(Instant readySince, @Nullable Instant lastClosed) {
        return lastClosed != null && lastClosed.isAfter(readySince) ? lastClosed : readySince;
    }

    /** Once one contact of that channel is out of hand. */
    public Candidate without(Channel channel, Instant at) {
        return new Candidate(agent, skills, at, station, load.minus(channel));
    }

    public Candidate holding(Channel channel) {
        return new Candidate(agent, skills, freeSince, station, load.plus(channel));
    }
}
