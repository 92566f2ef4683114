package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.context.Newcomer;
import io.recaller.conversation.voice.HangupException;
import io.recaller.conversation.voice.Line;
import io.recaller.conversation.voice.LineLostException;
import io.recaller.customer.Handle;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import io.recaller.voicemail.Utterance;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
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
public final class ScriptedLine implements Line {
    private final Deque<String> keys = new ArrayDeque<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<Integer, Newcomer> newcomers = new TreeMap<>();
    private int pressedKeys;
    private Optional<ContactId> contact = Optional.empty();
    private final Deque<Said> said = new ArrayDeque<>();
    private boolean isLostAtFirst;
    private boolean isLostWhileSpeaking;
    private Runnable whileSpeaking = () -> {};
    private String left = "";
    private Optional<Unserved> why = Optional.empty();
    private int hangsUpAt = Integer.MAX_VALUE;
    private int steps;
    private Predicate<Speech> late = _ -> false;
    private Predicate<Speech> broken = _ -> false;
    private boolean cutsTheLastWordsShort;
    private String cutShort = "";
    private boolean isTyped;

    ScriptedLine willPress(String... pressed) {
        keys.addAll(List.of(pressed));
        return this;
    }

    /** Another telephone takes this one's place before the next key is pressed. */
    ScriptedLine thenComes(Optional<Handle> number) {
        newcomers.put(keys.size() + pressedKeys, new Newcomer(number));
        return this;
    }

    /**
     * Hangs up in one of the line's methods.
     *
     * @param step 0 is the first
     */
    public ScriptedLine willHangUpAt(int step) {
        hangsUpAt = step;
        return this;
    }

    /** Words that no synthesiser makes in time: speech with such a piece in it. */
    ScriptedLine willNotHaveInTime(String piece) {
        late = says(piece);
        return this;
    }

    /** Words that no synthesiser can make. */
    ScriptedLine cannotHave(String piece) {
        broken = says(piece);
        return this;
    }

    /** Presses a key while these words are spoken. */
    ScriptedLine willCutShort(String words) {
        cutShort = words;
        return this;
    }

    /** Keys were pressed before anything was asked. */
    ScriptedLine hasTypedAhead() {
        isTyped = true;
        return this;
    }

    @Override
    public boolean hasTyped() {
        return isTyped;
    }

    ScriptedLine willCutTheLastWordsShort() {
        cutsTheLastWordsShort = true;
        return this;
    }

    /**
     * Speaks when it is asked to; may be told several times, and says nothing after that.
     *
     * @param hangsUp while speaking
     */
    ScriptedLine willSay(Duration voice, boolean hangsUp) {
        var sound =
                Utterance.of(new byte[Math.toIntExact(voice.toMillis()) * Utterance.RATE / 1000]);
        said.add(new Said(sound, voice, hangsUp));
        return this;
    }

    /** Happens before what is said is given back. */
    ScriptedLine whileSpeaking(Runnable what) {
        whileSpeaking = what;
        return this;
    }

    /** The server is killed before it has told the call anything. */
    ScriptedLine willBeLostAtFirst() {
        isLostAtFirst = true;
        return this;
    }

    /** The server that records is killed. */
    ScriptedLine willBeLostWhileSpeaking() {
        isLostWhileSpeaking = true;
        return this;
    }

    @Override
    public <T> T record(Dictation limits, Function<Said, T> keeping) {
        heard.add("(tone)");
        if (isLostWhileSpeaking) {
            throw new LineLostException(LineLostException.Where.ELSEWHERE);
        }
        whileSpeaking.run();
        return keeping.apply(
                Optional.ofNullable(said.poll())
                        .orElse(new Said(Utterance.of(new byte[0]), Duration.ZERO, false)));
    }

    private static Predicate<Speech> says(String piece) {
        return speech ->
                speech.prompts().stream().anyMatch(prompt -> prompt.words().contains(piece));
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

    Optional<Unserved> why() {
        return why;
    }

    private void step() {
        if (steps++ == hangsUpAt) {
            throw new HangupException();
        }
    }

    private Answer answer(Speech speech) {
        var pressed = pressed(speech);
        Reply reply = pressed.equals("#") ? new Reply.Silence() : new Reply.Keys(pressed);
        return new Answer(reply, Duration.ofSeconds(3));
    }

    private String pressed(Speech speech) {
        hear(speech);
        step();
        var pressed = Optional.ofNullable(keys.poll()).orElseThrow(HangupException::new);
        pressedKeys++;
        return pressed;
    }

    private void hear(Speech speech) {
        var words = String.join(" ", speech.prompts().stream().map(Prompt::words).toList());
        if (!words.isEmpty()) {
            heard.add(words);
        }
    }

    @Override
    public void carry(ContactId id, Runnable told) {
        contact = Optional.of(id);
        step();
        if (isLostAtFirst) {
            throw new LineLostException(LineLostException.Where.ELSEWHERE);
        }
        told.run();
    }

    @Override
    public Optional<Newcomer> newcomer() {
        return Optional.ofNullable(newcomers.remove(pressedKeys - 1));
    }

    @Override
    public Words prepare(Speech speech, Duration within) {
        if (broken.test(speech)) {
            return Words.BROKEN;
        }
        return late.test(speech) ? Words.LATE : Words.READY;
    }

    @Override
    public Reply playOut(Speech speech) {
        play(speech);
        return cutsTheLastWordsShort ? new Reply.Keys("#") : new Reply.Silence();
    }

    @Override
    public void play(Speech speech) {
        if (late.or(broken).test(speech)) {
            throw new SynthesisException("not one prompt of a turn is there");
        }
        hear(speech);
        isTyped |= !cutShort.isEmpty() && says(cutShort).test(speech);
        step();
    }

    @Override
    public Answer choose(Turn.Choose choose) {
        return choose.isMenu()
                ? answer(choose.speech())
                : new Answer(new Reply.Keys(pressed(choose.speech())), Duration.ofSeconds(3));
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
    public void ringGroup(Unserved cause) {
        step();
        why = Optional.of(cause);
        left = "ring group";
    }

    @Override
    public void hangUp() {
        step();
        left = "hung up by us";
    }
}
