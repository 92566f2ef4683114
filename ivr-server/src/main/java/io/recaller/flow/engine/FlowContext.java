package io.recaller.flow.engine;

import io.recaller.flow.ConditionNames;
import io.recaller.flow.Context;
import io.recaller.flow.Flow;
import io.recaller.flow.Implied;
import io.recaller.flow.Retries;
import io.recaller.flow.engine.Attempt.Fault;
import io.recaller.speech.Speech;
import io.recaller.speech.Text;
import io.recaller.speech.Values;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What stays the same during one step: the flow and what is known now. */
record FlowContext(Flow flow, Context context) {
    /** The text with the dialogue's data; silence when a value it needs is missing. */
    Speech say(Dialogue dialogue, Text text) {
        return say(dialogue, text, Map.of());
    }

    Speech say(Dialogue dialogue, Text text, Map<String, String> more) {
        var spoken = dialogue.language();
        var language = text.patterns().containsKey(spoken) ? spoken : flow.languages().getFirst();
        var pattern =
                text.patterns().getOrDefault(language, "")
                        + text.written().getOrDefault(language, "");
        var words = new HashMap<>(Implied.words(dialogue.collected(flow), context, pattern));
        words.putAll(dialogue.data());
        words.putAll(more);
        var values = new Values(words, flow.spelled(), context.zone());
        return text.speech(language, values)
                .orElseGet(() -> Speech.unsaid(text.unsaid(language, values)));
    }

    Speech say(Dialogue dialogue, Optional<Text> text) {
        return text.map(one -> say(dialogue, one)).orElse(Speech.silence());
    }

    /** What a condition may ask for. */
    ConditionNames names(Dialogue dialogue) {
        return ConditionNames.of(dialogue.collected(flow), context);
    }

    /** Asks again, or gives up and lets a person help. */
    Move again(Dialogue dialogue, Retries retries, Fault fault) {
        var next = dialogue.position().attempt().after(fault);
        return next.tries() > retries.most() ? person(dialogue) : asked(dialogue, next);
    }

    /** The same question, as it stands now. */
    Move asked(Dialogue dialogue, Attempt attempt) {
        return new Move.Stop(dialogue.placed(dialogue.position().after(attempt, context.now())));
    }

    Move person(Dialogue dialogue) {
        return new Move.Go(dialogue, flow.person());
    }

    /** What is said first after a mistake. */
    Speech correction(Dialogue dialogue, Text noInput, Text noMatch) {
        return switch (dialogue.position().attempt().fault()) {
            case NONE -> Speech.silence();
            case NO_INPUT -> say(dialogue, noInput);
            case NO_MATCH -> say(dialogue, noMatch);
        };
    }
}
