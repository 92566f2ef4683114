package io.recaller.lab.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An agent's desk phone on the stage. Thread-safe. */
public final class Phone {
    private final String name;
    private final Director director;
    private final Changes changes;
    private final Path heard;
    private final List<Ring> rings = new CopyOnWriteArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * One incoming call.
     *
     * @param callerName what the phone's screen shows first
     * @param callerNumber what it shows beside it
     */
    public record Screen(String callerName, String callerNumber) {}

    private record Ring(StageLine line, Screen screen) {}

    Phone(String name, Director director, Changes changes, Path heard) {
        this.name = name;
        this.director = director;
        this.changes = changes;
        this.heard = heard;
    }

    /** From the next ring on it is picked up by itself after this time. */
    public Phone answersAfter(Duration ringing) {
        director.setGlobal(name + "_AFTER", Double.toString(ringing.toMillis() / 1000.0));
        return behaves("answer");
    }

    /** From the next ring on nobody picks it up, but for {@link #answer}. */
    public Phone neverAnswers() {
        return behaves("never");
    }

    /** From the next call on it refuses as busy. */
    public Phone isBusy() {
        return behaves("busy");
    }

    /** A call that is over by then is not one that will be waited for. */
    private Phone behaves(String mode) {
        director.setGlobal(name + "_MODE", mode);
        changes.make(() -> {
            var _ = !rings.isEmpty() && current().line.isOver() && isTaken();
        });
        return this;
    }

    /** What its agent says, again and again, once a call is answered. */
    public Phone says(Path sound) {
        director.setGlobal(name + "_SAYS", Stage.withoutExtension(sound));
        return this;
    }

    /** Picks up now. */
    public void answer() {
        director.goTo(current().line, "phones", name, Stage.ANSWER_PRIORITY);
    }

    /** Presses keys in its newest call, at the speed of a quick person. */
    public void press(String digits) {
        for (var i = 0; i < digits.length(); i++) {
            director.press(current().line, digits.charAt(i));
        }
    }

    /** Presses a key in the newest call. */
    public void press(char key) {
        director.press(current().line, key);
    }

    /** Hangs up, or refuses while it rings; nothing happens without a call. */
    public void hangUp() {
        StageLine line = rings.isEmpty() ? null : current().line;
        if (line != null && !line.isOver()) {
            director.hangUp(line);
        }
    }

    /** Waits for a call that begins to ring and was not waited for before, ringing or not. */
    public Screen awaitRinging(Duration within) {
        changes.await(
                name + " did not ring",
                () -> rings.size() > taken.get() && hasRung() && isTaken(),
                within);
        return current().screen;
    }

    /** Under the lock: a call that comes right after is another one. */
    private boolean isTaken() {
        taken.set(rings.size());
        return true;
    }

    private boolean hasRung() {
        return !(current().line.state() instanceof LineState.Dialling);
    }

    /** Waits until its newest call is answered. */
    public void awaitTalking(Duration within) {
        changes.await(
                name + " did not answer",
                () -> !rings.isEmpty() && current().line.isTalking() && isTaken(),
                within);
    }

    /** Waits until its newest call is over. */
    public void awaitIdle(Duration within) {
        changes.await(
                name + " is still in a call",
                () -> rings.isEmpty() || (current().line.isOver() && isTaken()),
                within);
    }

    /** Whether it rings at this moment. */
    public boolean isRinging() {
        return !rings.isEmpty() && current().line.isRinging();
    }

    /** How many calls have reached it. */
    public int calls() {
        return rings.size();
    }

    /** What the agent heard in the newest call since its answer: 8 kHz mono WAV. */
    public Path heard() {
        return current().line.recording();
    }

    private Ring current() {
        return rings.getLast();
    }

    /** Called under the stage's lock. */
    StageLine rings(String uniqueId, String channel, Screen screen) {
        StageLine line = new StageLine(heard.resolve(name + "-" + uniqueId + ".wav"));
        line.named(channel);
        rings.add(new Ring(line, screen));
        return line;
    }
}
