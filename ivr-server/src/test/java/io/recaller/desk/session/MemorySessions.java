package io.recaller.desk.session;

import io.recaller.agent.AgentId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions that end with the process. Safe for any thread. */
public final class MemorySessions implements Sessions {
    private final Map<SessionHash, Session> sessions = new ConcurrentHashMap<>();

    @Override
    public void begin(SessionHash session, AgentId agent, Instant until) {
        sessions.put(session, new Session(agent, until));
    }

    @Override
    public Optional<AgentId> agent(SessionHash session, Instant now) {
        sessions.values().removeIf(candidate -> !now.isBefore(candidate.until()));
        return Optional.ofNullable(sessions.get(session)).map(Session::agent);
    }

    @Override
    public void end(SessionHash session) {
        sessions.remove(session);
    }

    private record Session(AgentId agent, Instant until) {}
}
