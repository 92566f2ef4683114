package io.recaller.asterisk.agi;

import java.time.Duration;

/**
 * Keys pressed while no command is carried out. Asterisk throws away what comes between two
 * commands (res_agi.c, run_agi, "idle the channel"), so it plays silence then and reads a key: the
 * one kind of command that ends by itself as soon as something else is said (waitstream_core, "the
 * FD we were watching"). What is said is a question with an answer of its own, for nothing else
 * tells that the silence is over; and it is said again where that does not come, for a line that
 * Asterisk has read together with the one before ends nothing. Its owner locks it.
 */
final class StrayKeys {
    /** What a call's thread asks instead of a command; Asterisk never sees these. */
    static final String HEARD = "HEARD";

    /** As that, and listens no more until a command was carried out. */
    static final String HUSH = "HUSH";

    /** Listens from now on, with the command that follows it. */
    static final String LISTEN = "LISTEN ";

    /** The silence is longer; one that ends sooner cannot be played. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** Most turns come sooner, and cost nothing then; no second key is over so soon. */
    static final Duration PAUSE = Duration.ofMillis(4);

    /** From a question just before a command; a thread may not come to it at once. */
    private static final Duration HUSHED = Duration.ofMillis(100);

    /** How long Asterisk may take to say that the silence is over, before it is asked again. */
    private static final Duration PATIENCE = Duration.ofMillis(5);

    private static final String STOP = "GET FULL VARIABLE \"hushed\"";
    private static final String STOPPED = "200 result=1 (hushed)";
    private static final String ANSWER = "200 result=";
    private static final String NO_KEY = "(timeout)";

    private final StringBuilder keys = new StringBuilder();
    private String command = "";
    private boolean isListening;
    private boolean isIdle;
    private long began;
    private int stops;
    private long stopped;

    /**
     * @param listening what plays silence and reads a key ({@link CommandLine#listen})
     */
    void open(String listening) {
        command = listening;
    }

    /** Whether nothing is to be heard: before the first words nobody presses a key. */
    boolean isClosed() {
        return command.isEmpty();
    }

    /** No command may be sent: the next answers are told here. */
    boolean isListening() {
        return isListening;
    }

    /** All is carried out: unless there is a command soon, it is to be listened. */
    void idle() {
        isIdle = !isClosed();
        began = System.nanoTime();
    }

    /** Who asked what was pressed is about to say what comes next. */
    void hushed() {
        idle();
        began += HUSHED.toNanos();
    }

    /** There is a command. */
    void busy() {
        isIdle = false;
    }

    /** How long nothing is to be done for it; nothing at all where it is zero. */
    Duration rest() {
        if (isIdle) {
            return PAUSE;
        }
        return isListening ? PATIENCE : Duration.ZERO;
    }

    boolean isDue(long now) {
        return isIdle && now - began >= PAUSE.toNanos();
    }

    /** The command that begins it. */
    String listen() {
        isListening = true;
        isIdle = false;
        stops = 0;
        began = System.nanoTime();
        return command;
    }

    /** The question that ends it. */
    String stop() {
        stops++;
        stopped = System.nanoTime();
        return STOP;
    }

    /** Whether it was to end and does not, so that it is to be asked again. */
    boolean isOverheard(long now) {
        return isListening && stops > 0 && now - stopped > PATIENCE.toNanos() * stops;
    }

    /** Takes an answer. It is still listened until each question is answered. */
    void hear(String answer) {
        if (answer.endsWith(STOPPED)) {
            stops--;
        } else if (!isHeard(answer)) {
            command = "";
        }
        isListening = stops > 0;
    }

    /** A key, {@code #} by having none, or none in time; else there is nobody to listen to. */
    private boolean isHeard(String answer) {
        var from = answer.indexOf(ANSWER);
        var result = from < 0 ? "-1" : answer.substring(from + ANSWER.length()).strip();
        if (result.equals(NO_KEY)) {
            return System.nanoTime() - began > SILENCE.toNanos();
        }
        var key = result.isEmpty() ? "#" : result;
        if (key.length() == 1 && "0123456789*#".contains(key)) {
            keys.append(key);
        }
        return key.length() == 1;
    }

    boolean hasKeys() {
        return !keys.isEmpty();
    }

    /** Tells each key once, and whether those are heard that are pressed without a command. */
    String told() {
        var heard = keys.toString();
        keys.setLength(0);
        return ANSWER + "1 (" + heard + "|" + !isClosed() + ")";
    }
}
