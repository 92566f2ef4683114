package io.recaller.agent;

import java.time.Instant;
import java.util.Optional;

/**
 * An agent as who administers agents sees them.
 *
 * @param phone sat at last, or given; empty: none yet
 * @param availability whether the agent takes contacts now
 * @param since when that began
 * @param disabledAt since when the agent cannot sign in; empty: can
 */
public record AgentAccount(
        Agent agent,
        Optional<Station> phone,
        Availability availability,
        Instant since,
        Optional<Instant> disabledAt) {}
