package io.recaller;

import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.dialogue.FlowVersions;
import io.recaller.db.Tx;
import io.recaller.flow.Flow;
import io.recaller.flow.yaml.FlowReader;
import io.recaller.flow.yaml.Reading;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Finds the version of a flow that a call began on, read once from the database. Any thread. */
final class OlderFlows implements FlowVersions {
    private final DatabaseDialogues dialogues;
    private final Map<String, Flow> read = new ConcurrentHashMap<>();

    OlderFlows(DatabaseDialogues dialogues) {
        this.dialogues = dialogues;
    }

    @Override
    public Optional<Flow> find(String sha) {
        return find(sha, () -> dialogues.flowText(sha));
    }

    @Override
    public Optional<Flow> find(Tx tx, String sha) {
        return find(sha, () -> dialogues.flowText(tx, sha));
    }

    private Optional<Flow> find(String sha, Supplier<Optional<String>> kept) {
        var known = read.get(sha);
        if (known != null) {
            return Optional.of(known);
        }
        var found = kept.get().flatMap(text -> parse(sha, text));
        found.ifPresent(flow -> read.put(sha, flow));
        return found;
    }

    /**
     * A text that this version of the reader no longer takes is as good as lost: a person helps
     * then.
     */
    private static Optional<Flow> parse(String sha, String text) {
        return switch (new FlowReader().read(sha, text)) {
            case Reading.Read(Flow flow) -> Optional.of(flow);
            case Reading.Broken _ -> Optional.empty();
        };
    }
}
