package io.recaller.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Engine;
import io.recaller.flow.engine.Input;
import io.recaller.flow.engine.PathEntry;
import io.recaller.flow.engine.Planning;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Step;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import java.util.List;
import java.util.stream.Collectors;

/** A caller in a test. After every input the turn is rendered again and must be the same. */
public final class Talk {
    private final Flow flow;
    private final Engine engine;
    private Context context;
    private Step step;

    public Talk(Flow flow, String language, Context context) {
        this(flow, language, context, Planning.designed());
    }

    public Talk(Flow flow, String language, Context context, Planning planning) {
        this.flow = flow;
        this.engine = new Engine(PromptLengths.estimated(), planning);
        this.context = context;
        this.step = engine.begin(flow, new Language(language), context);
    }

    public Talk says() {
        return gives(new Reply.Silence());
    }

    public Talk keys(String keys) {
        return gives(new Reply.Keys(keys));
    }

    public Talk silence() {
        return gives(new Reply.Silence());
    }

    public Talk gives(Input input) {
        step = engine.next(flow, step.dialogue(), input, context);
        assertThat(engine.render(flow, step.dialogue(), context)).isEqualTo(step);
        return this;
    }

    /** What is known changes, as after a proof or when the context comes late. */
    public Talk now(Context other) {
        context = other;
        return this;
    }

    /** The same contact comes back, perhaps with another context. */
    public Talk returns() {
        step = engine.render(flow, step.dialogue(), context);
        return this;
    }

    public Turn turn() {
        return step.turn();
    }

    public Dialogue dialogue() {
        return step.dialogue();
    }

    /** What happened so far: {@code main=pay_tv}, {@code main=*repair}, {@code pin=0}. */
    public List<String> path() {
        return step.dialogue().path().stream().map(Talk::words).toList();
    }

    private static String words(PathEntry entry) {
        return switch (entry) {
            case PathEntry.Entered(String node) -> node;
            case PathEntry.OptionChosen(String node, String option) -> node + "=" + option;
            case PathEntry.OfferTaken(String node, String offer) -> node + "=*" + offer;
            case PathEntry.PersonAsked(String node) -> node + "=0";
            case PathEntry.WentBack(String node) -> node + "=back";
            case PathEntry.ProofWrong(String node) -> node + "=wrong";
            case PathEntry.Unspoken(String node) -> node + "=unspoken";
        };
    }

    public String node() {
        return step.dialogue().node();
    }

    /** What is spoken, a bar between prompts. */
    public String words() {
        return speech(step.turn()).prompts().stream()
                .map(Prompt::words)
                .collect(Collectors.joining(" | "));
    }

    private static Speech speech(Turn turn) {
        return switch (turn) {
            case Turn.Say say -> say.speech();
            case Turn.Choose choose -> choose.speech();
            case Turn.Ask ask -> ask.speech();
            case Turn.Verify verify -> verify.speech();
            case Turn.LookUp lookUp -> lookUp.meanwhile();
            case Turn.SwitchTo _, Turn.Recommend _ -> Speech.silence();
            case Turn.HandOff handOff -> handOff.speech();
            case Turn.End end -> end.speech();
        };
    }
}
