package io.recaller.asterisk.agi;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What Asterisk is asked, and what it answers.
 *
 * <p>Commands that are asked together go out one after another: each when Asterisk has carried out
 * the one before. It must not have two at a time, for it overlooks the second until something else
 * is said (res_agi.c, run_agi: what its own buffer holds wakes nobody). From the last answer on
 * until the next command keys are listened for.
 *
 * <p>Its owner locks it: the selector's thread hears and reminds, the call's thread asks.
 */
final class AgiExchange {
    /** A subroutine of the dialplan has begun; its end is told by another line. */
    private static final String TRYING = "100 ";

    private static final String DONE = "200 ";

    /** Begins each line of a header but the empty one at its end. */
    private static final String HEADER = "agi_";

    /** Told in between, when the caller is gone; an answer may stand on the same line. */
    private static final String HANGUP = "HANGUP";

    private final AgiWire wire;
    private final AgiLines lines;
    private final Runnable reminding;
    private final StrayKeys stray = new StrayKeys();
    private final Queue<String> later = new ArrayDeque<>();
    private @Nullable String toldHere;

    /** What is heard is not whole yet: the header with the first answer, or all that was asked. */
    private boolean isAsking = true;

    /** Asterisk writes each line of it by itself; nobody is woken for less than all of them. */
    private boolean isHeaderComing = true;

    private boolean isHeaderSeen;

    /**
     * @param reminding has the selector ask soon for what is due then: {@link #remind}
     */
    AgiExchange(AgiWire wire, AgiLines lines, Runnable reminding) {
        this.wire = wire;
        this.lines = lines;
        this.reminding = reminding;
    }

    /** Asks before the header has come: Asterisk answers right behind that. */
    void begin(CommandLine first) throws IOException {
        wire.write(first.buildCommand());
        wire.hurry();
    }

    /** Whether more is to come before there is anything to read. */
    boolean isAsking() {
        return isAsking;
    }

    /** Whether Asterisk plays silence, and hears keys. */
    boolean isListening() {
        return stray.isListening();
    }

    /** What was heard is to be read now, whole or not. */
    void askNoMore() {
        isAsking = false;
    }

    /** An answer, or what is told before one: the line that was looked at last. */
    void hear(String line) throws IOException {
        if (isHeaderComing) {
            hearHeader(line);
        } else if (!line.startsWith(TRYING) && !line.equals(HANGUP)) {
            hearAnswer(line);
        }
    }

    private void hearHeader(String line) {
        isHeaderComing = line.startsWith(HEADER);
        isAsking = isHeaderComing || (isHeaderSeen && line.isEmpty());
        isHeaderSeen = true;
    }

    private void hearAnswer(String line) throws IOException {
        if (stray.isListening()) {
            lines.drop();
            hearKey(line);
        } else {
            answered(line.startsWith(DONE) || line.startsWith(HANGUP + DONE));
        }
    }

    private void hearKey(String line) throws IOException {
        stray.hear(line);
        if (!stray.isListening() && !later.isEmpty()) {
            sendNext();
        } else if (!isAsking) {
            listenForKeys();
        }
    }

    private void answered(boolean isCarriedOut) throws IOException {
        if (isCarriedOut && !later.isEmpty()) {
            sendNext();
            return;
        }
        later.clear();
        isAsking = false;
        if (isCarriedOut) {
            idle();
        }
    }

    private void idle() {
        stray.idle();
        if (!stray.isClosed()) {
            reminding.run();
        }
    }

    private void listenForKeys() throws IOException {
        if (!stray.isClosed() && !wire.isOver()) {
            wire.write(stray.listen());
            reminding.run();
        }
    }

    private void sendNext() throws IOException {
        var command = later.remove();
        if (command.isEmpty()) {
            isAsking = false;
            command = later.remove();
        }
        if (command.equals(StrayKeys.HUSH)) {
            isAsking = false;
            hushed();
        } else {
            wire.write(command);
        }
    }

    /** Where something was pressed, more may follow before there is a command. */
    private void hushed() throws IOException {
        var hasKeys = stray.hasKeys();
        toldHere = stray.told();
        if (hasKeys) {
            listenForKeys();
        } else {
            stray.hushed();
            reminding.run();
        }
    }

    /**
     * Listens for keys where no command has come soon, and asks again where Asterisk may have
     * overlooked that it is to listen no more.
     *
     * @return when to look next; zero: not again
     */
    Duration remind(long now) throws IOException {
        if (wire.isOver()) {
            return Duration.ZERO;
        }
        if (stray.isDue(now)) {
            listenForKeys();
        } else if (stray.isOverheard(now)) {
            wire.write(stray.stop());
        }
        return stray.rest();
    }

    /**
     * Asks one after another. An empty one asks nothing: between two commands it lets read the
     * answer to the first before there is one to the second. What concerns keys is answered here
     * ({@link StrayKeys}).
     */
    void ask(List<String> commands) throws IOException {
        var first = commands.getFirst();
        if (first.startsWith(StrayKeys.LISTEN)) {
            stray.open(first.substring(StrayKeys.LISTEN.length()));
            idle();
            wire.wakeUp();
            toldHere = stray.told();
        } else if (first.equals(StrayKeys.HEARD)) {
            toldHere = stray.told();
        } else {
            send(commands);
        }
    }

    private void send(List<String> commands) throws IOException {
        isAsking = true;
        stray.busy();
        later.clear();
        later.addAll(commands);
        if (stray.isListening()) {
            wire.write(stray.stop());
        } else {
            sendNext();
        }
    }

    /** Whether there is something to read. */
    boolean isAnswered() {
        return toldHere != null || (!isAsking && lines.isOneWhole());
    }

    /** An answer that Asterisk has not given: told once, before all that it has. */
    @Nullable String takeToldHere() {
        var answer = toldHere;
        toldHere = null;
        return answer;
    }
}
