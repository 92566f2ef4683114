package io.recaller.cli.simulate;

import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.voice.HangupException;
import io.recaller.conversation.voice.Line;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.PromptLengths;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A caller at the terminal: what is said is printed, what is keyed comes from a script. */
public final class SimulatedLine implements Line {
    private final KeyScript keys;
    private final Transcript transcript;
    private Optional<String> unknown = Optional.empty();
    private Optional<String> problem = Optional.empty();
    private boolean isWaiting;

    SimulatedLine(KeyScript keys, Transcript transcript) {
        this.keys = keys;
        this.transcript = transcript;
    }

    /** Nobody is known by the number: no PIN proves anything, and that is said. */
    void nobodyIsKnownBy(String number) {
        unknown = Optional.of(number);
    }

    @Override
    public void carry(ContactId contact, Runnable told) {
        told.run();
    }

    @Override
    public void play(Speech speech) {
        transcript.said("say", speech);
    }

    @Override
    public Answer choose(Turn.Choose choose) {
        if (!choose.isMenu()) {
            return answered(choose.speech());
        }
        transcript.offered(choose);
        return key(choose.speech());
    }

    /** One key, and hash is one of them. */
    private Answer answered(Speech speech) {
        transcript.said("ask", speech);
        return key(speech);
    }

    private Answer key(Speech speech) {
        if (transcript.isCutOff()) {
            throw new HangupException();
        }
        var typed = keyed();
        var taken = first(1, isHash(typed) ? typed : typed.replace("#", ""));
        transcript.keyed(taken);
        return answered(taken.isEmpty() ? new Reply.Silence() : new Reply.Keys(taken), speech);
    }

    @Override
    public Answer ask(Turn.Ask ask) {
        transcript.said("ask", ask.speech());
        if (!ask.wanted().isKeyed()) {
            return typed(ask.speech());
        }
        return answer(
                ask.maxDigits(),
                ask.speech(),
                ask.secret() ? SimulatedLine::hidden : Function.identity());
    }

    @Override
    public Answer verify(Turn.Verify verify) {
        transcript.said("verify", verify.speech());
        var answer = answer(verify.maxDigits(), verify.speech(), SimulatedLine::hidden);
        if (answer.reply() instanceof Reply.Keys(var keyed) && keyed.length() > 1) {
            unknown.ifPresent(this::explain);
        }
        return answer;
    }

    private void explain(String number) {
        transcript.note(
                "nobody is known by "
                        + number
                        + ", so no PIN can prove who calls, not even a right one: the caller goes"
                        + " to a person; make somebody known with --field, --request or --contacts,"
                        + " on a server with 'recaller pin set --create'");
    }

    private static String hidden(String keys) {
        return "•".repeat(keys.length());
    }

    /** It is asked of who has a page to type it on; a key is one of the telephone. */
    private Answer typed(Speech speech) {
        if (transcript.isCutOff()) {
            throw new HangupException();
        }
        var text = keys.next().orElseThrow(HangupException::new);
        if (text.isEmpty() || (text.length() == 1 && Keypad.problem(text).isEmpty())) {
            transcript.keyed(text);
            return answered(text.isEmpty() ? new Reply.Silence() : new Reply.Keys(text), speech);
        }
        transcript.wrote(text);
        return answered(new Reply.Text(text), speech);
    }

    private Answer answer(int maxDigits, Speech speech, Function<String, String> shown) {
        if (transcript.isCutOff()) {
            throw new HangupException();
        }
        var typed = keyed();
        var taken = first(maxDigits, typed.replace("#", ""));
        transcript.keyed(isHash(typed) ? typed : shown.apply(taken));
        return answered(taken.isEmpty() ? new Reply.Silence() : new Reply.Keys(taken), speech);
    }

    /** Alone it is a key of a menu, and a value of no digits says as little as silence. */
    private static boolean isHash(String typed) {
        return typed.equals("#");
    }

    private String keyed() {
        return keys.next().map(this::rightly).orElseThrow(HangupException::new);
    }

    /** What is no key is keyed again; where it cannot be, the call is over. */
    private String rightly(String typed) {
        var wrong = Keypad.problem(typed);
        if (wrong.isEmpty()) {
            return typed;
        }
        if (keys.again(wrong.get())) {
            return keyed();
        }
        problem = wrong;
        throw new HangupException();
    }

    /** Why the call could not go on as its keys want it; empty: it could. */
    Optional<String> problem() {
        return problem;
    }

    /** The rest is dropped, as it is told; it may be secret. */
    private String first(int most, String typed) {
        if (typed.length() <= most) {
            return typed;
        }
        transcript.note(
                "of "
                        + typed.length()
                        + " keys only the first "
                        + (most == 1 ? "is" : most + " are")
                        + " taken here; write a comma between the answers to two questions");
        return typed.substring(0, most);
    }

    private static Answer answered(Reply reply, Speech speech) {
        return new Answer(
                reply, speech.length(PromptLengths.estimated()).plus(Duration.ofMillis(1)));
    }

    @Override
    public <T> T whileThinking(Supplier<T> work) {
        return work.get();
    }

    @Override
    public void waitForAgent() {
        isWaiting = true;
    }

    /** Whether the call has come to the queue since this was asked last. */
    boolean hasComeToTheQueue() {
        var hasCome = isWaiting;
        isWaiting = false;
        return hasCome;
    }

    /** What is pressed while the caller waits; empty: nothing more, they go on waiting. */
    Optional<String> whileWaiting() {
        var typed = keys.next().map(this::rightly).map(each -> first(1, each));
        typed.ifPresent(transcript::keyed);
        return typed;
    }

    @Override
    public void ringGroup(Unserved cause) {
        transcript.ended("ring-group", "goes to the dialplan's ring group");
    }

    @Override
    public void hangUp() {
        transcript.ended("end", "we hang up");
    }
}
