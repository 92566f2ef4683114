package io.recaller.asterisk.agi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.asteriskjava.fastagi.command.AbstractAgiCommand;

/**
 * One FastAGI command as it goes over the line. The library's own quoting runs three regular
 * expressions over each argument, several times a turn: it took an eighth of a turn's processor
 * time. Immutable but for what the library sets.
 */
final class CommandLine extends AbstractAgiCommand {
    private static final long serialVersionUID = 1;

    private final String line;

    /** Sends nothing: reads the answer to a command that went out behind another. */
    static final CommandLine SENT = new CommandLine("");

    /** Asks what was pressed meanwhile: {@link StrayKeys#told()}. */
    static final CommandLine HEARD = new CommandLine(StrayKeys.HEARD);

    /** As that, before a command: nothing is listened for until it is carried out. */
    static final CommandLine HUSH = new CommandLine(StrayKeys.HUSH);

    private CommandLine(String line) {
        this.line = line;
    }

    static CommandLine exec(String application, String arguments) {
        return new CommandLine("EXEC " + quoted(application) + " " + quoted(arguments));
    }

    /** Carries out a subroutine of the dialplan. */
    static CommandLine gosub(String context, String extension, String arguments) {
        return new CommandLine(
                "GOSUB "
                        + quoted(context)
                        + " "
                        + quoted(extension)
                        + " \"1\" "
                        + quoted(arguments));
    }

    /**
     * Records until {@code #}, silence or the longest time (res_agi.c, handle_recordfile).
     *
     * @param path without ending
     * @param silence whole seconds
     */
    static CommandLine record(String path, String format, Duration longest, long silence) {
        return new CommandLine(
                "RECORD FILE "
                        + quoted(path)
                        + " "
                        + format
                        + " \"#\" "
                        + longest.toMillis()
                        + " s="
                        + silence);
    }

    /**
     * Listens for keys between commands from now on.
     *
     * @param silence what is played then, without ending
     */
    static CommandLine listen(String silence) {
        return new CommandLine(StrayKeys.LISTEN + "GET DATA " + quoted(silence) + " 1 1");
    }

    static CommandLine set(String name, String value) {
        return new CommandLine("SET VARIABLE " + quoted(name) + " " + quoted(value));
    }

    static CommandLine nothing() {
        return new CommandLine("NOOP");
    }

    static CommandLine answer() {
        return new CommandLine("ANSWER");
    }

    static CommandLine get(String expression) {
        return new CommandLine("GET FULL VARIABLE " + quoted(expression));
    }

    /**
     * Both at once: the other goes out as soon as this one is carried out, which saves the call's
     * thread a wake-up. Its answer is read with {@link #SENT}; where this one is refused, the other
     * is not sent.
     */
    CommandLine before(CommandLine other) {
        return new CommandLine(line + "\n" + other.line);
    }

    /**
     * As {@link #before}, but whoever sends both goes on as soon as this one is carried out, while
     * Asterisk carries out the other.
     */
    CommandLine beforeLong(CommandLine other) {
        return before(SENT).before(other);
    }

    /** As Asterisk reads arguments (res_agi.c, parse_args); a line's end would end the command. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "") + '"';
    }

    boolean isShorterThan(int bytes) {
        return line.length() * 3 < bytes || line.getBytes(StandardCharsets.UTF_8).length < bytes;
    }

    @Override
    public String buildCommand() {
        return line;
    }
}
