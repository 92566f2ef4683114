package io.recaller.desk.session;

import io.recaller.agent.AgentId;
import java.time.Instant;
import java.util.Optional;

/** Who is signed in. Called on a virtual thread; may block. */
public interface Sessions {
    void begin(SessionHash session, AgentId agent, Instant until);

    /** The agent of a session that has not ended at {@code now}. */
    Optional<AgentId> agent(SessionHash session, Instant now);

    void end(SessionHash session);
}
