package io.recaller.conversation.dialogue;

import io.recaller.contact.ContactId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps dialogues in memory, for {@code simulate} and tests. Any thread; guarded by its lock. */
public final class MemoryDialogues implements DialogueStore {
    private final Map<ContactId, Saved> saved = new HashMap<>();
    private final List<TurnTaken> turns = new ArrayList<>();
    private final Map<ContactId, Place> queue = new HashMap<>();
    private final List<Finish> ends = new ArrayList<>();
    private final List<KeptEnd> withoutDialogue = new ArrayList<>();

    @Override
    public synchronized Optional<Saved> load(ContactId contact) {
        return Optional.ofNullable(saved.get(contact));
    }

    @Override
    public synchronized void begin(Beginning begun) {
        saved.putIfAbsent(
                begun.contact(),
                new Saved(
                        begun.dialogue(),
                        0,
                        begun.arrival().handle(),
                        begun.customer(),
                        begun.trust(),
                        begun.startedAt(),
                        false,
                        false));
    }

    @Override
    public synchronized void save(TurnTaken turn, long version, long next) {
        var before = saved.get(turn.contact());
        if (before == null || before.version() != version) {
            throw new SupersededException();
        }
        turns.add(turn);
        saved.put(
                turn.contact(),
                new Saved(
                        turn.dialogue(),
                        next,
                        before.handle(),
                        turn.customer(),
                        turn.trust(),
                        before.startedAt(),
                        before.over(),
                        before.joined()));
    }

    @Override
    public synchronized void handOff(TurnTaken turn, long version, Place place) {
        save(turn, version);
        queue.put(turn.contact(), place);
    }

    /**
     * A waiting contact leaves the queue, and goes on in its flow from there when it is resumed.
     */
    public synchronized void leaveQueue(ContactId contact, String node) {
        queue.remove(contact);
        saved.computeIfPresent(
                contact,
                (_, before) ->
                        new Saved(
                                before.dialogue().leavingFor(node),
                                before.version() + 1,
                                before.handle(),
                                before.customer(),
                                before.trust(),
                                before.startedAt(),
                                before.over(),
                                before.joined()));
    }

    @Override
    public synchronized void finish(Finish finish, long version) {
        var contact = finish.beginning().contact();
        var open = saved.get(contact);
        if (open == null || open.version() != version) {
            throw new SupersededException();
        }
        queue.remove(contact);
        if (!open.over()) {
            ends.add(finish);
            saved.put(contact, open.ended());
        }
    }

    @Override
    public synchronized void finish(KeptEnd end) {
        withoutDialogue.add(end);
    }

    /** Every end of a contact that had no dialogue. */
    public synchronized List<KeptEnd> withoutDialogue() {
        return List.copyOf(withoutDialogue);
    }

    /** Who waits in the queue now. */
    public synchronized Map<ContactId, Place> queue() {
        return Map.copyOf(queue);
    }

    /** Every turn written so far, oldest first. */
    public synchronized List<TurnTaken> turns() {
        return List.copyOf(turns);
    }

    /** Every end written so far. */
    public synchronized List<Finish> ends() {
        return List.copyOf(ends);
    }
}
