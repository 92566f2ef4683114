package io.recaller.lab.instance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An Asterisk that can be started, from wherever it came.
 *
 * @param command the program with what must stand before it, without options of Asterisk
 * @param modules the folder of its loadable modules ({@code astmoddir})
 * @param data the folder of its documentation and other read-only data ({@code astdatadir})
 * @param isApart whoever starts it ends it: it does not go by itself when this program does, nor by
 *     the terminal's Ctrl-C, before those who talk with it
 */
public record AsteriskProgram(List<String> command, Path modules, Path data, boolean isApart) {
    private static final Path APART = Path.of("/usr/bin/setsid");

    public AsteriskProgram {
        command = List.copyOf(command);
    }

    /** Ends with this program at the latest. */
    public AsteriskProgram(List<String> command, Path modules, Path data) {
        this(command, modules, data, false);
    }

    /** The same, ended by whoever starts it; out of the terminal's reach where util-linux is. */
    public AsteriskProgram apart() {
        var words =
                Files.isExecutable(APART)
                        ? Stream.concat(Stream.of(APART.toString()), command.stream()).toList()
                        : command;
        return new AsteriskProgram(words, modules, data, true);
    }
}
