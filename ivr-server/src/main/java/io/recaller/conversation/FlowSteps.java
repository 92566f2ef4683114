package io.recaller.conversation;

import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Step;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Speech;
import java.util.Optional;

/**
 * Steps one contact through its flow, with what is known of them, and past what is no turn of its
 * own. Belongs to the thread that serves it.
 */
final class FlowSteps {
    private final Flow flow;
    private final Identified who;
    private final Inquiries inquiries;
    private final Tools tools;

    FlowSteps(Flow flow, Identified who, Inquiries inquiries, Tools tools) {
        this.flow = flow;
        this.who = who;
        this.inquiries = inquiries;
        this.tools = tools;
    }

    Context context(Dialogue dialogue) {
        return who.context(dialogue);
    }

    /**
     * Where an answer leads.
     *
     * @param version the dialogue's, once that is written
     */
    Step next(Dialogue from, Input answer, long version) {
        return resumed(tools.engine().next(flow, from, answer, context(from)), version);
    }

    /** As it is gone on with: past where nothing is recommended to anybody. */
    Step resumed(Step step, long version) {
        var at = step;
        while (at.turn() instanceof Turn.Recommend && !inquiries.mayRecommend()) {
            at =
                    tools.engine()
                            .next(
                                    flow,
                                    at.dialogue(),
                                    new Input.NotFound(),
                                    context(at.dialogue()));
        }
        return asking(at, version);
    }

    /** The same place for another who is at the telephone now. */
    Step anew(Dialogue dialogue, long version) {
        return asking(tools.engine().anew(flow, dialogue, context(dialogue)), version);
    }

    /** A look-up that is asked for again, after a crash, is the same question as before. */
    static Step asking(Step step, long version) {
        return step.turn() instanceof Turn.LookUp
                ? new Step(step.dialogue().lookingUp(version), step.turn())
                : step;
    }

    /**
     * Where somebody gets to a person.
     *
     * @param anyone whether it is whoever is free, not whom the flow names
     */
    Step toPerson(Dialogue dialogue, boolean anyone) {
        return anyone
                ? tools.engine().anyone(dialogue)
                : tools.engine().person(flow, dialogue, context(dialogue));
    }

    /** How the open requests stand that may be told of now; empty: none may. */
    Optional<String> requests(Dialogue dialogue) {
        return Optional.of(tools.engine().requests(flow, dialogue, context(dialogue)))
                .filter(told -> !told.isSilent())
                .map(Speech::written);
    }

    /** Whether words are more than a greeting, here. */
    boolean understands(Dialogue dialogue, Reply.Text words) {
        return tools.engine().understands(flow, dialogue, words, context(dialogue));
    }
}
