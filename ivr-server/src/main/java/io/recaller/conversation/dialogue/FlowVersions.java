package io.recaller.conversation.dialogue;

import io.recaller.db.Tx;
import io.recaller.flow.Flow;
import java.util.Map;
import java.util.Optional;

/** Earlier versions of flows, by the SHA-256 of their text. Any thread; blocking. */
public interface FlowVersions {
    Optional<Flow> find(String sha);

    /**
     * As {@link #find(String)}, for who has a connection: one that asked for a second could wait
     * for itself where all are lent.
     */
    Optional<Flow> find(Tx tx, String sha);

    /** These, in memory. */
    static FlowVersions of(Map<String, Flow> bySha) {
        return new FlowVersions() {
            @Override
            public Optional<Flow> find(String sha) {
                return Optional.ofNullable(bySha.get(sha));
            }

            @Override
            public Optional<Flow> find(Tx tx, String sha) {
                return find(sha);
            }
        };
    }
}
