package io.recaller.conversation.waiting;

import io.recaller.contact.ContactId;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.dialogue.DialogueStore.Saved;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.flow.Flow;
import io.recaller.flow.Node;
import io.recaller.routing.plan.OverflowCause;
import io.recaller.routing.queue.WaitOutcome;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The ways out of the queue that a contact's flow offers. Any thread; blocking. */
final class Exits {
    private final DatabaseDialogues dialogues;
    private final Function<String, Optional<Flow>> flows;

    /**
     * @param flows finds the version of a flow by its SHA-256
     */
    Exits(DatabaseDialogues dialogues, Function<String, Optional<Flow>> flows) {
        this.dialogues = dialogues;
        this.flows = flows;
    }

    /**
     * A way out.
     *
     * @param node where the flow goes on
     */
    record Exit(Saved saved, String node) {}

    /** Where a key leads; empty: nowhere. */
    Optional<Exit> by(ContactId contact, String key) {
        return exit(contact, handOff -> Optional.ofNullable(handOff.keys().get(key)));
    }

    /** Where who is given back by the queue goes on; empty: the flow does not say. */
    Optional<Exit> otherwise(ContactId contact) {
        return exit(contact, Node.HandOff::otherwise);
    }

    private Optional<Exit> exit(
            ContactId contact, Function<Node.HandOff, Optional<String>> target) {
        return dialogues
                .load(contact)
                .flatMap(
                        saved -> handOff(saved).flatMap(target).map(node -> new Exit(saved, node)));
    }

    private Optional<Node.HandOff> handOff(Saved saved) {
        return flows.apply(saved.dialogue().flowSha())
                .flatMap(flow -> flow.node(saved.dialogue().node()))
                .filter(Node.HandOff.class::isInstance)
                .map(Node.HandOff.class::cast);
    }

    /** Whether the contact has left the queue by one, and is on the way back to its flow. */
    boolean isUnderWay(ContactId contact) {
        return dialogues
                .load(contact)
                .filter(saved -> !saved.over())
                .flatMap(saved -> saved.dialogue().leavingFor())
                .isPresent();
    }

    /** The caller's own choice counts while a phone rings, too. */
    boolean leave(ContactId contact, Exit exit, Instant at) {
        return go(contact, exit, WaitOutcome.EXITED, true, at);
    }

    /** Not while a phone rings. */
    boolean giveBack(ContactId contact, Exit exit, OverflowCause cause, Instant at) {
        var how = Overflows.outcome(cause, WaitOutcome.OVERFLOWED);
        return go(contact, exit, how, false, at);
    }

    private boolean go(
            ContactId contact, Exit exit, WaitOutcome how, boolean evenRinging, Instant at) {
        try {
            return dialogues.leaveQueue(contact, exit.saved(), exit.node(), how, evenRinging, at);
        } catch (SupersededException _) {
            return false;
        }
    }
}
