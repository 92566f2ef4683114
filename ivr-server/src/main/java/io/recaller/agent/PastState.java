package io.recaller.agent;

import java.time.Instant;

/** What an agent was from then on, until the next: whether contacts were taken, or why not. */
public record PastState(AgentId agent, Availability availability, Instant since) {}
