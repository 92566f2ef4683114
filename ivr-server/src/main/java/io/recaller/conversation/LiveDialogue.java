package io.recaller.conversation;

import io.recaller.conversation.context.Languages;
import io.recaller.conversation.dialogue.DialogueStore.Heard;
import io.recaller.conversation.dialogue.DialogueStore.Place;
import io.recaller.conversation.dialogue.DialogueStore.TurnTaken;
import io.recaller.customer.TrustTier;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Step;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Language;
import java.time.Duration;
import java.util.List;

/**
 * The dialogue of a contact that is served: where it stands, taken on by what is answered, with
 * every step of it written down. Belongs to the thread that serves it.
 */
final class LiveDialogue {
    private final Flow flow;
    private final FlowSteps steps;
    private final TurnWriting writing;
    private final TurnChanges changes;
    private final Identified who;
    private final Tools tools;
    private Step step;

    /** Whether the turn where it stands was rendered. */
    private boolean shown;

    /** Whether the words of some turn could not be spoken. */
    private boolean unspoken;

    LiveDialogue(
            Flow flow,
            FlowSteps steps,
            TurnWriting writing,
            TurnChanges changes,
            Identified who,
            Tools tools,
            Step step) {
        this.flow = flow;
        this.steps = steps;
        this.writing = writing;
        this.changes = changes;
        this.who = who;
        this.tools = tools;
        this.step = steps.resumed(step, writing.version());
    }

    Step step() {
        return step;
    }

    Turn turn() {
        return step.turn();
    }

    Dialogue dialogue() {
        return step.dialogue();
    }

    Language language() {
        return step.dialogue().language();
    }

    TurnWriting writing() {
        return writing;
    }

    /** The turn where it stands is rendered, or is being read since it was. */
    void show() {
        shown = true;
    }

    boolean isShown() {
        return shown;
    }

    /** From now on whoever served it before is stale. */
    void takeOver() {
        var again = step.dialogue().readAnew(tools.clock().instant());
        step = new Step(again, step.turn());
        writing.takeOver(taken(List.of(), again));
    }

    /** Goes where the answer leads. */
    void next(Input input, List<Heard> heard) {
        adoptLateContext();
        var before = step.dialogue();
        if (isOfTheContact(input)) {
            step = new Step(before.answeredByItself(), step.turn());
        }
        var asked = step.turn();
        step = steps.next(step.dialogue(), input, writing.version() + 1);
        shown = false;
        var turn = taken(heard, before);
        turn.recommendation()
                .ifPresent(answer -> tools.recommendations().answered(answer.accepted()));
        writing.write(turn, TurnLoss.isOnlyAskedAgain(asked, input, step.turn()));
    }

    private void adoptLateContext() {
        if (who.adoptedLateContext()) {
            var dialogue = Languages.preferred(flow, step.dialogue(), who.arrival(), who.caller());
            step = new Step(dialogue, step.turn());
        }
    }

    /** Silence is nobody's answer. */
    private boolean isOfTheContact(Input input) {
        return !writing.isBeside() && (input instanceof Input.Proof || input instanceof Reply.Keys);
    }

    /**
     * Goes to the flow's person; when the words of that way cannot be spoken, to whoever is free.
     */
    void goToPerson() {
        var person = steps.toPerson(step.dialogue(), unspoken);
        unspoken = true;
        moveTo(person);
    }

    /** Stands at the same place for another who is there now. */
    void beginAnew() {
        moveTo(steps.anew(step.dialogue(), writing.version() + 1));
    }

    private void moveTo(Step other) {
        var before = step.dialogue();
        step = other;
        shown = false;
        writing.save(taken(List.of(), before));
    }

    /** As of {@link CallersPage#answers}. */
    void answeredBeside(String page, TrustTier most) {
        var dialogue = step.dialogue();
        step =
                new Step(
                        dialogue.isMatched(page)
                                ? dialogue.answeredByItself()
                                : dialogue.answeredBeside(most),
                        step.turn());
        writing.answeredBeside();
    }

    /** Writes the place in the queue, in one transaction with the dialogue; false: not in time. */
    boolean handOff(Place place, Duration within) {
        return writing.handOff(taken(List.of(), step.dialogue()), place, within);
    }

    private TurnTaken taken(List<Heard> heard, Dialogue before) {
        return changes.between(before, step.dialogue(), heard, tools.clock().instant());
    }
}
