package io.recaller.conversation.voice;

import io.recaller.contact.Address;
import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.context.Newcomer;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Speech;
import io.recaller.voicemail.Utterance;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The caller's end of a contact, as a conversation sees it: a telephone over FastAGI, the terminal
 * of {@code simulate}, a script in a test. Every method may throw {@link HangupException} or {@link
 * LineLostException}. One thread uses a line.
 */
public interface Line {
    /**
     * The contact is known: the call carries its id from now on, to whichever server it returns.
     *
     * @param told done when the call is told so, with the first prompt at the latest: of what is
     *     written down before, the next server would not know that it is this call
     */
    void carry(ContactId contact, Runnable told);

    /** As above; nothing is to be done then. */
    default void carry(ContactId contact) {
        carry(contact, () -> {});
    }

    /**
     * Makes sure of words before they are played, for so long at most; keys pressed meanwhile are
     * kept.
     */
    default Words prepare(Speech speech, Duration within) {
        return Words.READY;
    }

    /** Plays at once. A key stops it and is kept for the next turn that wants one. */
    void play(Speech speech);

    /**
     * As {@link #play}, for what a key must not lose.
     *
     * @return whether it was heard: to the end, or nearly so
     */
    default boolean playWhole(Speech speech) {
        if (hasTyped()) {
            return false;
        }
        play(speech);
        return !hasTyped();
    }

    /**
     * Plays the last words of a contact, keys pressed before or not.
     *
     * @return silence when they were heard: to the end, or so nearly that only a farewell was
     *     missed; else the keys that cut them short
     * @throws HangupException when the caller was gone before
     */
    default Reply playOut(Speech speech) {
        play(speech);
        return new Reply.Silence();
    }

    /** Reads the menu until a key or the end of patience: {@link Reply.Keys} of one, or silence. */
    Answer choose(Turn.Choose choose);

    Answer ask(Turn.Ask ask);

    /** Like {@link #ask}, but keys typed ahead are thrown away first, and nothing is echoed. */
    Answer verify(Turn.Verify verify);

    /**
     * Plays a tone and takes down what the caller says, until they press {@code #}, are silent, or
     * it is long enough. A hang-up is told by what it gives: what was said before counts.
     *
     * @param keeping what becomes of it; until it returns, the recording is there
     */
    default <T> T record(Dictation limits, Function<Said, T> keeping) {
        throw new UnsupportedOperationException("nothing can be recorded on this line");
    }

    /** Where the caller is reached now, who was there at arrival. */
    default Address reachedAt(Address arrival) {
        return arrival;
    }

    /**
     * Who is at the other end since this was asked last, when it is not who was there before: a
     * transfer gave the caller's place to another telephone. Costs nothing while nobody is.
     */
    default Optional<Newcomer> newcomer() {
        return Optional.empty();
    }

    /** Runs the work on another thread and goes on reading keys meanwhile. */
    <T> T whileThinking(Supplier<T> work);

    /** Whether a key was pressed that nothing has asked for yet. */
    default boolean hasTyped() {
        return false;
    }

    /**
     * The answer is being typed on a page beside the call: music, until a key or the page brings
     * the call back. The line is not used again.
     */
    default void waitForPage() {
        throw new UnsupportedOperationException("no page is beside this line");
    }

    /** The hand-off is written: lets the caller wait in the queue. The line is not used again. */
    void waitForAgent();

    /**
     * We cannot serve this caller: the dialplan's ring group must, and is told why. The line is not
     * used again.
     */
    void ringGroup(Unserved cause);

    void hangUp();

    /** Whether words can be played. */
    enum Words {
        READY,
        /** They may be there a little later. */
        LATE,
        /** They cannot be made. */
        BROKEN
    }

    /**
     * How long a caller may speak.
     *
     * @param longest of all that is said
     * @param silence so much of it ends it
     */
    record Dictation(Duration longest, Duration silence) {}

    /**
     * What a caller said.
     *
     * @param voice how much of it is voice and not silence
     * @param hungUp whether the line is gone since
     */
    record Said(Utterance sound, Duration voice, boolean hungUp) {}

    /**
     * What came back.
     *
     * @param after from the first syllable of the prompt to the key, or to the end of patience
     */
    record Answer(Reply reply, Duration after) {}
}
