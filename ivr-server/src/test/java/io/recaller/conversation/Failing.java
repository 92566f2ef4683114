package io.recaller.conversation;

import io.recaller.contact.ContactId;
import io.recaller.contact.Unserved;
import io.recaller.conversation.voice.Line;
import io.recaller.flow.engine.Turn;
import io.recaller.speech.Speech;
import java.util.function.Supplier;

/** A line that breaks, for a reason of ours, when a value is asked for. */
record Failing(ScriptedLine line) implements Line {
    @Override
    public void carry(ContactId contact, Runnable told) {
        line.carry(contact, told);
    }

    @Override
    public void play(Speech speech) {
        line.play(speech);
    }

    @Override
    public Answer choose(Turn.Choose choose) {
        return line.choose(choose);
    }

    @Override
    public Answer ask(Turn.Ask ask) {
        throw new IllegalStateException("a bug of ours");
    }

    @Override
    public Answer verify(Turn.Verify verify) {
        return line.verify(verify);
    }

    @Override
    public <T> T whileThinking(Supplier<T> work) {
        return line.whileThinking(work);
    }

    @Override
    public void waitForAgent() {
        line.waitForAgent();
    }

    @Override
    public void ringGroup(Unserved cause) {
        line.ringGroup(cause);
    }

    @Override
    public void hangUp() {
        line.hangUp();
    }
}
