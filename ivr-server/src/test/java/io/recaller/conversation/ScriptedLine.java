package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.flow.Input;
import io.recaller.flow.Turn;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * A caller whose keys are known beforehand: one entry a question, {@code #} for silence. When the
 * keys are used up the caller hangs up.
 *
 * <pre>{@code
 * var line = new ScriptedLine().willPress("6", "12345678");
 * calls.serve(line, arrival);
 * assertThat(line.heard()).contains("Welcome to Aspan Telecom.");
 * }</pre>
 */
final class ScriptedLine implements Line {
    private final Deque<String> keys = new ArrayDeque<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Optional<ContactId> contact = Optional.empty();
    private String left = "";
    private int hangsUpAt = Integer.MAX_VALUE;
    private int steps;

    ScriptedLine willPress(String... pressed) {
        keys.addAll(List.of(pressed));
        return this;
    }

    /**
     * Hangs up in one of the line's methods.
     *
     * @param step 0 is the first
     */
    ScriptedLine willHangUpAt(int step) {
        hangsUpAt = step;
        return this;
    }

    /** What was said, a line for each turn, prompts apart by spaces. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    /** Where the call went: {@code queue}, {@code ring group}, {@code hung up by us} or nowhere. */
    String left() {
        return left;
    }

    ContactId contact() {
        return contact.orElseThrow();
    }

    private void step() {
        if (steps++ == hangsUpAt) {
            throw new HangupException();
        }
    }

    private Answer answer(Speech speech) {
        hear(speech);
        step();
        var pressed = Optional.ofNullable(keys.poll()).orElseThrow(HangupException::new);
        var input = pressed.equals("#") ? new Input.NoInput() : new Input.Keys(pressed);
        return new Answer(input, Duration.ofSeconds(3));
    }

    private void hear(Speech speech) {
        var words = String.join(" ", speech.prompts().stream().map(Prompt::words).toList());
        if (!words.isEmpty()) {
            heard.add(words);
        }
    }

    @Override
    public void carry(ContactId id) {
        contact = Optional.of(id);
        step();
    }

    @Override
    public void play(Speech speech) {
        hear(speech);
        step();
    }

    @Override
    public Answer choose(Turn.Choose choose) {
        return answer(choose.speech());
    }

    @Override
    public Answer ask(Turn.Ask ask) {
        return answer(ask.speech());
    }

    @Override
    public Answer verify(Turn.Verify verify) {
        return answer(verify.speech());
    }

    @Override
    public <T> T whileThinking(Supplier<T> work) {
        var thought = work.get();
        step();
        return thought;
    }

    @Override
    public void waitForAgent() {
        step();
        left = "queue";
    }

    @Override
    public void ringGroup() {
        step();
        left = "ring group";
    }

    @Override
    public void hangUp() {
        step();
        left = "hung up by us";
    }
}
